// Keys and clicks that lead through the evidence. The report can be read without them.
"use strict";
{
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const [pane, inspector, live, help, criteria] =
    ["#documents", "#inspector", "#live", "#help", "#criteria"].map((name) => one(name));
  const articles = all("article", pane);
  root.classList.add("js");

  const say = (words) => { live.textContent = words; };

  // ---- Passages: what j and k walk through, each with its marks and the entries that name it.

  const passages = [];
  const marksOfRange = new Map();
  for (const mark of all("mark[data-passage]", pane)) {
    const number = Number(mark.dataset.passage);
    passages[number - 1] ??= { number, marks: [], entries: [] };
    passages[number - 1].marks.push(mark);
    for (const range of mark.dataset.ranges.split(" ")) {
      if (!marksOfRange.has(range)) marksOfRange.set(range, []);
      marksOfRange.get(range).push(mark);
    }
  }
  for (const entry of all(".entry[data-passage]")) {
    passages[entry.dataset.passage - 1].entries.push(entry);
  }

  let filter = null;
  let walk = passages;
  let current = null; // the passage looked at
  let named = null; // the entry whose place is given for it
  let lit = [];

  const entriesShown = (passage) =>
    filter ? passage.entries.filter((entry) => filter.contains(entry)) : passage.entries;
  const criterionOf = (entry) => entry.closest(".criterion");
  const saysOf = (criterion) => one(".says", criterion).textContent;
  const stanceOf = (entry) => one(".stance", entry).textContent;

  // Shows a passage: all of it, or the words of one entry.
  function look(passage, entry = null) {
    for (const element of lit) element.classList.remove("looked-at");
    const marks = entry ? marksOfRange.get(entry.dataset.range) : passage.marks;
    lit = [...marks, ...(entry ? [entry] : [])];
    for (const element of lit) element.classList.add("looked-at");
    current = passage;
    named = entry ?? entriesShown(passage)[0];
    reveal(marks[0]);
    inspect(passage);
    markCues(passage);
  }

  // Scrolls to an element and puts the reading position there.
  function reveal(element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  }

  function step(by) {
    if (!walk.length) return say("No evidence.");
    const at = current ? walk.indexOf(current) : -1;
    const next = at < 0 ? (by > 0 ? 0 : walk.length - 1) : at + by;
    if (next < 0 || next >= walk.length) return say(by > 0 ? "Last evidence." : "First evidence.");
    look(walk[next]);
  }

  // ---- The inspector: what a passage stands for, and why.

  function inspect(passage) {
    const entries = entriesShown(passage);
    const { place, at } = named.dataset;
    const head = make("p", "head");
    const copy = make("button", "", "Copy with place");
    copy.type = "button";
    copy.addEventListener("click", copyPassage);
    head.append(
      make("b", "", `Evidence ${passage.number}`),
      make("span", "", place),
      make("span", "soft", `${walk.indexOf(passage) + 1} of ${walk.length}`),
      make("span", "soft", `characters ${at.replace("-", " to ")}`),
      copy,
    );
    const findings = new Map();
    for (const finding of entries.flatMap((entry) => all(".finding", entry))) {
      findings.set(finding.textContent, finding.cloneNode(true));
    }
    const list = make("ul", "");
    const sides = new Map();
    for (const entry of entries) sides.set(criterionOf(entry).id + stanceOf(entry), entry);
    for (const entry of sides.values()) {
      const criterion = criterionOf(entry);
      const item = make("li", "");
      const link = make("a", "", saysOf(criterion));
      link.href = `#${criterion.id}`;
      item.append(
        make("span", `stance ${stanceOf(entry)}`, stanceOf(entry)),
        one(".icon", criterion).cloneNode(true),
        link,
        make("span", "soft", one(".place", criterion).textContent),
      );
      list.append(item);
    }
    inspector.replaceChildren(head, ...findings.values(), list);
    inspector.scrollTop = 0;
    const told = new Set(
      [...sides.values()].map((entry) => `${stanceOf(entry)}: ${saysOf(criterionOf(entry))}`),
    );
    say(`Evidence ${passage.number}, ${walk.indexOf(passage) + 1} of ${walk.length}, ${place}. `
      + [...told, ...findings.keys()].join(". "));
  }

  // ---- Places in the text: a block knows the scalar that it starts with.

  // The place of a character, counted in UTF-16, in a block.
  function locate(block, offset) {
    const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = nodes.nextNode();
    while (offset > node.length) {
      const next = nodes.nextNode();
      if (!next) break;
      offset -= node.length;
      node = next;
    }
    return [node, Math.min(offset, node.length)];
  }

  // The place of a scalar of a document.
  function place(article, scalar) {
    const blocks = all(".block", article);
    let block = blocks[0];
    for (const next of blocks) {
      if (Number(next.dataset.start) > scalar) break;
      block = next;
    }
    const characters = [...block.textContent];
    return locate(block, characters.slice(0, scalar - block.dataset.start).join("").length);
  }

  function range([startNode, start], [endNode, end]) {
    return new StaticRange({
      startContainer: startNode, startOffset: start, endContainer: endNode, endOffset: end,
    });
  }

  // Marks the ranges of a kind; where a browser cannot, the words beside the text must do.
  function highlight(kind, ranges) {
    if (globalThis.Highlight) CSS.highlights.set(kind, new Highlight(...ranges));
  }

  function markCues(passage) {
    const article = passage.marks[0].closest("article");
    const ranges = (list) => [...new Set(list)].filter(Boolean).map((pair) => {
      const [start, end] = pair.split("-").map(Number);
      return range(place(article, start), place(article, end));
    });
    const findings = entriesShown(passage).flatMap((entry) => all(".finding", entry))
      .filter((finding) => finding.dataset.cues);
    highlight("cue", ranges(findings.flatMap((finding) => finding.dataset.cues.split(" "))));
    highlight("scope", ranges(findings.map((finding) => finding.dataset.scope)));
  }

  // ---- A criterion shows its evidence alone.

  const bar = one("#filter");

  const sides = ["for", "against", "context"];
  const kept = new Map();

  function show(criterion) {
    for (const [mark, own] of kept) {
      mark.classList.remove("kept");
      for (const side of sides) mark.classList.toggle(side, own.includes(side));
    }
    kept.clear();
    filter?.classList.remove("filtering");
    filter = criterion;
    bar.hidden = !criterion;
    root.classList.toggle("filtered", Boolean(criterion));
    for (const button of all(".only")) {
      button.setAttribute("aria-pressed", String(criterionOf(button) === criterion));
    }
    walk = passages;
    if (!criterion) {
      if (current) inspect(current);
      return say(`All evidence: ${passages.length} passages.`);
    }
    criterion.classList.add("filtering");
    one("details", criterion).open = true;
    one("b", bar).textContent = saysOf(criterion);
    const numbers = new Set();
    for (const entry of all(".entry[data-passage]", criterion)) {
      numbers.add(Number(entry.dataset.passage));
      for (const mark of marksOfRange.get(entry.dataset.range)) keep(mark, stanceOf(entry));
    }
    walk = passages.filter((passage) => numbers.has(passage.number));
    look(walk.includes(current) ? current : walk[0]);
  }

  // A mark on a side of the criterion that is shown, whatever it is to others.
  function keep(mark, side) {
    if (!kept.has(mark)) {
      kept.set(mark, sides.filter((own) => mark.classList.contains(own)));
      mark.classList.remove(...sides);
      mark.classList.add("kept");
    }
    mark.classList.add(side);
  }

  function toggleFilter() {
    if (filter) return show(null);
    const criterion = document.activeElement.closest(".criterion")
      ?? (current && criterionOf(current.entries[0]));
    if (criterion && one(".only", criterion)) show(criterion);
    else say("Go to a criterion with evidence first.");
  }

  // ---- A status shows its criteria alone.

  function showStatus(button) {
    const isOn = button.getAttribute("aria-pressed") === "true";
    for (const other of all("[data-status]")) other.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(!isOn));
    criteria.dataset.only = isOn ? "" : button.dataset.status;
    say(isOn ? "All criteria." : `Only criteria that are ${button.dataset.status}.`);
  }

  // ---- Documents.

  function turn(by) {
    const top = Math.max(0, pane.getBoundingClientRect().top) + 8;
    const at = articles.findLastIndex((article) => article.getBoundingClientRect().top <= top);
    const article = articles[Math.min(Math.max(at + by, 0), articles.length - 1)];
    if (!article) return;
    const title = one("h3", article);
    article.scrollIntoView();
    title.focus({ preventScroll: true });
    say(`Document ${articles.indexOf(article) + 1} of ${articles.length}: ${title.textContent}, `
      + `${one("p", article).textContent}`);
  }

  // ---- The search.

  const field = one("#find");
  const count = one("#found");
  let texts = null;
  let found = [];
  let at = -1;

  // The text of each document with the places where its blocks begin, once it is asked for.
  function readTexts() {
    texts ??= articles.map((article) => {
      let length = 0;
      const blocks = all(".block", article).map((element) => {
        const text = element.textContent;
        length += text.length;
        return { element, text, start: length - text.length };
      });
      return { blocks, text: blocks.map((block) => block.text).join("") };
    });
    return texts;
  }

  function search() {
    const words = field.value.trim();
    found = [];
    at = -1;
    if (words.length > 1) {
      const pattern = words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
      for (const { blocks, text } of readTexts()) {
        let place = 0;
        for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
          if (found.length === 5000) break;
          const spot = (offset) => {
            while (place + 1 < blocks.length && blocks[place + 1].start <= offset) place += 1;
            return { block: blocks[place].element, offset: offset - blocks[place].start };
          };
          found.push({ start: spot(match.index), end: spot(match.index + match[0].length) });
        }
      }
    }
    highlight("found", found.map(rangeOf));
    highlight("found-now", []);
    count.textContent = words.length > 1 ? (found.length ? `${found.length} found` : "none") : "";
  }

  const rangeOf = ({ start, end }) =>
    range(locate(start.block, start.offset), locate(end.block, end.offset));

  function goToFound(by) {
    if (!found.length) return;
    at = at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    const spot = found[at];
    const words = rangeOf(spot);
    highlight("found-now", [words]);
    count.textContent = `${at + 1} of ${found.length}`;
    spot.start.block.scrollIntoView({ block: "nearest" });
    center(words);
    const line = words.startContainer.data.slice(words.startOffset, words.startOffset + 120);
    const title = one("h3", spot.start.block.closest("article")).textContent;
    say(`${at + 1} of ${found.length}, ${title}: ${line.split("\n")[0]}`);
  }

  // Scrolls words to the middle, in the pane or, where there is one column, in the page.
  function center({ startContainer, startOffset, endContainer, endOffset }) {
    const words = document.createRange();
    words.setStart(startContainer, startOffset);
    words.setEnd(endContainer, endOffset);
    const isPane = getComputedStyle(pane).overflowY === "auto";
    const frame = isPane ? pane.getBoundingClientRect() : { top: 0, height: innerHeight };
    const top = words.getBoundingClientRect().top - frame.top - frame.height / 2;
    (isPane ? pane : window).scrollBy(0, top);
  }

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(pause);
    if (at < 0) search();
    goToFound(event.shiftKey ? -1 : 1);
  });

  // ---- Copies.

  async function copy(words, told) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(told);
  }

  function copyPassage() {
    if (!current) return say("Go to some evidence first.");
    const { place, at } = named.dataset;
    copy(`${place} [${at}] \u201c${one("q mark", named).textContent}\u201d`, "Copied.");
  }

  one("#copy-letter")?.addEventListener("click", (event) => {
    copy(one("#letter").textContent, "The letter is copied.");
    event.target.textContent = "Copied";
    setTimeout(() => { event.target.textContent = "Copy as letter"; }, 2000);
  });

  // ---- Clicks and keys.

  function openCriterion(id) {
    const criterion = document.getElementById(id);
    if (!criterion) return;
    criteria.dataset.only = "";
    for (const other of all("[data-status]")) other.setAttribute("aria-pressed", "false");
    one("details", criterion).open = true;
    criterion.scrollIntoView({ block: "start" });
    one("summary", criterion).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const link = target.closest("a[href^='#']");
    const mark = target.closest(".block mark");
    const entry = target.closest(".entry[data-passage]");
    if (link?.hash.startsWith("#criterion-")) {
      event.preventDefault();
      openCriterion(decodeURIComponent(link.hash.slice(1)));
    } else if (entry && getSelection().isCollapsed) {
      event.preventDefault();
      if (filter && !filter.contains(entry)) show(null);
      look(passages[entry.dataset.passage - 1], entry);
    } else if (mark && getSelection().isCollapsed) {
      const passage = passages[mark.dataset.passage - 1];
      if (walk.includes(passage)) look(passage);
    } else if (target.closest(".only")) {
      const criterion = criterionOf(target);
      show(filter === criterion ? null : criterion);
    } else if (target.closest("#filter button")) {
      show(null);
    } else if (target.closest("[data-status]")) {
      showStatus(target.closest("[data-status]"));
    } else if (target.closest("#keys")) {
      help.showModal();
    } else if (target.closest("#close")) {
      help.close();
    }
  });

  function escape() {
    if (field.value || document.activeElement === field) {
      field.value = "";
      search();
      field.blur();
      pane.focus({ preventScroll: true });
    } else if (filter) {
      show(null);
    }
  }

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    n: () => turn(1),
    p: () => turn(-1),
    f: toggleFilter,
    c: copyPassage,
    "/": () => field.select(),
    "?": () => help.showModal(),
  };

  // Where a key writes, or chooses, it does nothing else.
  const writable = "textarea, select, input:not([type=checkbox], [type=radio])";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "Escape") return escape();
    const action = actions[event.key];
    if (!action || event.target.closest(writable) || !one("#single").checked) return;
    event.preventDefault();
    action();
  });

  const first = /^#e(\d+)$/.exec(location.hash);
  if (first && passages[first[1] - 1]) look(passages[first[1] - 1]);
}
