// Search: a box that asks the index of this language, and that of another one when its own has no answer.
// The page works without it: it then shows the way to the A–Z index. What stands before `page` knows no form.
const WORD = /([\p{L}\p{N}]+)/gu;
const words = (text) => text.normalize("NFC").toLowerCase().match(WORD) || [];
const raise = (map, key, value) => map.set(key, Math.max(value, map.get(key) || 0));
const element = (name, more) => Object.assign(document.createElement(name), more);

// How much each kind of page is liked, in the order of the filter: guides, relationships, sessions, cards, questions,
// glossary, other pages. Who asks for “feedback” wants the session first, then its cards.
const LIKED = [1.3, 1.3, 1.5, 0.8, 1, 1, 0.9];

// Whether two words are one typo apart: a letter more, less, another one, or two in each other's place.
const near = (a, b) => {
  while (a && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  return (!a[1] && !b[1]) || (!a[2] && a === b[1] + b[0]);
};

const scripts = {};
const load = (src) => (scripts[src] ??= new Promise((onload, onerror) => document.head.append(element("script", { src, onload, onerror }))));

// The core of an index → a book that can be asked: its rows (a page, then its sections) and, for every word and root,
// the rows it stands in. `add` takes a part in.
function unpack(core) {
  const rules = core.rules.map(([rule, place]) => [RegExp(rule), place]);
  const whole = new Set(core.whole.split(" ")); // words that only look as if they had a root
  const stop = new Set(core.stop.split(" "));
  const made = {};
  const numbers = {};
  const [rows, keys] = [[], new Map()];
  const candidates = (word) => {
    if (made[`_${word}`]) return made[`_${word}`];
    const found = new Set([word]);
    let layer = [word];
    for (let i = 0; i < 3; i++) {
      layer = layer.flatMap((each) => (whole.has(each) ? [] : rules).map(([rule, place]) => each.replace(rule, place))).filter((each) => !found.has(each) && found.add(each));
    }
    return (made[`_${word}`] = [...found].filter((each) => each === word || each.length > 2));
  };
  const add = ({ pages, roots, places, same = [], terms }) => {
    const admitted = new Set(roots.split(" "));
    const texts = [];
    const here = []; // the rows that this part counts by
    const take = (text, ...how) => texts.push([words(text), ...how]);
    const at = (row) => here[here.push((numbers[row.address] ??= rows.push(row) - 1)) - 1];
    const put = (key, row, value) => raise(keys.get(key) || keys.set(key, new Map()).get(key), row, value);
    const times = {}; // a heading that stands on many pages, such as “Agenda”, tells less
    pages?.forEach((page) => page[4].forEach(([, heading]) => (times[heading] = (times[heading] || 0) + 1)));
    for (const [kind, title, address, summary, sections] of pages || []) {
      const first = at({ kind, title, address, summary, page: title });
      take(title, 9 * LIKED[kind], first);
      take(summary, 3 * LIKED[kind], first, 0.7, 0);
      for (const [anchor, heading] of sections) {
        const row = at({ kind, title: heading, address: `${address}#${anchor}`, page: title, summary: "", about: summary, anchor });
        take(heading, 7 / Math.sqrt(times[heading]), row);
        take(title, 1, row);
      }
    }
    // The terms are the last sections of the glossary, in the order of `same`.
    const term = rows.findLastIndex((row) => row.kind === 5) + 1 - terms;
    same.forEach((group, i) => group.forEach((each) => i < terms && take(each, 5, term + i, 0.5)));
    texts.forEach(([list]) => list.forEach((word) => admitted.add(word)));
    for (const [list, weight, row, inner = 0.7, power = 0.5] of texts) {
      const points = weight / (list.filter((word) => !stop.has(word)).length || 1) ** power;
      list.forEach((word) => candidates(word).forEach((root) => (root === word || (admitted.has(root) && !stop.has(root))) && put(root, row, points * (root === word ? 1 : inner))));
    }
    const every = places.split(" ");
    roots.split(" ").forEach((root, i) => {
      let [row, weight] = [-1, 3];
      for (const step of every[i] || "") {
        if (step === "!") [row, weight] = [-1, 2];
        else put(root, pages ? here[(row += step.charCodeAt() - 34)] : (row += step.charCodeAt() - 34), weight);
      }
    });
    return term;
  };
  const term = add(core);
  const heads = new Set(keys.keys()); // what titles, summaries, headings and terms speak of
  // A term and its other words stand for each other; an everyday word stands for the first of its group only.
  const same = core.same.flatMap((group, i) => {
    const [first, ...others] = group.map(words);
    return i < core.terms ? [first, ...others].map((each) => [each, [first, ...others], term + i]) : others.map((each) => [each, [first]]);
  });
  const roots = (word) => candidates(word).filter((each) => keys.has(each) && (each === word || !stop.has(each)));
  return { rows, keys, heads, stop, roots, candidates, same, add, parts: core.parts };
}

// The parts in which the words of a query, or their roots, may be: loaded and taken in.
async function prepare(query, book, code, base) {
  const said = unitsOf(query, book).flatMap(([ways]) => ways.flat());
  const wanted = new Set(said.flatMap((word) => [`${word}~`, ...book.candidates(word)]).map((key) => `-${book.parts.findLastIndex((first) => first <= key) + 1}`));
  await Promise.all([...wanted].map((part) => load(`${base}search${part}.js`)));
  for (const part of wanted) {
    if (handbook[code + part]) book.add(handbook[code + part]);
    handbook[code + part] = 0;
  }
}

// A word → the keys it stands for, each with its weight: itself and its roots; else what it begins; else one typo away.
function keysOf(word, { roots, keys }, isTerm) {
  const found = new Map(roots(word).map((root) => [root, root === word ? 1 : 0.8]));
  if (isTerm || [...found.keys()].some((key) => key.length * 2 >= word.length)) return found;
  const add = (weight, fits) => [...keys.keys()].filter(fits).forEach((key) => roots(key).forEach((each) => raise(found, each, weight)));
  if (word.length > 2) add(0.6, (key) => key.startsWith(word.length > 6 ? word.slice(0, -2) : word) || (key.length > 4 && word.startsWith(key)));
  if (word.length > 3) add(0.5, (key) => key.length > 3 && near(word, key));
  return found;
}

// The words of a query → units, each a list of ways to say it, and the terms meant.
function unitsOf(query, { candidates, same, stop }) {
  const list = words(query);
  const units = [];
  for (let i = 0; i < list.length; ) {
    const fits = same.filter(([each]) => each.every((word, n) => list[i + n] && candidates(list[i + n]).includes(word)));
    const longest = Math.max(1, ...fits.map(([{ length }]) => length));
    const own = fits.filter(([{ length }]) => length === longest);
    if (own[0] || !stop.has(list[i])) units.push([[list.slice(i, i + longest), ...own.flatMap(([, ways]) => ways)], own.map(([, , term]) => term)]);
    i += longest;
  }
  return units.length ? units : list.map((word) => [[[word]], []]);
}

// A query → the best rows, best first, and the keys to mark in them.
function search(query, book, kind = "") {
  const marks = new Set();
  const units = unitsOf(query, book).map(([ways, terms]) => {
    const best = new Map(terms.filter((term) => term).map((term) => [term, 9]));
    ways.forEach((way, rank) => {
      const telling = way.filter((word) => !book.stop.has(word));
      const each = (telling[0] ? telling : way).map((word) => {
        const found = new Map();
        keysOf(word, book, ways[1]).forEach((weight, key) => {
          if (!book.stop.has(key)) marks.add(key);
          book.keys.get(key).forEach((value, row) => raise(found, row, value * weight));
        });
        return found;
      });
      for (const row of each[0].keys()) {
        const points = each.reduce((sum, found) => sum + (found.get(row) || -99), 0) / each.length;
        if (points > (rank && (way[1] ? 2.1 : 1.7))) raise(best, row, rank ? points * 0.5 : points);
      }
    });
    const rare = Math.log(1 + book.rows.length / best.size) * (book.roots(ways[0][0]).some((root) => book.heads.has(root)) ? 1 : 0.5);
    const pages = {};
    best.forEach((_, row) => (pages[book.rows[row].page] = (pages[book.rows[row].page] || 0) + 1));
    return [best, best.size && rare, pages];
  });
  const total = units.reduce((sum, [, rare]) => sum + rare, 0);
  const scored = [...new Set(units.flatMap(([best]) => [...best.keys()]))].map((row) => {
    let [points, covered] = [0, 0];
    for (const [best, rare, pages] of units) {
      const beside = pages[book.rows[row].page] || 0;
      points += ((best.get(row) || 0) + 0.6 * Math.log(1 + beside)) * rare;
      covered += rare * (best.has(row) ? 1 : beside && 0.5);
    }
    return [points, covered, row];
  });
  const most = Math.max(...scored.map(([, covered]) => covered));
  // What speaks of a part of the query only must do nearly as well as the second of those that speak of all of it.
  const enough = 0.7 * scored.filter(([, covered]) => covered > most * 0.95).map(([points]) => points).sort((a, b) => b - a)[1] || 0;
  const ranked = scored
    .filter(([points, covered, row]) => covered > most * (points >= enough ? 0.55 : 0.95) && (kind === "" || book.rows[row].kind == kind))
    .map(([points, covered, row]) => [points * covered, row])
    .sort((a, b) => b[0] - a[0]);
  const seen = {};
  const rows = ranked
    .filter(([points]) => points > ranked[0][0] * (most > total * 0.95 ? 0.12 : 0.4))
    .map(([, row]) => book.rows[row])
    .filter(({ page, kind }) => (seen[page] = (seen[page] || 0) + 1) < (kind > 3 && kind < 6 ? 6 : 3));
  return { rows: rows.slice(0, 16), marks };
}

// --- page
const form = document.querySelector("form.search");
if (form) {
  const [box, kind, list, status, slash] = ["q", "kind", "search-results", "search-status", "slash"].map((id) => document.getElementById(id));
  const says = JSON.parse(form.dataset.says);
  const books = JSON.parse(form.dataset.books);
  const own = document.documentElement.lang;
  const opened = {};
  const fetched = {};
  let turn = 0;
  let chosen = -1;
  let wait;
  const bare = location.protocol === "file:" || navigator.connection?.saveData; // no page can be fetched for its text

  const open = async (code) => {
    await load(`${books[code]}search.js`);
    return (opened[code] ??= unpack(handbook[code]));
  };

  const isMarked = (word, marks, book) => !book.stop.has(word) && [word, ...book.roots(word)].some((key) => marks.has(key));

  // Text with its marked words as elements: nothing of a page or a query is ever read as HTML.
  const fill = (into, text, marks, book) => {
    into.append(...text.split(WORD).map((piece) => (isMarked(piece.toLowerCase(), marks, book) ? element("mark", { textContent: piece }) : piece)));
    return into;
  };

  // The text around the best match, from the page itself: the index stays small, and the page is near when opened.
  const quote = async (link, { anchor }, marks, book) => {
    const url = link.href.split("#")[0];
    const page = await (fetched[url] ??= fetch(url).then((answer) => answer.text()).then((html) => new DOMParser().parseFromString(html, "text/html")));
    const all = [...page.querySelectorAll("h1, h2, h3, dt, p, dd, li, td")];
    const first = anchor ? all.findIndex((each) => each.closest("[id]").id === anchor) : 0;
    const end = all.findIndex((each, i) => i > first && each.matches("h1, h2, h3, dt"));
    const count = (text) => new Set(words(text).filter((word) => isMarked(word, marks, book))).size;
    const [best] = all.slice(first + 1, end < 0 ? all.length : end).filter((each) => !each.querySelector("li")).map((each) => each.textContent.replace(/\s+/g, " ").trim()).sort((a, b) => count(b) - count(a));
    if (!best) return;
    const from = best.lastIndexOf(" ", [...best.matchAll(WORD)].find(([word]) => count(word))?.index - 60 || 0) + 1;
    link.lastChild.textContent = "";
    fill(link.lastChild, (from ? "…" : "") + best.slice(from, from + 240), marks, book);
  };

  const choose = (to) => {
    const links = list.children;
    chosen = to < -1 ? links.length - 1 : to < links.length ? to : -1;
    [...links].forEach((link, i) => (link.ariaSelected = i === chosen));
    links[chosen]?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", links[chosen]?.id || "");
  };

  const show = ({ rows, marks }, book, code) => {
    list.replaceChildren(
      ...rows.map((row, i) => {
        const link = element("a", { className: "hit", href: books[code] + row.address, id: `hit-${i}`, lang: code, role: "option" });
        const where = element("span", { textContent: kind.options[row.kind + 1].text + (row.anchor && row.kind < 4 ? ` · ${row.page}` : ""), lang: own });
        link.append(fill(element("strong"), row.title, marks, book), where, fill(element("span", { className: "snippet" }), row.summary || (bare && row.about) || "", marks, book));
        return link;
      }),
    );
    choose(-1);
    list.hidden = !rows.length;
    box.setAttribute("aria-expanded", !list.hidden);
    clearTimeout(wait);
    if (bare) return;
    wait = setTimeout(() => rows.slice(0, 6).forEach((row, i) => quote(list.children[i], row, marks, book).catch(() => {})), 300);
  };

  const ask = async () => {
    const mine = ++turn;
    const query = box.value.trim();
    form.parentNode.classList.toggle("asking", !!query); // answers take the place of the rest: nothing has to move
    if (query) history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
    let text;
    let length;
    try {
      for (const code of new Set([own, ...Object.keys(books)])) {
        const book = await open(code);
        await prepare(query, book, code, books[code]);
        if (mine !== turn) return;
        const found = query ? search(query, book, kind.value) : { rows: [] };
        length = found.rows.length;
        text = !length ? says.none : code !== own ? says.elsewhere : length > 1 ? says.many : says.one;
        if (length || code === own) show(found, book, code);
        if (length || !query) break;
      }
    } catch {
      text = says.failed;
    }
    status.textContent = query && text.replace("{query}", query).replace("{count}", length);
  };

  const asked = new URLSearchParams(location.search);
  box.value ||= asked.get("q");
  kind.value = asked.get("kind") || "";
  box.oninput = () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 120);
  };
  kind.onchange = ask;
  form.onsubmit = (event) => {
    event.preventDefault();
    ask();
  };
  box.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(chosen + step);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  };
  ask();
  // Where a browser keeps nothing, this ends the script, and the key stays as it is.
  slash.checked = localStorage.slash !== "false";
  slash.onchange = () => (localStorage.slash = slash.checked);
}
