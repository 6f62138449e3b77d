// The timeline's marks as a plain picture, while plotly is still loading: what dashboard/timeline.py gives plotly to draw,
// with the few ways of drawing that it uses. What answers to the pointer comes with plotly.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const BASE = 0.3; // ems from a text's place to its baseline, as plotly has it

  let figure = null; // what is sketched

  function plotted() {
    const graph = document.querySelector("#timeline .js-plotly-plot");
    return Boolean(graph && graph.layout && graph.layout.meta && graph.querySelector(".main-svg"));
  }

  // Sketch a figure until plotly has drawn it.
  function show(next) {
    if (plotted()) return;
    figure = next;
    paint(canvas(figure.layout).getContext("2d"), figure);
    leave(figure);
  }

  function leave(shown) {
    const old = document.getElementById("sketch");
    if (plotted()) old && old.remove();
    else if (shown === figure) setTimeout(() => leave(shown), 40);
  }

  function canvas({ width, height }) {
    const box = document.getElementById("timeline-box");
    let found = document.getElementById("sketch");
    if (!found) {
      found = document.createElement("canvas");
      found.id = "sketch";
      found.setAttribute("aria-hidden", "true");
      box.append(found);
    }
    const dense = window.devicePixelRatio || 1;
    found.width = Math.round(width * dense); // which also clears it
    found.height = Math.round(height * dense);
    found.style.width = `${width}px`;
    found.style.height = `${height}px`;
    return found;
  }

  function paint(pen, { data, layout }) {
    const dense = window.devicePixelRatio || 1;
    pen.scale(dense, dense);
    const left = layout.margin.l;
    const [first, last] = layout.xaxis.range;
    const px = (second) => left + ((second - first) / (last - first)) * (layout.width - left);
    pen.strokeStyle = layout.shapes.length ? layout.shapes[0].line.color : "transparent";
    for (const { y0 } of layout.shapes) line(pen, [[0, y0], [layout.width, y0]]);
    for (const trace of data) {
      pen.save();
      if (trace.mode === "lines") pen.clip(within(left, layout));
      if (trace.type === "scatter") draw(pen, trace, px);
      pen.restore();
    }
  }

  function within(left, { width, height }) {
    const found = new Path2D();
    found.rect(left, 0, width - left, height);
    return found;
  }

  function draw(pen, trace, px) {
    if (trace.mode === "text") return texts(pen, trace, px);
    if (trace.mode === "markers") return discs(pen, trace, px);
    for (const corners of strokes(trace, px)) {
      pen.beginPath();
      corners.forEach(([x, y]) => pen.lineTo(x, y));
      pen.fillStyle = trace.fillgradient ? gradient(pen, trace.fillgradient, corners) : trace.fillcolor || "transparent";
      if (trace.fill) pen.fill();
      const { width, color, dash } = trace.line || {};
      if (!width) continue;
      pen.lineWidth = width;
      pen.strokeStyle = color;
      pen.setLineDash(dash ? dash.split(",").map(parseFloat) : []);
      pen.stroke();
      pen.setLineDash([]);
    }
  }

  // The lines of a trace, which nulls part.
  function strokes({ x, y }, px) {
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

  function texts(pen, { x, y, text, textfont, textposition }, px) {
    const plain = document.createElement("textarea"); // titles come escaped
    pen.textAlign = textposition === "middle right" ? "left" : "center";
    pen.textBaseline = "alphabetic";
    text.forEach((words, at) => {
      const size = of(textfont.size, at);
      pen.font = `${size}px ${textfont.family}`;
      pen.fillStyle = of(textfont.color, at);
      plain.innerHTML = words;
      pen.fillText(plain.value, px(x[at]), y[at] + BASE * size);
    });
  }

  function discs(pen, { x, y, marker }, px) {
    pen.fillStyle = marker.color;
    x.forEach((second, at) => {
      pen.beginPath();
      pen.arc(px(second), y[at], of(marker.size, at) / 2, 0, 2 * Math.PI);
      pen.fill();
    });
  }

  page.sketch = { show };
})();
