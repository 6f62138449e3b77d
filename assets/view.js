// Fetch views and put their parts on the page. Those seen are kept: going back to one asks nobody.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const MOST = 60; // views that are kept
  const PATIENCE = 400; // ms, after which a search says that it goes on
  const byId = (id) => document.getElementById(id);
  const kept = new Map();
  const put = new Map(); // what each part holds
  let size = null; // the reader's window
  let shown = null; // {address, search, answer} on the page
  let asked = null; // {address, search, stop} that is waited for
  let broken = false; // whether the page says that a view could not be had
  let pressed = null; // a promise that what is pressed is let go
  let early = null; // {address, stop, found} that was asked for when a link was pressed

  const enough = (search) => (search && search !== "?" ? search : "");

  function address(kind, search = location.search) {
    if (!size) return null;
    const { width, height, map_width, map_height, theme, moved } = size;
    const place = moved ? `${moved.frame};${moved.lat.toFixed(5)};${moved.lon.toFixed(5)};${moved.zoom.toFixed(3)}` : "-";
    return `/${kind}/${width}x${height}/${map_width}x${map_height}/${theme}/${place}.json${enough(search)}`;
  }

  function keep(where, answer) {
    kept.delete(where);
    kept.set(where, answer);
    if (kept.size > MOST) kept.delete(kept.keys().next().value);
  }

  async function get(where, signal) {
    if (kept.has(where)) return kept.get(where);
    const answer = await fetch(where, { signal });
    if (!answer.ok) throw new Error((await answer.text()).trim() || answer.statusText);
    const found = await answer.json();
    keep(where, found);
    return found;
  }

  // Show the view of a query string; of several asked for in a row the last.
  async function show(search = location.search) {
    const where = address("view", search);
    if (!where || (asked && asked.address === where)) return;
    if (!asked && shown && shown.address === where) return broken ? whole() : page.brush.following || page.overview.dragged ? again() : undefined;
    if (asked) asked.stop.abort();
    const { stop, found } = begun(where);
    const mine = (asked = { address: where, search, stop });
    const waiting = setTimeout(() => working(search), PATIENCE);
    try {
      const answer = await found;
      await pressed; // what is pressed stays until it is let go: a link that went would lose its click
      if (asked === mine) apply(where, search, answer);
    } catch (error) {
      if (asked === mine && error.name !== "AbortError") failed(error, search);
    } finally {
      clearTimeout(waiting);
      if (asked === mine) {
        asked = null;
        byId("working").hidden = true;
      }
    }
  }

  // Ask for a view, or go on with what was asked for early.
  function begun(where) {
    const before = early;
    early = null;
    if (before && before.address === where) return before;
    if (before) before.stop.abort();
    const stop = new AbortController();
    return { address: where, stop, found: get(where, stop.signal) };
  }

  // Ask for a view that the hand is about to choose.
  function ahead(href) {
    const where = address("view", enough(href));
    if (!where || kept.has(where) || [asked, early].some((one) => one && one.address === where)) return;
    const mine = (early = begun(where));
    mine.found.catch(() => early === mine && (early = null));
  }

  function working(search) {
    const seeking = new URLSearchParams(search).get("q");
    byId("working-words").textContent = seeking ? `Still searching for “${seeking}” …` : "Still counting …";
    byId("working-cancel").hidden = !shown;
    byId("working").hidden = false;
  }

  function cancel() {
    if (!asked || !shown) return;
    const elsewhere = asked.search !== shown.search;
    asked.stop.abort();
    asked = null;
    byId("working").hidden = true;
    if (!elsewhere) return;
    go(shown.search || "?");
    whole(); // the controls too
  }

  function failed(error, search) {
    const words = document.createElement("p");
    words.className = "notice";
    words.textContent = `This view could not be had (${error.message}). `;
    const again = document.createElement("a");
    again.href = search || "?";
    again.textContent = "Try again";
    again.addEventListener("click", (event) => {
      event.preventDefault();
      show(search);
    });
    words.append(again);
    byId("notices").replaceChildren(words);
    put.delete("notices");
    broken = true;
  }

  function apply(where, search, answer) {
    const before = shown;
    shown = { address: where, search, answer };
    broken = false;
    page.brush.done();
    for (const [id, markup] of Object.entries(answer.html)) part(id, markup);
    for (const [id, name] of Object.entries(answer.classes)) if (byId(id)) byId(id).className = name;
    for (const [id, href] of Object.entries(answer.hrefs)) if (byId(id)) byId(id).href = href;
    byId("timeline-box").style.height = answer.height;
    page.overview.show(answer.overview);
    page.lanes.show(answer.counts, answer.singly);
    charts(before && before.answer, answer);
    for (const [id, value] of Object.entries(answer.values)) control(id, value);
    document.querySelectorAll(".read [data-view]").forEach((words) => {
      if (enough(words.dataset.view) !== enough(search)) page.setProps(words.parentNode.id, { children: null });
    });
    if (!before || before.answer.theme !== answer.theme) page.setProps("theme", { forceColorScheme: answer.theme });
    document.documentElement.dataset.view = search;
    page.brush.soon(where);
  }

  function part(id, markup) {
    const box = byId(id);
    if (!box || put.get(id) === markup) return;
    put.set(id, markup);
    if (id === "sentence") box.textContent = markup;
    else box.innerHTML = markup;
  }

  const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);

  function charts(before, answer) {
    page.map.show(answer.marks, !before || before.frame !== answer.frame);
    if (!before || !same(before.timeline, answer.timeline)) page.setProps("timeline", { figure: answer.timeline });
    if (!before || before.theme !== answer.theme) page.setProps("map", { figure: answer.map });
  }

  // A control of Dash's is told its value where it shows another.
  function control(id, value) {
    const box = page.drawn && byId(id);
    const now = !box ? null : box.matches("input") ? box.value : (box.querySelector("input:checked") || {}).value;
    if (box && now !== value && document.activeElement !== box) page.setProps(id, ["since", "until"].includes(id) ? { value, error: null } : { value });
  }

  function again() {
    if (!shown) return;
    const { address: where, search, answer } = shown;
    put.delete("sentence");
    put.delete("axis");
    apply(where, search, answer);
  }

  // Once more with every part, for boxes that were ticked.
  function whole() {
    put.clear();
    again();
  }

  // Another view is shown anew where Dash has drawn the page that held the one before.
  function anew() {
    if (!shown) return;
    const { address: where, search, answer } = shown;
    shown = null;
    put.clear();
    apply(where, search, answer);
  }

  function go(href) {
    if (page.drawn) page.setProps("url", { search: href });
    else history.pushState(null, "", href);
    show(enough(href));
  }

  function measured(next) {
    size = next;
    show();
  }

  const target = (event) => event.target.closest && event.target.closest("a[data-go], input[data-go]");
  const plain = (event) => !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  // Where a link or box leads. While a view is waited for, those of the page belong to the one before: what they would
  // change of it is changed of the one to come.
  function hrefOf(stop) {
    const href = stop.dataset.go || stop.getAttribute("href");
    if (!asked || !shown || asked.search === shown.search || !enough(href)) return href;
    const [before, after, coming] = [shown.search, href, asked.search].map((search) => new URLSearchParams(search));
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [old, next, values] = [before, after, coming].map((query) => query.getAll(key));
      if (same(old, next)) continue;
      coming.delete(key);
      for (const value of byId(`facet-${key}`) ? changed(old, next, values) : next) coming.append(key, value);
    }
    return `?${coming}`;
  }

  // Values of a facet, of which each that `next` has and `old` has not, or the other way, is added, or left out.
  function changed(old, next, values) {
    const turned = [...old, ...next].filter((value) => old.includes(value) !== next.includes(value));
    return [...values.filter((value) => !turned.includes(value)), ...turned.filter((value) => !values.includes(value))];
  }

  document.addEventListener("click", (event) => {
    const stop = target(event);
    if (!stop || !plain(event)) return;
    if (stop.matches("a")) event.preventDefault();
    go(hrefOf(stop));
  });

  const letGo = () =>
    new Promise((resolve) => {
      const done = () => setTimeout(resolve); // after the click
      for (const end of ["pointerup", "pointercancel", "blur"]) window.addEventListener(end, done, { once: true });
    });

  // Between pressing and letting go there is time to ask.
  document.addEventListener("pointerdown", (event) => {
    const stop = target(event);
    if (stop) pressed = letGo();
    if (stop && plain(event)) ahead(hrefOf(stop));
  });

  page.view = { show, go, ahead, again, anew, cancel, measured, address, get shown() { return shown; }, get busy() { return Boolean(asked); } };
  page.measure();
})();
