/* <send-notice hidden>: appears when an answer did not reach the server, and
   goes when the next one does. What it shows is what is true. */
customElements.define("send-notice", class extends HTMLElement {
  connectedCallback() {
    const failed = ["htmx:sendError", "htmx:timeout", "htmx:responseError"];
    for (const name of failed) {
      document.addEventListener(name, () => { this.hidden = false; });
    }
    document.addEventListener("htmx:afterSwap", () => { this.hidden = true; });
  }
});
