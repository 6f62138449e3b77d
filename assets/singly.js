// The events that are drawn one by one, with the grid and the rules between the lanes, as dashboard/timeline.py lays them
// out: in seconds across and in pixels down. Its traces are a small part of plotly's, so that images have the same.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const BASE = 0.3; // ems from a text's place to its baseline, as plotly has it
  const HAIR = 0.5; // px, by which a symbol may stand outside
  const FAINT = 0.45; // while a period is dragged, and columns of counts stand for the events
  let data = null; // as dashboard/timeline.py `singly` has it
  let lit = null; // the id of the event that is lit

  const plain = document.createElement("textarea"); // texts come escaped

  function unescaped(words) {
    plain.innerHTML = words;
    return plain.value;
  }

  function show(next) {
    const traces = next.traces.map((trace) => (trace.text ? { ...trace, text: trace.text.map(unescaped) } : trace));
    data = { ...next, traces };
  }

  function draw([first, last]) {
    const { gutter, width, height, rules, rule, traces } = data;
    const { canvas, dense, above, below } = page.lanes.sheet("singly", gutter + width, height);
    const pen = canvas.getContext("2d", { willReadFrequently: true }); // drawn by the processor, as all of it is small
    const across = (from, to) => (second) => gutter + ((second - from) / (to - from)) * width;
    const axis = {
      px: across(first, last),
      still: across(data.first, data.last), // where it was laid out
      seen: (x, y) => x >= gutter - HAIR && x <= gutter + width + HAIR && y > above - 30 && y < below + 30,
    };
    pen.save();
    pen.scale(dense, dense);
    pen.translate(0, -above);
    pen.clearRect(0, above, gutter + width, below - above);
    pen.globalAlpha = page.brush.following ? FAINT : 1;
    pen.strokeStyle = rule;
    for (const y of rules) line(pen, [[0, y], [gutter + width, y]]);
    for (const trace of traces) {
      pen.save();
      if (trace.mode === "lines" || trace.textposition) pen.clip(within(gutter, width, height));
      stroke(pen, trace, axis);
      pen.restore();
    }
    frame(pen, axis);
    pen.restore();
  }

  function within(left, width, height) {
    const found = new Path2D();
    found.rect(left, 0, width, height);
    return found;
  }

  function stroke(pen, trace, axis) {
    if (trace.textposition) return titles(pen, trace, axis);
    if (trace.mode === "text") return symbols(pen, trace, axis);
    if (trace.mode === "markers") return discs(pen, trace, axis);
    for (const corners of strokes(trace, axis)) {
      pen.beginPath();
      corners.forEach(([x, y]) => pen.lineTo(x, y));
      pen.fillStyle = trace.fillgradient ? gradient(pen, trace.fillgradient, corners) : trace.fillcolor || "transparent";
      if (trace.fill) pen.fill();
      const { width, color, dash } = trace.line;
      if (!width) continue;
      pen.lineWidth = width;
      pen.strokeStyle = color;
      pen.setLineDash(dash ? dash.split(",").map(parseFloat) : []);
      pen.stroke();
    }
  }

  // The lines of a trace, which nulls part.
  function strokes({ x, y }, { px }) {
    const found = [[]];
    x.forEach((second, at) => (second === null ? found.push([]) : found[found.length - 1].push([px(second), y[at]])));
    return found.filter((corners) => corners.length);
  }

  function line(pen, corners) {
    pen.lineWidth = 1;
    pen.beginPath();
    corners.forEach(([x, y]) => pen.lineTo(x, y));
    pen.stroke();
  }

  function gradient(pen, { colorscale }, corners) {
    const xs = corners.map(([x]) => x);
    const found = pen.createLinearGradient(Math.min(...xs), 0, Math.max(...xs), 0);
    colorscale.forEach(([share, colour]) => found.addColorStop(share, colour));
    return found;
  }

  const of = (value, at) => (Array.isArray(value) ? value[at] : value);

  function text(pen, { text, textfont }, at, left, y) {
    const size = of(textfont.size, at);
    pen.font = `${size}px ${textfont.family}`;
    pen.fillStyle = of(textfont.color, at);
    pen.fillText(text[at], left, y + BASE * size);
  }

  function symbols(pen, trace, { px, seen }) {
    pen.textAlign = "center";
    trace.y.forEach((y, at) => seen(px(trace.x[at]), y) && text(pen, trace, at, px(trace.x[at]), y));
  }

  // A title goes with its mark while the axis is moved: it keeps its distance from the nearer end, and says nothing of a
  // time at which the mark is not.
  function titles(pen, trace, { px, still, seen }) {
    pen.textAlign = "left";
    trace.y.forEach((y, at) => {
      const [begun, over] = data.titled[at];
      const end = trace.x[at] >= over ? over : begun;
      if (px(over) < data.gutter || px(begun) > data.gutter + data.width || !seen(data.gutter, y)) return;
      text(pen, trace, at, px(end) + still(trace.x[at]) - still(end), y);
    });
  }

  function discs(pen, { x, y, marker }, { px, seen }) {
    pen.fillStyle = marker.color;
    x.forEach((second, at) => {
      if (!seen(px(second), y[at])) return;
      pen.beginPath();
      pen.arc(px(second), y[at], of(marker.size, at) / 2, 0, 2 * Math.PI);
      pen.fill();
    });
  }

  // Around the event that is lit.
  function frame(pen, { px }) {
    pen.strokeStyle = data.ink;
    pen.lineWidth = 1.2;
    for (const [left, right, top, bottom] of data.boxes[lit] || []) pen.strokeRect(px(left), top, px(right) - px(left), bottom - top);
  }

  // Light another event up, or none: whether that changes anything.
  function light(id) {
    const changes = id !== lit && Boolean(data) && Boolean(data.boxes[id] || data.boxes[lit]);
    lit = id;
    return changes;
  }

  // The event at a place. A box of a mark with its title above it takes two rows: the lower one is more to the point.
  function at(x, y, [first, last]) {
    if (!data || x < data.gutter) return null;
    const second = first + ((x - data.gutter) / data.width) * (last - first);
    let best = [Infinity, null];
    for (const [id, boxes] of Object.entries(data.boxes)) {
      for (const [left, right, top, bottom] of boxes) {
        const size = (bottom - top) * 1e12 + (right - left);
        if (second >= left && second <= right && y >= top && y <= bottom && size < best[0]) best = [size, id];
      }
    }
    return best[1] === null ? null : { id: best[1], words: data.hover[best[1]] };
  }

  page.singly = { show, draw, light, at, get data() { return data; }, get lit() { return lit && data.boxes[lit] ? lit : null; } };
})();
