/* <send-notice hidden data-lost="…" data-expired="…" data-refused="…">: says why
   an answer is not saved, and goes when the next one is. Lost: it did not reach
   the server. Expired: the form was open for too long (403). Refused: any other
   error. What it shows is what is true. */
customElements.define("send-notice", class extends HTMLElement {
  connectedCallback() {
    const say = (text) => { this.textContent = text; this.hidden = false; };
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, () => say(this.dataset.lost));
    }
    document.addEventListener("htmx:responseError", (event) => {
      const isExpired = event.detail.xhr.status === 403;
      say(isExpired ? this.dataset.expired : this.dataset.refused);
    });
    document.addEventListener("htmx:afterSwap", () => { this.hidden = true; });
  }
});
