// What stands below each answer of a search: the summary of its page; then, for the first six, the text around the best
// match, or the first sentence of the section, from the page itself, which is then near when it is opened. Loaded by
// search.js behind the answers.
const fetched = {};
const read = async (address) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  page.querySelectorAll("nav, header, sup, .section-switch").forEach((each) => each.remove()); // no words of a section
  return page;
};
const around = async (link, anchor, isMarked, fill) => {
  const page = await (fetched[link.pathname] ??= read(link));
  const all = [...page.querySelectorAll("h2, h3, dt, p, dd, li, tbody tr")];
  const first = anchor ? all.findIndex((each) => each.closest("[id]")?.id === anchor) : -1;
  const end = all.findIndex((each, i) => i > first && each.matches("h2, h3, dt"));
  const matches = (text) => [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => isMarked(word));
  const count = (text) => new Set(matches(text).map(([word]) => word)).size;
  const [best] = all.slice(first + 1, end < 0 ? all.length : end).filter((each) => !each.querySelector("li")).map((each) => each.textContent.replace(/\s+/g, " ").trim()).filter((text) => text[19]).sort((a, b) => count(b) - count(a));
  if (!best || !(anchor || count(best))) return;
  const from = best.lastIndexOf(" ", (matches(best)[0]?.index ?? 0) - 60) + 1;
  link.lastChild.textContent = "";
  fill(link.lastChild, (from > 1 ? "…" : "") + best.slice(from, from + 240));
};
globalThis.quote = (links, rows, about, isMarked, fill) => {
  rows.forEach((row, i) => fill(links[i].lastChild, row.about || about[row.nth]));
  if (location.protocol === "file:" || navigator.connection?.saveData) return; // no page can be fetched for its text
  rows.slice(0, 6).forEach((row, i) => around(links[i], row.anchor, isMarked, fill).catch(() => {}));
};
