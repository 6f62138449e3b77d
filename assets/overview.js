// The strip over the timeline: the whole period as columns, and a hand that drags a new period over it.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const LEAST = 4; // px, the width of the window's mark, and of a drag that is more than a click
  const REST = 100; // ms without a move, after which the hand is likely to let go
  let data = null;
  let dragged = null; // the period under the hand, or just chosen and not yet shown
  let holding = false;

  const box = () => document.getElementById("overview");
  const edges = () => dragged || [data.first, data.last];

  function show(next) {
    data = next;
    if (!holding) dragged = null;
    if (!dragged) draw();
    const strip = box();
    if (strip && !strip.dataset.listens) {
      strip.dataset.listens = "yes";
      strip.addEventListener("pointerdown", begin);
      strip.addEventListener("pointerenter", () => page.brush.ready());
      strip.addEventListener("pointermove", hover);
      strip.addEventListener("pointerleave", () => page.tip.hide());
    }
  }

  const px = (second, width) => ((second - data.low) / (data.high - data.low)) * width;

  function draw() {
    const strip = box();
    if (!data || !strip) return;
    const { clientWidth: width, clientHeight: height } = strip;
    let canvas = strip.querySelector("canvas");
    if (!canvas) strip.append((canvas = document.createElement("canvas")));
    canvas.setAttribute("aria-hidden", "true");
    const dense = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * dense); // which also clears it
    canvas.height = Math.round(height * dense);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.scale(dense, dense);
    const [first, last] = edges();
    const step = (data.until - data.since) / data.heights.length;
    data.heights.forEach((share, bin) => {
      const from = data.since + bin * step;
      const left = px(from, width);
      pen.fillStyle = from < last && from + step > first ? data.accent : data.border;
      if (share) pen.fillRect(left, height - share * (height - 3), Math.max(px(from + step, width) - left - 0.8, 0.6), share * (height - 3));
    });
    let [left, right] = [px(first, width), px(last, width)];
    if (right - left < LEAST) [left, right] = [(left + right - LEAST) / 2, (left + right + LEAST) / 2];
    left = Math.max(left, 0.7);
    right = Math.min(right, width - 0.7);
    pen.globalAlpha = 0.14;
    pen.fillStyle = data.accent;
    pen.fillRect(left, 0, right - left, height);
    pen.globalAlpha = 1;
    pen.strokeStyle = data.accent;
    pen.lineWidth = 1.4;
    pen.strokeRect(left, 0.7, right - left, height - 1.4);
  }

  function second(event) {
    const { left, width } = box().getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - left) / width, 0), 1);
    return data.low + share * (data.high - data.low);
  }

  function hover(event) {
    if (!data || event.buttons) return;
    const bin = Math.floor(((second(event) - data.since) / (data.until - data.since)) * data.heights.length);
    if (data.words[bin] && data.heights[bin]) page.tip.show(data.words[bin], event.clientX, event.clientY);
    else page.tip.hide();
  }

  function begin(event) {
    if (!data || event.button) return;
    event.preventDefault();
    const strip = box();
    const start = second(event);
    const from = event.clientX;
    let waiting = 0;
    let resting = 0;
    holding = true;
    page.tip.hide();
    page.brush.ready();
    strip.setPointerCapture(event.pointerId);

    function move(next) {
      if (!dragged && Math.abs(next.clientX - from) < LEAST) return;
      const here = second(next);
      dragged = [Math.min(start, here), Math.max(start, here)];
      clearTimeout(resting);
      resting = setTimeout(() => page.view.ahead(page.brush.leading(dragged)), REST);
      if (!waiting)
        waiting = requestAnimationFrame(() => {
          waiting = 0;
          if (!dragged) return;
          draw();
          page.brush.follow(dragged);
        });
    }

    function escape(next) {
      if (next.key !== "Escape") return;
      next.stopPropagation(); // it closes no card
      stop(next);
    }

    function stop(next) {
      window.removeEventListener("keydown", escape, true);
      strip.removeEventListener("pointermove", move);
      strip.removeEventListener("pointerup", stop);
      strip.removeEventListener("pointercancel", stop);
      clearTimeout(resting);
      holding = false;
      if (!dragged) return;
      if (next.type === "pointerup") page.view.go(page.brush.leading(dragged));
      else page.brush.undo();
    }

    window.addEventListener("keydown", escape, true);
    strip.addEventListener("pointermove", move);
    strip.addEventListener("pointerup", stop);
    strip.addEventListener("pointercancel", stop);
  }

  page.overview = { show, draw, get dragged() { return Boolean(dragged); } };
})();
