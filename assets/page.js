// What the browser alone can do: measure itself, light up one event everywhere, keys, copying, saving images.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const byId = (id) => document.getElementById(id);

  // ---- theme and room ------------------------------------------------------------------------------------------

  const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
  const phone = window.matchMedia("(max-width: 860px)");
  const paper = window.matchMedia("print");
  const SHEET = 695; // px, A4 without its margins
  let told = null;

  function stored() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be forbidden
    }
  }

  function theme() {
    return stored() || (systemDark.matches ? "dark" : "light");
  }

  function nameTheme() {
    byId("theme-button").textContent = theme() === "dark" ? "Light" : "Dark";
  }

  function measure() {
    const timeline = byId("timeline-box");
    const map = byId("map-box");
    if (!timeline || !map || paper.matches) return;
    const data = {
      width: timeline.clientWidth,
      height: phone.matches ? 0 : timeline.clientHeight + map.clientHeight, // on a phone both are as high as they need
      map_width: map.clientWidth,
      map_height: map.clientHeight,
      theme: theme(),
    };
    document.documentElement.style.setProperty("--sheet", Math.min(SHEET / data.width, 1));
    document.documentElement.style.setProperty("--map", `${data.map_height}px`);
    const again = told && told.theme !== data.theme && !differs(data);
    if (data.width < 50 || !(again || differs(data))) return;
    told = again ? { ...told, theme: data.theme } : data; // another theme keeps the map where the reader has moved it
    nameTheme();
    page.view.measured({ ...told, moved: movedTo });
  }

  // The charts follow small changes by themselves; only what needs a new layout goes to the server.
  function differs(data) {
    if (!told) return true;
    const slack = { width: 4, height: 64, map_width: 24, map_height: data.height ? Infinity : 80 };
    return Object.keys(slack).some((key) => Math.abs(data[key] - told[key]) > slack[key]);
  }

  let waiting = 0;
  function measureSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(measure, 120);
  }

  function switchTheme() {
    const next = theme() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", next);
    } catch {
      return;
    }
    measure();
  }

  // Map labels are drawn once with whatever font is there, so the fonts are loaded first.
  const fonts = ['400 16px "IBM Plex Sans"', '600 16px "IBM Plex Sans"', '16px "Conflict Symbols"'];
  const ready = Promise.all(
    fonts.map((font) => document.fonts.load(font, font.includes("Symbols") ? "▲◌" : "Aж")),
  ).catch(() => null);

  // Called when Dash has drawn the page.
  function begin() {
    const lanes = byId("timeline-box");
    nameTheme();
    new ResizeObserver(measureSoon).observe(lanes);
    new ResizeObserver(measureSoon).observe(byId("map-box"));
    new ResizeObserver(() => page.overview.draw()).observe(byId("overview"));
    new MutationObserver(follow).observe(byId("panel"), { childList: true });
    const hint = () => lanes.classList.toggle("more", lanes.scrollHeight - lanes.clientHeight - lanes.scrollTop > 4);
    lanes.addEventListener("scroll", hint);
    new MutationObserver(hint).observe(lanes, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
    new MutationObserver(keepFocus).observe(document.querySelector(".page"), { childList: true, subtree: true });
    lanes.addEventListener("mousemove", (event) => !event.buttons && page.lanes.hover(event));
    lanes.addEventListener("mouseleave", page.lanes.leave);
    lanes.addEventListener("mousedown", (event) => (pressed = event), true);
    document.addEventListener("mouseup", released, true);
    document.querySelectorAll("input.find, .find input").forEach((field) => field.addEventListener("input", () => find(field)));
  }

  document.documentElement.dataset.mantineColorScheme = theme();
  byId("early").classList.add("shown");
  systemDark.addEventListener("change", measure);
  ready.then(() => (page.lanes.draw(), page.map.draw()));

  // A click in the lanes. plotly lays a cover over the page while a chart is pressed, so that it would not be told.
  let pressed = null;

  function released(event) {
    const still = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) < 3;
    pressed = null;
    if (still) page.lanes.click(event);
  }

  // The URL has changed by the Back button or by a control of Dash's.
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.page = {
    follow(search) {
      if (told) page.view.show(search || "");
      return window.dash_clientside.no_update;
    },
    // Controls that a reader has set, by id; not those that repeat what they were told.
    typed() {
      const told = page.view.shown ? page.view.shown.answer.values : {};
      const set = window.dash_clientside.callback_context.triggered
        .map(({ prop_id, value }) => [prop_id.replace(".value", ""), value])
        .filter(([id, value]) => value !== told[id]);
      return set.length ? Object.fromEntries(set) : window.dash_clientside.no_update;
    },
  };

  // ---- the values of a filter ----------------------------------------------------------------------------------

  let seeking = 0;

  function find(field) {
    clearTimeout(seeking);
    seeking = setTimeout(async () => {
      const key = field.id.replace("find-", "");
      const query = new URLSearchParams(location.search);
      query.set("find", field.value);
      const answer = await fetch(`/options/${theme()}/${key}.json?${query}`);
      if (answer.ok) byId(`facet-${key}`).innerHTML = (await answer.json()).html;
    }, 180);
  }

  // ---- one event, lit everywhere -------------------------------------------------------------------------------

  let lit = null;

  function plot(id) {
    const box = byId(id);
    return box && box.querySelector(".js-plotly-plot");
  }

  function light(id) {
    if (id === lit) return;
    lit = id;
    document.querySelectorAll("[data-event]").forEach((row) => row.classList.toggle("lit", row.dataset.event === id));
    page.lanes.light(id);
    page.map.light(id);
  }

  // Where the reader has moved the map to holds as long as it would be framed the same; places group anew when the zoom
  // has changed.
  let movedTo = null;

  function moved() {
    const map = page.map.live();
    const { answer } = page.view.shown || {};
    if (!map || !answer) return;
    const zoom = map.getZoom();
    const { lat, lng } = map.getCenter();
    const before = movedTo && movedTo.frame === answer.frame ? movedTo.zoom : answer.marks.zoom;
    if (Math.abs(zoom - before) <= 0.5) return;
    movedTo = { frame: answer.frame, lat, lon: lng, zoom };
    page.view.measured({ ...told, moved: movedTo });
  }

  // The labels of time follow the hand; the server sets them anew when it has let go.
  function moveAxis(px, width) {
    document.querySelectorAll("#axis [data-at]").forEach((label) => {
      const left = px(+label.dataset.at);
      label.style.left = `${left}px`;
      label.hidden = left < label.offsetWidth / 2 || left > width - label.offsetWidth / 2;
    });
  }

  function listen(id) {
    const graph = plot(id);
    if (!graph || graph.dataset.listens || !graph.on) return;
    graph.dataset.listens = "yes";
    if (id === "map") {
      graph.on("plotly_selected", () => setTimeout(letGo)); // the map can be dragged again
      graph.on("plotly_relayout", (change) => "map.zoom" in change && moved()); // not when resized
      return;
    }
    graph.on("plotly_relayouting", () => {
      const { xaxis } = graph._fullLayout;
      moveAxis((second) => xaxis.l2p(second), xaxis._length);
      page.lanes.draw(xaxis.range);
    });
  }

  setInterval(() => ["timeline", "map"].forEach(listen), 500);

  const rowOf = (target) => target.closest && target.closest("[data-event]");
  document.addEventListener("mouseover", (event) => {
    const row = rowOf(event.target);
    if (row) light(row.dataset.event);
    else if (!event.target.closest(".js-plotly-plot, .dragcover")) light(null); // a cover lies over a pressed chart
  });
  document.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    light(row ? row.dataset.event : null);
  });

  // ---- the keyboard's place ------------------------------------------------------------------------------------

  // Drawing a view anew replaces its links and boxes, the one in focus too: the focus moves on to its successor, or to
  // what now stands where it stood.
  const STOPS = "a, input";
  let held = null;

  const nameOf = (stop) => stop.title || stop.value || stop.textContent;

  document.addEventListener("focusin", (event) => {
    const box = event.target.closest(".facet, #chips, #legend, #lane-names, #zoom, #outside");
    held = box && { stop: event.target, box, name: nameOf(event.target), place: [...box.querySelectorAll(STOPS)].indexOf(event.target) };
  });

  function keepFocus() {
    if (!held || held.stop.isConnected || document.activeElement !== document.body) return;
    const stops = [...held.box.querySelectorAll(STOPS)];
    const same = stops.find((stop) => nameOf(stop) === held.name) || stops[Math.min(held.place, stops.length - 1)];
    const next = same || document.querySelector("#zoom a"); // the last chip is off
    if (next) next.focus();
  }

  // ---- keys ----------------------------------------------------------------------------------------------------

  let opened = false; // whether the card was opened from the list, to come back to it
  let last = null; // the event whose card was shown last
  let turned = new URLSearchParams(location.search).get("page"); // the page of the list that was shown last

  function follow() {
    const title = byId("card-title");
    const query = new URLSearchParams(location.search);
    const event = title && query.get("event");
    if (query.get("page") !== turned) {
      turned = query.get("page");
      byId("panel").scrollTop = 0;
      if (phone.matches) byId("panel").scrollIntoView();
    }
    if (title && event !== last) {
      byId("panel").scrollTop = 0;
      if (opened) title.focus();
      if (phone.matches) byId("panel").scrollIntoView();
    } else if (!title && last && opened) {
      const row = document.querySelector(`#panel tr[data-event="${CSS.escape(last)}"] a`);
      if (row) row.focus();
      opened = false;
    }
    last = event;
  }

  function step(down) {
    const links = [...document.querySelectorAll("#panel .open")];
    if (!links.length) return false;
    const here = links.indexOf(document.activeElement);
    const next = here < 0 ? 0 : Math.min(Math.max(here + (down ? 1 : -1), 0), links.length - 1);
    links[next].focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [role=dialog], [role=radiogroup]");
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && byId("rail").classList.contains("shown")) return drawer(false);
    if (typing) return;
    const click = (id) => byId(id) && (byId(id).click(), true);
    let done = false;
    if (event.key === "Escape") done = click("card-close");
    else if (event.key === "ArrowLeft") done = click("card-previous");
    else if (event.key === "ArrowRight") done = click("card-next");
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("#panel, body") && !byId("card-title")) {
      if (event.target.closest("#panel")) done = step(event.key === "ArrowDown");
    }
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest && event.target.closest("tr[data-event], li[data-event]");
    if ((row && event.target.closest("a")) || (event.target.closest && event.target.closest("#card-previous, #card-next"))) opened = true;
  });

  // ---- buttons -------------------------------------------------------------------------------------------------

  function drawer(open) {
    byId("rail").classList.toggle("shown", open);
    byId("filters-button").setAttribute("aria-expanded", String(open));
    (open ? byId("filters-close") : byId("filters-button")).focus();
  }

  function copy(button) {
    const words = button.dataset.copy === "link" ? location.href : button.dataset.copy;
    const label = button.textContent;
    const say = (text) => {
      button.textContent = text;
      setTimeout(() => (button.textContent = label), 1500);
    };
    const byHand = () => {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      const worked = document.execCommand("copy");
      area.remove();
      say(worked ? "Copied" : "Not copied");
    };
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(words).then(() => say("Copied"), byHand);
  }

  function mapTool(button, event) {
    const graph = plot("map");
    if (!graph) return;
    const kind = button.dataset.map;
    if (kind === "in" || kind === "out") {
      const map = page.map.live();
      const zoom = Math.min(Math.max(map.getZoom() + (kind === "in" ? 1 : -1), 0), 14);
      map.easeTo({ zoom, duration: 250 }, { originalEvent: event }); // as if by hand, so that plotly keeps it
      return;
    }
    const on = button.getAttribute("aria-pressed") !== "true";
    letGo();
    button.setAttribute("aria-pressed", String(on));
    if (on) page.map.drag(kind);
  }

  function letGo() {
    document.querySelectorAll("[data-map]").forEach((other) => other.setAttribute("aria-pressed", "false"));
    page.map.drag("pan");
  }

  const chosen = (id) => {
    const box = document.querySelector(`#${id} input:checked`);
    return box ? box.value : null;
  };

  async function save() {
    const state = byId("export-state");
    const button = byId("export-save");
    const chart = chosen("export-chart");
    const format = chosen("export-format");
    const named = chosen("export-size");
    const size = named === "custom" ? `${byId("export-width").value}x${byId("export-height").value}` : named;
    state.textContent = "Drawing …";
    button.disabled = true;
    try {
      const answer = await fetch(`/figure/${chart}/${encodeURIComponent(size)}.json${location.search}`);
      if (!answer.ok) throw new Error((await answer.text()).trim());
      const figure = await answer.json();
      const { width, height } = figure.layout;
      const options = { format, width, height, scale: 2 };
      const image = await window.conflictTimelineImage.render(figure, options);
      window.conflictTimelineImage.download(image, `conflict-timeline-${chart}-${width}x${height}.${format === "jpeg" ? "jpg" : format}`);
      state.textContent = "Saved.";
    } catch (error) {
      state.textContent = `Not saved: ${error.message}`;
    }
    button.disabled = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button");
    if (!button) return;
    if (button.id === "theme-button") switchTheme();
    else if (button.id === "filters-button") drawer(!byId("rail").classList.contains("shown"));
    else if (button.id === "filters-close") drawer(false);
    else if (button.id === "export-save") save();
    else if (button.id === "working-cancel") page.view.cancel();
    else if (button.dataset.copy) copy(button);
    else if (button.dataset.map) mapTool(button, event);
    else if (button.dataset.export) {
      page.setProps("export-chart", { value: button.dataset.export });
      page.setProps("export", { opened: true });
    }
  });

  page.begin = begin;
  page.measure = measure;
  page.light = light;
  page.moveAxis = moveAxis;
})();
