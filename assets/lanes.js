// What is drawn in the lanes of the timeline, on canvases over plotly's empty chart, which moves and zooms the axis: columns
// of counts (counts.js) and events one by one (singly.js). A new view costs a few milliseconds so; plotly would take some
// hundred for as many marks.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const PAPER = 16.02 / 64; // of a pixel of the paper for one of a canvas: Chromium rounds that down to a 64th
  let range = null; // the seconds that the plot shows
  let paper = false; // on which nothing scrolls

  const box = () => document.getElementById("timeline-box");

  // `counts` and `singly` as the server has them; what is null stays. `between` is the period that the plot shows, where
  // that is not the one of `counts`.
  function show(counts, singly, between) {
    page.counts.show(counts);
    if (singly) {
      page.singly.show(singly);
      box().style.setProperty("--lanes", `${singly.height}px`);
    }
    draw(between || [counts.first, counts.last]);
  }

  function draw(between = range) {
    if (!between || !box()) return;
    range = between;
    page.singly.draw(range);
    page.counts.draw(range);
  }

  // A canvas as large as what is seen of the lanes, which are `width` and `height` pixels large; it stays in sight when
  // they scroll. `above` and `below` are what of them is seen.
  function sheet(id, width, height) {
    const lanes = box();
    const high = paper ? height : lanes.clientHeight;
    const above = paper ? 0 : lanes.scrollTop;
    const dense = paper ? shrunk() / PAPER : window.devicePixelRatio || 1;
    let canvas = document.getElementById(id);
    if (!canvas) {
      canvas = document.createElement("canvas");
      canvas.id = id;
      canvas.className = "sheet";
      canvas.setAttribute("aria-hidden", "true");
      lanes.prepend(canvas);
    }
    const [wide, tall] = [width, high].map((length) => Math.round(length * dense));
    if (canvas.width !== wide || canvas.height !== tall) {
      canvas.width = wide;
      canvas.height = tall;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${high}px`;
      canvas.style.setProperty("--high", `${high}px`);
    }
    if (!lanes.dataset.listens) {
      lanes.dataset.listens = "yes";
      lanes.addEventListener("scroll", () => draw());
    }
    return { canvas, dense, above, below: above + high };
  }

  // As page.css prints the page.
  const shrunk = () => Number(getComputedStyle(document.documentElement).getPropertyValue("--sheet")) || 1;

  // What stands at a place of the lanes: of an event its id, of a column of counts null; what a tip says of it, and what a
  // click gives Dash.
  function at(x, y) {
    const event = range && page.singly.at(x, y, range);
    if (event) return { ...event, data: [event.id] };
    const column = range && page.counts.at(x, y, range);
    return column && { id: null, words: column.words, data: [null, "", column.from, column.to] };
  }

  function under(event) {
    const { left, top } = box().getBoundingClientRect();
    return at(event.clientX - left, event.clientY - top + box().scrollTop);
  }

  function hover(event) {
    const found = under(event);
    box().classList.toggle("pointed", Boolean(found));
    page.light(found && found.id);
    if (found) page.tip.show(found.words, event.clientX, event.clientY);
    else page.tip.hide();
  }

  function leave() {
    page.tip.hide();
    page.light(null);
  }

  function click(event) {
    const found = under(event);
    if (!found) return;
    page.tip.hide();
    page.setProps("timeline", { clickData: { points: [{ customdata: found.data }], at: Date.now() } });
  }

  function light(id) {
    if (page.singly.light(id)) draw();
  }

  function print(on) {
    paper = on;
    draw();
  }

  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
  window.matchMedia("print").addEventListener("change", (event) => print(event.matches));
  window.addEventListener("resize", () => draw()); // by another zoom too, which asks for other pixels

  page.lanes = { show, draw, sheet, at, hover, leave, click, light, get range() { return range; } };
})();
