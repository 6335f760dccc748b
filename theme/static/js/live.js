// A card in a talk: ticks on its steps and questions, three promises, and a gentle timer without a sound. All of it stays
// in this browser, under the card's key, so that both languages share it; the page reads and prints without this script.
{
  const live = document.querySelector("[data-live]");
  const name = `card:${live.dataset.live}`;
  const find = (selector) => document.querySelector(selector);
  const rows = [...document.querySelectorAll(".agenda tbody tr")];
  const ends = live.dataset.minutes.split(" ").reduce((all, minutes) => [...all, (all.at(-1) ?? 0) + minutes * 60000], []);
  const fresh = () => ({ ticks: {}, notes: {}, spent: 0, since: 0 });
  let kept = fresh();
  try { kept = { ...kept, ...JSON.parse(localStorage.getItem(name)) }; } catch {}
  const keep = () => { try { localStorage.setItem(name, JSON.stringify(kept)); } catch {} };

  // A box goes before the words of each step and question, into room that the style sheet has left for it.
  const tickable = [...rows.map((row) => row.querySelector("th")), ...document.querySelectorAll(".core .ask")];
  tickable.forEach((place, index) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    box.dataset.tick = index < rows.length ? `step-${index + 1}` : place.closest("[id]").id;
    label.append(box, ...place.childNodes);
    place.append(label);
  });
  const boxes = [...document.querySelectorAll("[data-tick]")];
  const fields = [...document.querySelectorAll("[data-note]")];
  const fill = () => {
    for (const box of boxes) box.checked = Boolean(kept.ticks[box.dataset.tick]);
    for (const field of fields) field.value = kept.notes[field.dataset.note] ?? "";
  };
  document.addEventListener("change", ({ target }) => {
    if (target.dataset.tick) kept.ticks[target.dataset.tick] = target.checked;
    keep();
  });
  document.addEventListener("input", ({ target }) => {
    if (target.dataset.note) kept.notes[target.dataset.note] = target.value;
    keep();
  });

  // The time: milliseconds spent before the last start, and since it. A step passes by itself; nobody is rushed.
  const spent = () => kept.spent + (kept.since && Date.now() - kept.since);
  const set = (selector, text) => { const there = find(selector); if (there.textContent !== text) there.textContent = text; };
  const whole = find("[data-clock]").textContent;
  let told = -1, ticking = 0;
  const show = () => {
    const now = Math.min(spent(), ends.at(-1)), at = ends.findIndex((end) => now < end), over = at < 0;
    if (over && kept.since) Object.assign(kept, { spent: now, since: 0 }), keep();
    const minutes = Math.ceil((ends[at] - now) / 60000);
    const text = over ? live.dataset.end : (ends[at] - now < 60000 ? live.dataset.last : live.dataset.left)
      .replace("{step}", rows[at]?.querySelector("th").textContent).replace("{minutes}", minutes);
    set("[data-clock]", now ? text : whole);
    if (now && at !== told) set("[data-told]", text), told = at; // a screen reader hears each step once
    rows.forEach((row, index) => now && index === at ? row.setAttribute("aria-current", "step") : row.removeAttribute("aria-current"));
    find("[data-mark]").setAttribute("x", now ? now / 6000 : -9);
    find("[data-act=start]").hidden = Boolean(kept.since);
    find("[data-act=pause]").hidden = !kept.since;
    find("[data-act=next]").disabled = !now || over;
    clearInterval(ticking);
    if (kept.since) ticking = setInterval(show, 1000);
  };
  const acts = {
    start: () => { if (spent() >= ends.at(-1)) kept.spent = 0; kept.since = Date.now() - 1; },
    pause: () => Object.assign(kept, { spent: spent(), since: 0 }),
    next: () => { const now = spent(); Object.assign(kept, { spent: ends.find((end) => now < end), since: kept.since && Date.now() }); },
    clear: () => { kept = fresh(); told = -1; set("[data-told]", ""); fill(); },
  };
  document.addEventListener("click", ({ target }) => {
    const act = target.dataset?.act;
    if (!acts[act]) return;
    acts[act]();
    keep();
    if (act === "clear") try { localStorage.removeItem(name); } catch {}
    show();
    if (act === "start" || act === "pause") find(`[data-act=${act === "start" ? "pause" : "start"}]`).focus();
  });
  fill();
  show();
}
