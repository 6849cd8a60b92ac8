/* What the server learns from the browser's clock: the name of its time zone. */
const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

/* <browser-zone>: puts it into the hidden field that it holds. */
customElements.define("browser-zone", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("input").value = browserZone;
  }
});

/* <zone-offer>: offers it where it is a place and none of those in data-known. */
customElements.define("zone-offer", class extends HTMLElement {
  connectedCallback() {
    const isPlace = browserZone.includes("/") && !browserZone.startsWith("Etc/");
    if (!isPlace || this.dataset.known.split(" ").includes(browserZone)) return;
    this.querySelector("[name=time_zone]").value = browserZone;
    this.querySelector("strong").textContent = browserZone.split("/").pop().replaceAll("_", " ");
    this.hidden = false;
  }
});
