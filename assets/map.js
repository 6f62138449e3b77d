// The marks on the map, drawn on a canvas over it: a change of marks costs no new picture of the map, which is by far the
// dearest part of the page where there is no graphics card. The server lays the marks out (dashboard/map_marks.py).
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const FAMILY = { symbol: '"Conflict Symbols"', name: '"IBM Plex Sans", sans-serif' };
  const ANCHORS = { left: ["left", "middle"], right: ["right", "middle"], top: ["center", "top"], bottom: ["center", "bottom"] };
  const KM_PER_DEGREE = 111.2;
  const CORNERS = 72;
  const FAINT = 0.45;
  let marks = null; // what is shown
  let sizes = null; // by spot, while a period is dragged: shares of what they were
  let lit = null; // the id of the event that is lit
  let listened = null; // MapLibre's map that tells of itself

  const graph = () => document.querySelector("#map .js-plotly-plot");

  // MapLibre's map, once plotly has made it.
  function live() {
    const { map: chart } = (graph() || {})._fullLayout || {};
    return chart && chart._subplot && chart._subplot.map;
  }

  // What stands for MapLibre's map until that is there: its place, size and projection in the frame of the marks.
  function flat() {
    const box = document.getElementById("map-box");
    const size = 512 * 2 ** marks.zoom;
    const at = ([lon, lat]) => [((lon + 180) / 360) * size, (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * size];
    const [left, top] = at([marks.center.lon, marks.center.lat]);
    const project = (corner) => ({ x: at(corner)[0] - left + box.clientWidth / 2, y: at(corner)[1] - top + box.clientHeight / 2 });
    return { getContainer: () => box, getZoom: () => marks.zoom, project };
  }

  // Put marks on the map; the map comes later where it is not there yet. `place` also moves it to their frame.
  function show(data, place) {
    marks = data;
    sizes = null;
    if (!live()) draw();
    settle(data, place);
  }

  function settle(data, place) {
    const map = live();
    if (!map) {
      setTimeout(() => marks === data && settle(data, place), 30);
      return;
    }
    if (listened !== map) {
      listened = map;
      map._fadeDuration = 0;
      map.on("render", draw);
      map.on("mousemove", hover);
      map.on("mouseout", leave);
      map.on("click", click);
    }
    if (place) move(map, data);
    draw();
  }

  // Plotly, which would set its map back at the next occasion, learns of it as of a move by hand, but for the event: Dash
  // would draw the whole chart anew for that.
  function move(map, { center, zoom }) {
    const { lng, lat } = map.getCenter();
    if (Math.abs(lng - center.lon) < 1e-6 && Math.abs(lat - center.lat) < 1e-6 && Math.abs(map.getZoom() - zoom) < 1e-4) return;
    const chart = graph()._fullLayout.map;
    for (const layout of [chart, chart._input]) Object.assign(layout, { center: { ...center }, zoom });
    map.jumpTo({ center: [center.lon, center.lat], zoom });
  }

  // What a hand does that drags over the map: "pan", "select" or "lasso". Dash draws the chart anew for it, as it last knew
  // it but for what is named here: so the place is named too.
  function drag(mode) {
    const { center, zoom } = graph().layout.map;
    window.Plotly.relayout(graph(), { dragmode: mode, "map.center": center, "map.zoom": zoom });
  }

  function sheet(map) {
    const box = document.getElementById("map-box");
    let canvas = document.getElementById("marks");
    if (!canvas) {
      canvas = document.createElement("canvas");
      canvas.id = "marks";
      canvas.setAttribute("aria-hidden", "true");
      box.append(canvas);
    }
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const dense = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * dense) || canvas.height !== Math.round(height * dense)) {
      canvas.width = Math.round(width * dense);
      canvas.height = Math.round(height * dense);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const pen = canvas.getContext("2d", { willReadFrequently: true }); // drawn by the processor, as all of it is small
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, width, height);
    return { pen, width, height };
  }

  // Where a point lies, on every turn of the world that is in sight.
  function* seen(map, coordinates, width, reach) {
    const { x, y } = map.project(coordinates);
    const around = 512 * 2 ** map.getZoom();
    for (let left = x - Math.floor((x + reach) / around) * around; left < width + reach; left += around) yield [left, y];
  }

  function draw() {
    if (!marks) return;
    const map = live() || flat();
    const { pen, width } = sheet(map);
    const share = ({ i }) => (sizes && i !== undefined ? sizes[i] : 1);
    const each = (features, reach, paint) => {
      for (const { geometry, properties } of features || []) {
        if (!share(properties)) continue;
        for (const [x, y] of seen(map, geometry.coordinates, width, reach)) paint(x, y, properties);
      }
    };
    for (const { geometry, properties } of marks.areas) area(pen, map, circle(geometry.coordinates, properties.r), properties.c, width);
    for (const { geometry, properties } of marks.chosen) outline(pen, map, geometry.coordinates, properties.c, width);
    each(marks.discs, 40, (x, y, mark) => {
      pen.fillStyle = mark.c;
      pen.beginPath();
      pen.arc(x, y, mark.r * share(mark), 0, 2 * Math.PI);
      pen.fill();
    });
    const glyph = (x, y, mark) => {
      pen.font = `${mark.s}px ${FAMILY.symbol}`;
      pen.fillStyle = mark.c;
      pen.textAlign = "center";
      pen.textBaseline = "alphabetic";
      pen.fillText(mark.t, x + mark.o[0] * mark.s, y + (10 / 24) * mark.s);
    };
    // While a period is dragged, discs follow it; symbols and names tell of events that may lie outside of it.
    pen.globalAlpha = sizes ? FAINT : 1;
    each(marks.symbols, 60, glyph);
    pen.globalAlpha = 1;
    each([...marks.opened, ...ring()], 60, glyph);
    if (sizes) return;
    each(marks.names, 300, (x, y, mark) => {
      pen.font = `600 ${mark.s}px ${FAMILY.name}`;
      [pen.textAlign, pen.textBaseline] = ANCHORS[mark.a];
      const [left, top] = [x + mark.o[0] * mark.s, y + mark.o[1] * mark.s];
      veil(pen, mark, left, top);
      pen.fillStyle = mark.c;
      pen.fillText(mark.t, left, top);
    });
  }

  // The names of the map under a name of ours would make both illegible.
  function veil(pen, mark, left, top) {
    const wide = pen.measureText(mark.t).width;
    const from = { left: 0, right: -wide, center: -wide / 2 }[pen.textAlign];
    const high = 1.3 * mark.s;
    const over = { middle: -high / 2, top: -0.15 * mark.s, bottom: -1.15 * mark.s }[pen.textBaseline];
    pen.globalAlpha = 0.82;
    pen.fillStyle = marks.paper;
    pen.beginPath();
    pen.roundRect(left + from - 2, top + over, wide + 4, high, 3);
    pen.fill();
    pen.globalAlpha = 1;
  }

  function path(pen, map, corners, shift) {
    pen.beginPath();
    for (const corner of corners) {
      const { x, y } = map.project(corner);
      pen.lineTo(x + shift, y);
    }
  }

  // The corners of a circle of a radius in km around a point, on the sphere; as dashboard/place_map.py `circle`.
  const rings = new Map();

  function circle([lon, lat], radius) {
    const key = `${lon},${lat},${radius}`;
    if (rings.has(key)) return rings.get(key);
    const rad = Math.PI / 180;
    const reach = (radius / KM_PER_DEGREE) * rad;
    const [phi, lam] = [lat * rad, lon * rad];
    const ring = Array.from({ length: CORNERS + 1 }, (_, step) => {
      const bearing = (2 * Math.PI * (step % CORNERS)) / CORNERS;
      const north = Math.asin(Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(bearing));
      const east = lam + Math.atan2(Math.sin(bearing) * Math.sin(reach) * Math.cos(phi), Math.cos(reach) - Math.sin(phi) * Math.sin(north));
      return [east / rad, north / rad];
    });
    if (rings.size > 2000) rings.clear();
    rings.set(key, ring);
    return ring;
  }

  function turns(map, [corner], width) {
    const { x } = map.project(corner);
    return [...seen(map, corner, width, width)].map(([left]) => left - x);
  }

  function area(pen, map, corners, colour, width) {
    for (const shift of turns(map, corners, width)) {
      path(pen, map, corners, shift);
      pen.fillStyle = pen.strokeStyle = colour;
      pen.globalAlpha = 0.07;
      pen.fill();
      pen.globalAlpha = 0.7;
      pen.lineWidth = 1;
      pen.setLineDash([3, 2]);
      pen.stroke();
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    }
  }

  function outline(pen, map, corners, colour, width) {
    for (const shift of turns(map, corners, width)) {
      path(pen, map, corners, shift);
      pen.strokeStyle = colour;
      pen.lineWidth = 1.6;
      pen.stroke();
    }
  }

  // The ring around the event that is lit.
  function ring() {
    const found = lit && marks.rings[lit];
    if (!found) return [];
    const [lat, lon, t, s, o] = found;
    return [{ geometry: { coordinates: [lon, lat] }, properties: { t, s, o, c: marks.ink } }];
  }

  function light(id) {
    if (id === lit) return;
    lit = id;
    draw();
  }

  // The spot under the pointer; of several the one whose middle is nearest.
  function spotAt({ x, y }) {
    const map = live();
    let best = [Infinity, null];
    const { clientWidth } = map.getContainer();
    for (const { geometry, properties } of marks ? marks.hits : []) {
      for (const [left, top] of seen(map, geometry.coordinates, clientWidth, 60)) {
        const far = Math.hypot(left - x, top - y);
        if (far <= properties.r && far < best[0]) best = [far, properties.i];
      }
    }
    return best[1];
  }

  function hover(event) {
    const spot = sizes ? null : spotAt(event.point);
    live().getCanvas().style.cursor = spot === null ? "" : "pointer";
    if (spot === null) return leave();
    page.tip.show(marks.hover[spot], event.originalEvent.clientX, event.originalEvent.clientY);
    page.light(marks.click[spot][0] || null);
  }

  function leave() {
    page.tip.hide();
    page.light(null);
  }

  function click(event) {
    const spot = spotAt(event.point);
    if (spot === null) return;
    page.tip.hide();
    page.setProps("map", { clickData: { points: [{ customdata: marks.click[spot] }], at: Date.now() } });
  }

  // New sizes for the marks while a period is dragged.
  function resize(next) {
    sizes = next;
    draw();
  }

  // Where a spot stands in the window, for tests: the first whose words hold a text.
  function placeOf(words) {
    const number = marks.hover.findIndex((text) => text.includes(words));
    const hit = marks.hits.find(({ properties }) => properties.i === number);
    const map = live();
    if (!hit || !map) return null;
    const [[x, y]] = seen(map, hit.geometry.coordinates, map.getContainer().clientWidth, 60);
    const { left, top } = map.getContainer().getBoundingClientRect();
    return { x: left + x, y: top + y };
  }

  page.map = { show, draw, drag, live, light, resize, placeOf, get marks() { return marks; } };
})();
