// Small comforts; every page reads, links and prints without them.
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
// 4. Light or dark is remembered; first.js has set it before anything was drawn.
const look = document.querySelector(".look");
if (look) {
  const { dataset } = document.documentElement;
  for (const radio of look.querySelectorAll("input")) {
    radio.checked = radio.value === (dataset.theme || "auto");
    radio.addEventListener("change", () => {
      dataset.theme = radio.value;
      try { localStorage.setItem("theme", radio.value); } catch {}
    });
  }
  look.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    look.open = false;
    look.firstElementChild.focus();
  });
  document.addEventListener("click", (event) => { if (!look.contains(event.target)) look.open = false; });
}
// 5. The contents of the page say where the reader is.
const entries = [...document.querySelectorAll(".contents a")];
if (entries.length) {
  const headings = entries.map((entry) => document.getElementById(entry.hash.slice(1)));
  const spy = () => {
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const at = atEnd ? entries.length - 1 : headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    entries.forEach((entry, index) => index === at ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current"));
  };
  addEventListener("scroll", () => requestAnimationFrame(spy), { passive: true });
  spy();
}
// 6. Sentences to say, and the agenda as Markdown, are copied at a press; where nothing may be copied there is no button.
const { copy, copied } = document.getElementById("main").dataset;
for (const box of navigator.clipboard && copy ? document.querySelectorAll(".say, .opening, .to-copy") : []) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: copy, ariaLive: "polite" });
  button.addEventListener("click", async () => {
    const said = [...box.querySelectorAll(box.querySelector("q, pre") ? "q, pre" : "p:not(.admonition-title)")].map((each) => each.textContent.trim());
    await navigator.clipboard.writeText(said.join("\n\n").replace(/^“([^“”]*)”$/, "$1"));
    button.textContent = copied;
    setTimeout(() => { button.textContent = copy; }, 4000);
  });
  box.append(button);
}
// 7. Where there is no page, what is said in the language of the address comes first.
const beside = document.querySelector(".beside");
if (beside) beside.prepend([...beside.children].find((side) => location.pathname.split("/").includes(side.lang)) ?? "");
