// Two small comforts; every page reads, links and prints without them.
// 1. The language switch keeps the section the reader is in (headings have the same ids in every language).
// 2. Opened from a disk (file:), a folder address gets its index.html, as a web server would do it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  if ("switch" in link.dataset) link.hash = location.hash;
  if (location.protocol === "file:" && link.protocol === "file:" && link.pathname.endsWith("/")) {
    event.preventDefault();
    location.href = link.href.replace(/\/(?=$|[?#])/, "/index.html");
  }
});
