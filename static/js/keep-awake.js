/* <keep-awake hidden>: keeps the screen on while it is on the page, and shows
   its text where the browser cannot do that, such as without https. The lock
   goes when the page is hidden, so it is asked for again on the way back. */
customElements.define("keep-awake", class extends HTMLElement {
  connectedCallback() {
    this.hidden = "wakeLock" in navigator;
    this.ask = () => {
      if (document.visibilityState === "visible") {
        navigator.wakeLock?.request("screen").catch(() => {});
      }
    };
    document.addEventListener("visibilitychange", this.ask);
    // Some browsers want a tap first.
    document.addEventListener("click", this.ask, { once: true });
    this.ask();
  }
});
