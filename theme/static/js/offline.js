// “Keep for offline”: asked for, the pages of this language (and the cards' PDFs) are put into a cache of their own;
// worker.js answers from it. A new version is fetched whole before the old one goes. Without this script: the zip.
const box = document.querySelector("[data-keep]");
if (box && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
  const root = new URL(box.dataset.root, location.href).href;
  const list = new URL(box.dataset.keep, location.href).href;
  const language = document.documentElement.lang;
  const stem = (part) => `${root}|${language}|${part}|`;
  const own = async (part) => (await caches.keys()).filter((name) => name.startsWith(stem(part)));
  const find = (selector, within = box) => within.querySelector(selector);
  const number = (count) => count.toLocaleString(language);
  const bar = find("progress");

  const wanted = async () => {
    const answer = await fetch(list, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const show = async (lists) => {
    for (const row of box.querySelectorAll("[data-part]")) {
      const part = lists[row.dataset.part];
      const [name] = await own(row.dataset.part);
      row.hidden = !part.files.length;
      row.dataset.state = !name ? "none" : name.endsWith(`|${part.version}`) ? "kept" : "old";
      for (const each of row.querySelectorAll("[data-when]")) each.hidden = !each.dataset.when.split(" ").includes(row.dataset.state);
      for (const each of row.querySelectorAll("[data-count]")) each.textContent = number(part.files.length);
      for (const each of row.querySelectorAll("[data-size]")) each.textContent = number(Math.ceil(part.bytes / 1000));
    }
  };

  const keep = async (part, { version, files }) => {
    const name = stem(part) + version;
    const addresses = part === "pages" ? [...files, list] : files;
    await navigator.serviceWorker.register(root + "worker.js");
    const cache = await caches.open(name);
    Object.assign(bar, { hidden: false, max: addresses.length, value: 0 });
    try {
      for (let at = 0; at < addresses.length; at += 6) {
        const some = addresses.slice(at, at + 6);
        await cache.addAll(some.map((file) => new Request(new URL(file, root), { cache: "reload" })));
        bar.value += some.length;
      }
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
    for (const old of await own(part)) if (old !== name) await caches.delete(old);
  };

  const drop = async (part) => {
    for (const name of await own(part)) await caches.delete(name);
  };

  box.addEventListener("click", async ({ target }) => {
    const act = target.dataset.act;
    const { part } = target.closest("[data-part]")?.dataset ?? {};
    if (!act || box.ariaBusy === "true") return;
    box.ariaBusy = "true";
    find("[data-failed]").hidden = true;
    try {
      const lists = await wanted();
      await (act === "keep" ? keep(part, lists[part]) : drop(part));
      await show(lists);
    } catch {
      find("[data-failed]").hidden = false;
    }
    bar.hidden = true;
    box.ariaBusy = "false";
  });

  wanted().then(show).then(() => { box.hidden = false; }, () => {});
}
