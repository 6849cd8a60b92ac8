/* <send-notice hidden data-lost="…" data-expired="…" data-refused="…">: says why
   an answer is not saved, and goes when the next one is. Lost: it did not reach
   the server. Expired: the form was open for too long (403). Refused: any other
   error. Signed out (401), or storage that does not answer (503 of ours): the
   server's own words, with what a red flag needs.
   What it shows is what is true.
   A form that was drawn before the same person signed in again gets a fresh token
   with its refusal, and is sent once more. */
customElements.define("send-notice", class extends HTMLElement {
  connectedCallback() {
    const say = (text) => { this.textContent = text; this.hidden = false; };
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, () => say(this.dataset.lost));
    }
    document.addEventListener("htmx:responseError", (event) => {
      const { xhr, requestConfig } = event.detail;
      const token = xhr.getResponseHeader("Fresh-Form-Token");
      if (token && !this.isSentAgain) {
        this.isSentAgain = true;
        for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
        requestConfig.elt.requestSubmit(requestConfig.triggeringEvent?.submitter);
      } else if (xhr.status === 401 || xhr.getResponseHeader("Our-Words")) {
        this.innerHTML = xhr.response;
        this.hidden = false;
        this.scrollIntoView();
      } else {
        say(xhr.status === 403 ? this.dataset.expired : this.dataset.refused);
      }
    });
    document.addEventListener("htmx:afterSwap", () => {
      this.isSentAgain = false;
      this.hidden = true;
    });
  }
});
