// Search: a box that asks the index of this language, and that of another one when its own has no answer.
// The page works without it: it then shows the way to the A–Z index. What stands before `page` knows no form.
const WORD = /([\p{L}\p{N}]+)/gu;
const words = (text) => text.normalize("NFC").toLowerCase().match(WORD) || [];
const raise = (into, row, points) => into.set(row, Math.max(points, into.get(row) || 0));
const element = (name, more) => Object.assign(document.createElement(name), more);

// How much a place tells by where it says a word: in its title, among what tells it from others, in passing, or not
// itself though readers ask for it so, alone or among other words, or where they should be sent; and how much each
// kind of page is liked, in the order of the filter.
const WEIGHTS = [6.2, 4, 1.1, 1.7, 1.2, 11.4];
const LIKED = [1.25, 1.08, 1.2, 1.3, 1.1, 1.1, 1.2];

// Whether two words are one typo apart: a letter more, less, another one, or two in each other's place.
const near = (a, b) => {
  while (a && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  return (!a[1] && !b[1]) || (!a[2] && a === b[1] + b[0]);
};

const scripts = {};
const load = (src) => (scripts[src] ??= new Promise((onload, onerror) => document.head.append(element("script", { src, onload, onerror }))));

// Sorted words from their list: a letter for how many the word has in common with the one before it, then the rest.
const unfold = (text) => {
  let last = "";
  return (text.match(/[A-Z][^A-Z]*/g) || []).map((each) => (last = last.slice(0, each.charCodeAt() - 65) + each.slice(1)));
};

// The core of an index → a book that can be asked: its rows (a page, then its sections), its roots, and for each root
// of the parts taken in the rows it stands in.
function unpack(core) {
  const rules = core.rules.map(([rule, place]) => [RegExp(rule), place]);
  const stop = new Set(core.stop.split(" "));
  const [rows, keys, roots, numbers] = [[], new Map(), new Set(), {}];
  let made = {};
  const candidates = (word) => {
    const found = new Set([word]);
    let layer = [word];
    for (let i = 0; i < 3; i++) {
      layer = layer.flatMap((each) => rules.map(([rule, place]) => each.replace(rule, place))).filter((each) => !found.has(each) && found.add(each));
    }
    return [...found].filter((each) => each === word || each[2]);
  };
  // Itself if it is one, else the longest root in the word; a word of which nothing is known is its own.
  const rootOf = (word) => {
    if (roots.has(word) || stop.has(word)) return word;
    if (made[`_${word}`]) return made[`_${word}`];
    const inside = candidates(word).sort((a, b) => b.length - a.length || (a < b ? 1 : -1));
    return (made[`_${word}`] ??= core.odd[word] || inside.find((each) => roots.has(each)) || inside.find((each) => stop.has(each)) || word);
  };
  const takePages = (pages) =>
    pages.flatMap(([kind, title, address, sections, about], nth) => {
      const put = (more) => (numbers[more.address] ??= rows.push({ kind, page: title, about, nth, ...more }) - 1);
      const first = put({ title, address });
      rows[first].first = first;
      return [first, ...sections.flatMap((anchor, i) => (i % 2 ? [] : [put({ title: sections[i + 1], address: `${address}#${anchor}`, anchor, first })]))];
    });
  const takeRoots = (text) => {
    const list = unfold(text);
    list.forEach((root) => roots.add(root));
    made = {};
    return list;
  };
  const same = []; // phrases as roots, the key of what each means, and the row of the term it is, or -1
  const takeSame = ([meant, ...phrases], term) => phrases.forEach((each) => same.push([words(each), meant, term]));
  const all = takeRoots(core.roots);
  for (let i = 0; i < core.groups; i++) all.push(`~${i}`);
  all.sort();
  takePages(core.pages);
  // The terms are the last sections of the glossary, and stand for each of their other words.
  const from = rows.findLastIndex((row) => row.kind === 5) + 1 - core.terms.length;
  core.terms.forEach((phrases, i) => takeSame([`~${i}`, ...phrases], from + i));
  const add = ({ first, places, pages, roots, same }) => {
    const here = pages && takePages(pages);
    const own = roots ? takeRoots(roots) : all.slice(all.indexOf(first));
    places.split(" ").forEach((ranks, i) => {
      const into = new Map(keys.get(own[i]));
      ranks.split("!").forEach((steps, rank) => {
        let at = -1;
        for (const step of steps) into.set(here ? here[(at += step.charCodeAt() - 34)] : (at += step.charCodeAt() - 34), rank);
      });
      keys.set(own[i], into);
    });
    same.forEach((group) => takeSame(group, -1));
  };
  core.same.forEach((group) => takeSame(group, -1));
  const shown = () => [...rows.map((row) => row.title), ...core.terms.flat(), ...roots].flatMap(words);
  return { rows, keys, roots, stop, rootOf, candidates, shown, same, add, all, parts: core.parts };
}

// The parts in which the roots of a query are: loaded and taken in.
async function prepare(query, book, code, base) {
  const taken = new Set();
  for (let round = 0; round < 2; round++) {
    const list = words(query);
    const keysOf = ([ways, parts]) => [...ways.map(([key]) => key), ...parts.flatMap(keysOf)];
    const said = [...(round ? [] : list.map(book.rootOf)), ...unitsOf(list, book).flatMap(keysOf)].filter((key) => !book.stop.has(key));
    const asked = said.flatMap((key) => (book.all.includes(key) ? key : book.candidates(key).map((each) => `!${each}`)));
    const wanted = [...new Set(asked.map((key) => `-${book.parts.findLastIndex((first) => first <= key) + 2}`))].filter((part) => !taken.has(part)).slice(0, (book.all[0] ? 11 : 6) - taken.size);
    await Promise.all(wanted.map((part) => load(`${base}search${part}.js`)));
    wanted.forEach((part) => {
      taken.add(part);
      handbook[code + part] &&= book.add(handbook[code + part]); // taken in once
    });
  }
  return taken;
}

// The words of a query → units, each a list of ways to say it: a key with its weight. A unit of several words may also be
// met by each of them, in `parts`.
function unitsOf(list, book, longer = Infinity) {
  const { rootOf, roots, stop, candidates } = book;
  // Inside a phrase, a word of which nothing is known may have a typo.
  const alike = (typed, word, more) =>
    typed && (typed === word || rootOf(typed) === word || typed === rootOf(word) || (more && word[4] && !roots.has(rootOf(typed)) && !stop.has(rootOf(typed)) && near(typed, word)));
  const same = book.same.filter(([{ length }]) => length < longer);
  const units = [];
  for (let i = 0; i < list.length; ) {
    const fits = same.filter(([each]) => each.every((word, n) => alike(list[i + n], word, each[1])));
    const longest = Math.max(1, ...fits.map(([{ length }]) => length));
    const own = fits.filter(([{ length }]) => length === longest);
    const typed = list.slice(i, (i += longest));
    const telling = typed.filter((word) => !stop.has(rootOf(word)));
    const ways = own.map(([, key, term]) => [key, term < 0 ? 0.89 : 0.8]);
    const parts = longest > 1 && telling[1] ? unitsOf(telling, book, longest) : [];
    const root = rootOf(telling[0] || "");
    if (telling[0] && !telling[1]) ways.push([root, longest < 2 ? 1 : 0.41]);
    if (!own[0] && telling[0] && (!roots.has(root) || root.length * 2 < typed[0].length)) {
      const like = (word) => (word[3] ? book.shown().filter((each) => each[3] && near(word, each)) : []);
      let close = like(typed[0]);
      if (!close[0] && !roots.has(root)) close = candidates(typed[0]).flatMap((word) => (word[4] ? like(word) : []));
      // As it begins, while it is typed; and if nothing begins so, as most of it does.
      for (let n = typed[0].length; !close[0] && !roots.has(root) && (n > 5 || (typed[0][2] && !typed[0][n])); n--) close = [...roots].filter((each) => each.startsWith(typed[0].slice(0, n))).slice(0, 8);
      close.forEach((each) => ways.push([rootOf(each), 0.8]));
    }
    if (ways[0]) units.push([ways, parts, own.flatMap(([, , term]) => (term < 0 ? [] : [term])), telling.map(rootOf)]);
  }
  return units;
}

// A unit → the rows it stands in, each with its weight.
function rowsOf([ways, parts, terms], book) {
  const found = new Map(terms.map((term) => [term, 4.9]));
  ways.forEach(([key, weight]) => book.keys.get(key)?.forEach((rank, row) => raise(found, row, WEIGHTS[rank] * weight)));
  const [first, ...others] = parts.map((part) => rowsOf(part, book));
  first?.forEach((weight, row) => {
    const least = Math.min(weight, ...others.map((other) => other.get(row) || 0));
    if (least) raise(found, row, least * 0.62);
  });
  return found;
}

// A query → the best rows, best first, and the roots to mark in them.
function search(query, book, kind = "") {
  const { rows } = book;
  const list = words(query);
  const named = (fits) => rows.flatMap(({ title }, row) => (fits(words(title)) ? [row] : []));
  const exact = named((title) => `${title}` === `${list}`);
  let units = unitsOf(list, book);
  if (!units[0]) units = [[[], [], named((title) => list.some((word) => title.includes(word))), list]]; // “what is it”
  const marks = new Set(units.flatMap(([, , , roots]) => roots));
  units = units.flatMap((unit) => {
    const found = rowsOf(unit, book);
    exact.forEach((row) => rows[row].kind === 5 || raise(found, row, 9.6));
    const pages = {};
    found.forEach((_, row) => (pages[rows[row].first] = (pages[rows[row].first] || 0) + 1));
    return found.size ? [[found, pages, Math.log(1 + rows.length / found.size) ** 0.85]] : [];
  });
  const total = units.reduce((sum, [, , rare]) => sum + rare, 0);
  const scored = [...new Set(units.flatMap(([found]) => [...found.keys()]))].map((row) => {
    const { first, title } = rows[row];
    let [points, covered, titled] = [0, 0, 0];
    for (const [found, pages, rare] of units) {
      const own = found.get(row) || 0;
      const above = Math.min(3.6, (first !== row && found.get(first)) || 0);
      points += rare * (own + 0.86 * above + 0.8 * Math.log(1 + (pages[first] || 0)));
      covered += rare * (own ? 1 : above > 1.1 ? 0.87 : pages[first] ? 0.24 : 0);
      titled += own > 4;
    }
    const length = words(title).filter((word) => !book.stop.has(word)).length || 1;
    points *= 1 + 0.27 * Math.min(1, titled / length);
    return [points * LIKED[rows[row].kind] * (covered / total) ** 1.63, covered / total, row, titled >= length];
  });
  const most = Math.max(...scored.map(([, covered]) => covered));
  const ranked = scored.filter(([, , row]) => kind === "" || rows[row].kind == kind).sort((a, b) => b[0] - a[0]);
  const many = ranked.filter(([, covered]) => covered > 0.93 * most).length;
  const seen = {};
  // Near the best, or near the fourth: one that is very right hides no others. Fewer than four are all near.
  const best = ranked
    .filter(([points, covered, , head]) => (head || !(points < 0.4 * Math.min(ranked[0][0], 2.6 * ranked[3]?.[0]))) && covered >= most * (head ? 0.6 : many > 2 ? 0.76 : 0.55))
    .map(([, , row]) => rows[row])
    .filter(({ first }) => (seen[first] = (seen[first] || 0) + 1) < 9);
  return { rows: best.slice(0, 14), marks };
}

// --- page
const form = document.querySelector("form.search");
if (form) {
  const [box, kind, list, status, slash] = ["q", "kind", "search-results", "search-status", "slash"].map((id) => document.getElementById(id));
  const says = JSON.parse(form.dataset.says);
  const books = JSON.parse(form.dataset.books);
  const own = document.documentElement.lang;
  const opened = {};
  const around = new URL("quote.js", document.currentScript.src).href;
  let turn = 0;
  let chosen = -1;
  let wait;
  let later;

  const open = async (code) => {
    await load(`${books[code]}search.js`);
    return (opened[code] ??= unpack(handbook[code]));
  };

  // Text with its marked words as elements: nothing of a page or a query is ever read as HTML.
  const fill = (into, text, marked) => {
    into.append(...text.split(WORD).map((piece) => (marked(piece.toLowerCase()) ? element("mark", { textContent: piece }) : piece)));
    return into;
  };

  const choose = (to) => {
    const links = list.children;
    chosen = to < -1 ? links.length - 1 : to < links.length ? to : -1;
    [...links].forEach((link, i) => (link.ariaSelected = i === chosen));
    links[chosen]?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", links[chosen]?.id || "");
  };

  const show = ({ rows, marks }, book, code) => {
    const marked = (word) => marks.has(book.rootOf(word));
    const links = rows.map((row, i) => {
      const link = element("a", { className: "hit", href: books[code] + row.address, id: `hit-${i}`, lang: code, role: "option" });
      const where = element("span", { textContent: kind.options[row.kind + 1].text + (row.anchor && row.kind !== 4 && row.kind !== 5 ? ` · ${row.page}` : ""), lang: own });
      link.append(fill(element("strong"), row.title, marked), where, element("span", { className: "snippet" }));
      return link;
    });
    list.replaceChildren(...links);
    choose(-1);
    list.hidden = !rows.length;
    box.setAttribute("aria-expanded", !list.hidden);
    clearTimeout(later); // not `wait`: who types while the index is on its way would wait for ever
    later = setTimeout(async () => {
      await Promise.all([load(around), load(`${books[code]}search-1.js`)]);
      quote(links, rows, handbook[`${code}-1`].about, marked, (into, text) => fill(into, text, marked));
    }, 300);
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
