/* <browser-zone>: fills the time zone field in from the browser, once, where
   the server knows no better than UTC. */
customElements.define("browser-zone", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone && field.value === "UTC") field.value = zone;
  }
});
