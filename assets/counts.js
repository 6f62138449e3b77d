// Lanes of counts over the timeline: some thousand columns drawn on one canvas, in a millisecond or two.
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
  function canvas(width) {
    const height = high();
    let found = document.getElementById("counts");
    if (!found) {
      found = document.createElement("canvas");
      found.id = "counts";
      found.setAttribute("aria-hidden", "true");
      box().prepend(found);
      box().addEventListener("scroll", () => range && draw(range));
    }
    const dense = window.devicePixelRatio || 1;
    if (found.width !== Math.round(width * dense) || found.height !== Math.round(height * dense)) {
      found.width = Math.round(width * dense);
      found.height = Math.round(height * dense);
      found.style.width = `${width}px`;
      found.style.height = `${height}px`;
      found.style.setProperty("--high", `${height}px`);
    }
    const pen = found.getContext("2d", { willReadFrequently: true }); // drawn by the processor, as all of it is small
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
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
    const { gutter, width, first, last, bins, lanes } = data;
    if (!lanes.length) {
      const old = document.getElementById("counts");
      if (old) old.remove();
      return;
    }
    const pen = canvas(gutter + width);
    const above = scrolled();
    const scale = width / (range[1] - range[0]);
    const step = (last - first) / bins;
    pen.save();
    pen.beginPath();
    pen.rect(gutter, 0, width, high());
    pen.clip();
    for (const { top, height, peak, counts } of lanes) {
      if (top + height < above || top > above + high()) continue;
      const feet = new Float64Array(bins).fill(top + height - PAD / 2 - above);
      for (const [colour, weights] of counts) {
        pen.fillStyle = colour;
        for (let bin = 0; bin < bins; bin += 1) {
          const rise = ((weights[bin] || 0) / peak) * (height - 2 * PAD);
          if (!rise) continue;
          const left = gutter + (first + bin * step - range[0]) * scale;
          const wide = step * scale;
          pen.fillRect(left + wide * 0.05, feet[bin] - rise, Math.max(wide * 0.9, 0.5), rise);
          feet[bin] -= rise;
        }
      }
    }
    pen.restore();
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
    window.dash_clientside.set_props("timeline", { clickData: { points: [{ customdata }], at: Date.now() } });
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
