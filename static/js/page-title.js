/* After a swap the page is called what its heading says. */
document.addEventListener("htmx:afterSwap", () => {
  const heading = document.querySelector("main h1");
  if (heading) {
    document.title = `${heading.textContent.trim()} · Backflex`;
  }
});
