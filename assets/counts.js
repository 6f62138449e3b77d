// Lanes of counts over the timeline: some thousand columns, put on one canvas as pixels, in a millisecond or two.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const PAD = 6; // px, as in dashboard/lanes.py
  let data = null; // as dashboard/answer.py `counts` has it

  // `lanes` have `top`, `height`, `peak` and `counts`, a pair [colour, weights] for each type; `first` and `last` are the
  // seconds that the bins reach over.
  const show = (next) => (data = next);

  function draw(range) {
    const { gutter, width, height, lanes } = data;
    if (!lanes.length) {
      const old = document.getElementById("counts");
      if (old) old.remove();
      return;
    }
    const { canvas, dense, above, below } = page.lanes.sheet("counts", gutter + width, height);
    const pen = canvas.getContext("2d", { willReadFrequently: true }); // drawn by the processor, as all of it is small
    const sheet = new ImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(sheet.data.buffer);
    const sides = edges(range, dense);
    for (const lane of lanes) {
      if (lane.top + lane.height >= above && lane.top <= below) columns(lane, above, sides, pixels, canvas, dense);
    }
    pen.putImageData(sheet, 0, 0);
  }

  // The columns' left and right sides in pixels of the canvas, a hair apart where there is room.
  function edges(range, dense) {
    const { gutter, width, first, last, bins } = data;
    const scale = width / (range[1] - range[0]);
    const step = (last - first) / bins;
    const most = Math.round((gutter + width) * dense);
    const px = (bin) => Math.min(Math.max(Math.round((gutter + (first + bin * step - range[0]) * scale) * dense), Math.round(gutter * dense)), most);
    const gap = step * scale > 3 ? Math.round(dense) : 0;
    return Array.from({ length: bins }, (_, bin) => [px(bin), Math.max(px(bin + 1) - gap, px(bin) + (px(bin) < most ? 1 : 0))]);
  }

  // Types stand on each other; what is there at all is at least one pixel high.
  function columns({ top, height, peak, counts }, above, sides, pixels, { width, height: tall }, dense) {
    const foot = top + height - PAD / 2 - above;
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

  const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  // The column at a place, if there is one: the seconds that it stands for, and what a tip says of it.
  function at(x, y, range) {
    if (!data || !data.lanes.length) return null;
    const { gutter, width, first, last, bins, lanes, words, note } = data;
    const lane = lanes.find(({ top, height }) => y >= top && y < top + height);
    const second = range[0] + ((x - gutter) / width) * (range[1] - range[0]);
    const bin = Math.floor(((second - first) / (last - first)) * bins);
    if (!lane || x < gutter || bin < 0 || bin >= bins) return null;
    const total = lane.counts.reduce((sum, [, weights]) => sum + (weights[bin] || 0), 0);
    if (total <= 0.005) return null;
    const edge = (number) => Math.round(first + (number * (last - first)) / bins);
    const count = total.toLocaleString("en", { maximumFractionDigits: 1 });
    const told = [escaped(lane.label), escaped(words[bin] || ""), `about ${count} events`, note];
    return { from: edge(bin), to: edge(bin + 1), words: told.filter((part, at) => at < 3 || part).join("<br>") };
  }

  page.counts = { show, draw, at, get data() { return data; } };
})();
