// While a hand drags a period over the strip, the charts follow without asking the server: it has sent, once for the
// filters, how many events begin and end before each of some hundred edges (events/brush.py), so that any period
// between two of them is a subtraction. When the hand lets go, the view of the period takes over, exact to the second.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const DAY = 86_400; // seconds
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  let wanted = null; // the address of the brush of the view that is shown
  let held = null; // {address, brush}
  let following = false;

  // Fetch the brush of the shown view, unless it is there.
  async function ready() {
    const address = page.view.address("brush");
    if (!address || wanted === address) return;
    wanted = address;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const brush = await answer.json();
      if (wanted === address) held = { address, brush: unpacked(brush) };
    } catch {
      if (wanted === address) wanted = null; // the next drag asks again
    }
  }

  // Fetch it when the page is at rest: the map is by far the dearest part.
  function soon(where) {
    const { shown } = page.view;
    const map = page.map.live();
    if (!shown || shown.address !== where) return;
    if (!map || !map.loaded()) setTimeout(() => soon(where), 300);
    else (window.requestIdleCallback || setTimeout)(ready);
  }

  // Running sums came as differences, by spot: [edge, count, edge, count, …].
  function unpacked(brush) {
    const running = (pairs) => {
      const sums = new Float64Array(brush.edges.length);
      for (let at = 0; at < pairs.length; at += 2) sums[pairs[at]] += pairs[at + 1];
      for (let edge = 1; edge < sums.length; edge += 1) sums[edge] += sums[edge - 1];
      return sums;
    };
    const both = ({ begun, over, undated }) => ({ begun: running(begun), over: running(over), undated });
    const last = brush.edges.length - 1;
    const spots = brush.spots.map(both);
    return { ...brush, all: both(brush.all), spots, whole: spots.map((spot) => radiusOf(between(spot, 0, last), brush.marks.total)) };
  }

  const between = ({ begun, over, undated }, first, last) => begun[last] - over[first] + undated;

  // As in dashboard/spots.py, but that few events have small discs instead of symbols.
  const radiusOf = (count, total) => (count ? Math.min(Math.max(34 * Math.sqrt(count / total), 5), 34) : 0);

  // The edge that is nearest to a second.
  function nearest(edges, second) {
    let [low, high] = [0, edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (edges[middle] <= second) low = middle;
      else high = middle;
    }
    return second - edges[low] < edges[high] - second ? low : high;
  }

  // Show what lies in a period between two edges, as far as the brush is there.
  function follow([first, last]) {
    if (!held || held.address !== wanted) return;
    const { brush } = held;
    if (!following) {
      following = true;
      document.body.classList.add("brushing");
      page.map.show(brush.marks, false);
    }
    let from = nearest(brush.edges, first);
    let to = nearest(brush.edges, last);
    if (from === to) [from, to] = from ? [from - 1, to] : [from, to + 1];
    page.map.resize(brush.spots.map((spot, at) => radiusOf(between(spot, from, to), brush.marks.total) / (brush.whole[at] || 1)));
    page.lanes.show(brush.lanes, null, [first, last]);
    page.moveAxis((second) => ((second - first) / (last - first)) * brush.lanes.width, brush.lanes.width);
    const total = between(brush.all, from, to);
    const said = document.getElementById("sentence");
    said.textContent = `${total.toLocaleString("en")} of ${brush.total.toLocaleString("en")} events, ${words(brush.edges[from], brush.edges[to])}${brush.filters}`;
    steps.push(performance.now());
  }

  // The view that a period leads to; as dashboard/view.py `during` and events/selection.py `spelled` have it.
  function leading(period) {
    let [first, last] = period.map(Math.round);
    if (last - first < 600) [first, last] = [-300, 300].map((away) => Math.floor((first + last) / 2) + away);
    if (last - first >= 3 * DAY) [first, last] = [first, last].map((edge) => Math.round(edge / DAY) * DAY);
    const days = first % DAY === 0 && last % DAY === 0;
    const spelled = (second) => new Date(second * 1000).toISOString().slice(0, days ? 10 : 16);
    const query = new URLSearchParams(location.search);
    query.set("from", spelled(first));
    query.set("to", spelled(last - (days ? 1 : 60)));
    query.delete("page");
    return `?${query.toString().replace(/%3A/g, ":")}`;
  }

  const steps = []; // when each was drawn, for the benchmark

  function words(first, last) {
    const [from, to] = [first, last - 1].map((second) => new Date(second * 1000));
    const day = (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
    const year = (date) => date.getUTCFullYear();
    return `${day(from)}${year(from) === year(to) ? "" : ` ${year(from)}`} – ${day(to)} ${year(to)}`;
  }

  // Back to the view that was there before the drag, or on to the one that was chosen.
  function done() {
    if (!following) return;
    following = false;
    document.body.classList.remove("brushing");
  }

  function undo() {
    done();
    page.view.again();
  }

  page.brush = { ready, soon, leading, follow, done, undo, steps, get held() { return Boolean(held) && held.address === wanted; }, get following() { return following; } };
})();
