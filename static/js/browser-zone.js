/* <browser-zone>: puts the browser's time zone into the hidden field that it holds. */
customElements.define("browser-zone", class extends HTMLElement {
  connectedCallback() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) this.querySelector("input").value = zone;
  }
});
