// Lanes of counts over the timeline: some thousand columns, put on one canvas as pixels, in a millisecond or two.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const PAD = 6; // px, as in dashboard/lanes.py
  let data = null;
  let range = null;
  let whole = false; // on paper nothing scrolls

  const box = () => document.getElementById("timeline-box");
  const high = () => (whole ? data.height : box().clientHeight);
  const scrolled = () => (whole ? 0 : box().scrollTop);

  // A canvas as large as what is seen of the lanes; it stays in sight when they scroll.
  function canvas(width, dense) {
    const height = high();
    let found = document.getElementById("counts");
    if (!found) {
      found = document.createElement("canvas");
      found.id = "counts";
      found.setAttribute("aria-hidden", "true");
      box().prepend(found);
      box().addEventListener("scroll", () => range && draw(range));
    }
    if (found.width !== Math.round(width * dense) || found.height !== Math.round(height * dense)) {
      found.width = Math.round(width * dense);
      found.height = Math.round(height * dense);
      found.style.width = `${width}px`;
      found.style.height = `${height}px`;
      found.style.setProperty("--high", `${height}px`);
    }
    return found;
  }

  // `lanes` have `top`, `height`, `peak` and `counts`, a pair [colour, weights] for each type; `first` and `last` are the
  // seconds that the bins reach over. `between` is the period that the plot shows, where that is another.
  function show(next, between) {
    data = next;
    draw(between || [next.first, next.last]);
  }

  function draw(between) {
    if (!data) return;
    range = between;
    const { gutter, width, lanes } = data;
    if (!lanes.length) {
      const old = document.getElementById("counts");
      if (old) old.remove();
      return;
    }
    const dense = window.devicePixelRatio || 1;
    const found = canvas(gutter + width, dense);
    const pen = found.getContext("2d", { willReadFrequently: true }); // drawn by the processor, as all of it is small
    const sheet = new ImageData(found.width, found.height);
    const pixels = new Uint32Array(sheet.data.buffer);
    const sides = edges(dense);
    const [above, below] = [scrolled(), scrolled() + high()];
    for (const lane of lanes) {
      if (lane.top + lane.height >= above && lane.top <= below) columns(lane, sides, pixels, found, dense);
    }
    pen.putImageData(sheet, 0, 0);
  }

  // The columns' left and right sides in pixels of the canvas, a hair apart where there is room.
  function edges(dense) {
    const { gutter, width, first, last, bins } = data;
    const scale = width / (range[1] - range[0]);
    const step = (last - first) / bins;
    const most = Math.round((gutter + width) * dense);
    const px = (bin) => Math.min(Math.max(Math.round((gutter + (first + bin * step - range[0]) * scale) * dense), Math.round(gutter * dense)), most);
    const gap = step * scale > 3 ? Math.round(dense) : 0;
    return Array.from({ length: bins }, (_, bin) => [px(bin), Math.max(px(bin + 1) - gap, px(bin) + (px(bin) < most ? 1 : 0))]);
  }

  // Types stand on each other; what is there at all is at least one pixel high.
  function columns({ top, height, peak, counts }, sides, pixels, { width, height: tall }, dense) {
    const foot = top + height - PAD / 2 - scrolled();
    const paints = counts.map(([colour]) => paint(colour));
    sides.forEach(([left, right], bin) => {
      let total = 0;
      let low = Math.round(foot * dense);
      counts.forEach(([, weights], kind) => {
        if (!weights[bin] || right <= left) return;
        total += weights[bin];
        const up = Math.min(Math.round((foot - (total / peak) * (height - 2 * PAD)) * dense), low - 1);
        for (let y = Math.max(up, 0); y < Math.min(low, tall); y += 1) pixels.fill(paints[kind], y * width + left, y * width + right);
        low = up;
      });
    });
  }

  // `#rrggbb` as the four bytes of a pixel.
  function paint(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return new Uint32Array(new Uint8Array([red, green, blue, 255]).buffer)[0];
  }

  // The lane and the bin under the pointer, if a column of counts is there.
  function at(x, y) {
    if (!data || !data.lanes.length || !range) return null;
    const { gutter, width, first, last, bins, lanes } = data;
    const lane = lanes.find(({ top, height }) => y >= top && y < top + height);
    const second = range[0] + ((x - gutter) / width) * (range[1] - range[0]);
    const bin = Math.floor(((second - first) / (last - first)) * bins);
    if (!lane || x < gutter || bin < 0 || bin >= bins) return null;
    const total = lane.counts.reduce((sum, [, weights]) => sum + (weights[bin] || 0), 0);
    const edge = (number) => Math.round(first + (number * (last - first)) / bins);
    return total > 0.005 ? { lane, bin, total, from: edge(bin), to: edge(bin + 1) } : null;
  }

  const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  function place(event) {
    const bounds = box().getBoundingClientRect();
    return at(event.clientX - bounds.left, event.clientY - bounds.top + box().scrollTop);
  }

  function hover(event) {
    const found = place(event);
    box().classList.toggle("on-column", Boolean(found));
    if (!found) return page.tip.hide();
    const count = found.total.toLocaleString("en", { maximumFractionDigits: 1 });
    page.tip.show(`${escaped(found.lane.label)}<br>${escaped(data.words[found.bin] || "")}<br>about ${count} events${data.note ? `<br>${data.note}` : ""}`, event.clientX, event.clientY);
  }

  function click(event) {
    const found = place(event);
    if (!found) return;
    page.tip.hide();
    const customdata = [null, "", found.from, found.to];
    page.setProps("timeline", { clickData: { points: [{ customdata }], at: Date.now() } });
  }

  function print(paper) {
    whole = paper;
    if (range) draw(range);
  }

  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
  window.matchMedia("print").addEventListener("change", (event) => print(event.matches));

  page.counts = { show, draw, at, hover, click, get data() { return data; } };
})();
