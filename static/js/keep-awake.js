/* Keeps the screen on while the player is open. The lock goes when the page is
   hidden, so it is asked for again on the way back. Without https there is none. */
const keepAwake = () => {
  if (document.visibilityState === "visible") {
    navigator.wakeLock?.request("screen").catch(() => {});
  }
};
document.addEventListener("visibilitychange", keepAwake);
document.addEventListener("click", keepAwake, { once: true });
keepAwake();
