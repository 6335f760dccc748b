// Three small comforts; every page reads, links and prints without them.
// 1. The language switch keeps the section the reader is in (headings have the same ids in every language).
// 2. Opened from a disk (file:), a folder address gets its index.html, as a web server would do it.
// 3. The key / leads to the search, unless its page was told otherwise.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  if ("switch" in link.dataset) link.hash = location.hash;
  if (location.protocol === "file:" && link.protocol === "file:" && link.pathname.endsWith("/")) {
    event.preventDefault();
    location.href = link.href.replace(/\/(?=$|[?#])/, "/index.html");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
  try {
    if (localStorage.getItem("slash") === "false") return;
  } catch {} // nothing is kept: nothing was told otherwise
  const box = document.getElementById("q");
  event.preventDefault();
  box ? box.focus() : document.querySelector("[data-search]")?.click();
});
