// A figure to an image that stands alone: with its fonts, and its map as sharp as the rest. Used by the page, and by
// dashboard/images.py in a page of its own.
(function () {
  "use strict";

  const PREFIX = "data:image/svg+xml;charset=utf-8,";
  const MIME = { png: "image/png", jpeg: "image/jpeg", jpg: "image/jpeg", webp: "image/webp" };
  const PATIENCE = 30000; // ms for a map to come to rest

  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

  async function plotly() {
    for (let tries = 0; !window.Plotly; tries += 1) {
      if (tries > 300) throw new Error("the chart library did not load");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return window.Plotly;
  }

  // ---- fonts ---------------------------------------------------------------------------------------------------

  function within(range, code) {
    const [low, high] = range.trim().replace(/^U\+/i, "").split("-");
    return parseInt(low, 16) <= code && code <= parseInt(high || low, 16);
  }

  async function base64(url) {
    const blob = await (await fetch(url)).blob();
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = () => reject(new Error("a font could not be read"));
      reader.readAsDataURL(blob);
    });
  }

  // The @font-face rules for the characters of `text`, with the files in them: an SVG shown as an image sees no font
  // of the page. A page without a server has the rules in it already.
  async function faces(text) {
    const given = document.getElementById("faces");
    if (given) return given.textContent;
    const sheet = new URL("/assets/typeface.css", location.href);
    const css = await (await fetch(sheet)).text();
    const codes = [...new Set(text)].map((character) => character.codePointAt(0));
    const rules = css.match(/@font-face\s*\{[^}]*\}/g) || [];
    const needed = rules.filter((rule) => {
      const ranges = (rule.match(/unicode-range:([^;]*);/) || [])[1];
      return !ranges || ranges.split(",").some((range) => codes.some((code) => within(range, code)));
    });
    const whole = needed.map(async (rule) => {
      const file = rule.match(/url\("([^"]+)"\)/)[1];
      return rule.replace(file, `data:font/woff2;base64,${await base64(new URL(file, sheet))}`);
    });
    return (await Promise.all(whole)).join("\n");
  }

  // ---- drawing -------------------------------------------------------------------------------------------------

  function words(figure) {
    return JSON.stringify(figure.data) + JSON.stringify(figure.layout.annotations || []) + JSON.stringify(figure.layout.xaxis || {});
  }

  async function load(text) {
    const fonts = ['400 16px "IBM Plex Sans"', '600 16px "IBM Plex Sans"', '16px "Conflict Symbols"'];
    await Promise.all(fonts.map((font) => document.fonts.load(font, text)));
  }

  function rested(map) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("the map did not come to rest")), PATIENCE);
      map.once("idle", () => (clearTimeout(late), resolve()));
      map.triggerRepaint();
    });
  }

  async function sharpen(graph, scale) {
    const subplot = graph._fullLayout.map && graph._fullLayout.map._subplot;
    if (!subplot) return;
    const map = subplot.map;
    map.setPixelRatio(scale);
    for (const layer of map.getStyle().layers) {
      if (layer.type === "symbol" && layer.id.startsWith("plotly-trace")) {
        map.setLayoutProperty(layer.id, "text-allow-overlap", true); // symbols of one place stand side by side
      }
    }
    await rested(map);
  }

  async function drawn(figure, width, height, scale) {
    const Plotly = await plotly();
    const box = document.createElement("div");
    box.style.cssText = `position:fixed;left:-20000px;top:0;width:${width}px;height:${height}px`;
    document.body.append(box);
    try {
      const layout = { ...figure.layout, width, height, autosize: false };
      await Plotly.newPlot(box, figure.data, layout, { staticPlot: true, displayModeBar: false, plotlyServerURL: "" });
      await frames();
      await sharpen(box, scale);
      return Plotly.Snapshot.toSVG(box, "svg", 1);
    } finally {
      Plotly.purge(box);
      box.remove();
    }
  }

  async function standalone(figure, width, height, scale) {
    const text = words(figure);
    await load(text);
    const svg = await drawn(figure, width, height, scale);
    const style = `<style type="text/css"><![CDATA[\n${await faces(text)}\n]]></style>`;
    return svg.replace(/(<svg[^>]*>)/, `$1${style}`);
  }

  async function bitmap(svg, format, width, height, scale, paper) {
    const picture = new Image();
    picture.src = PREFIX + encodeURIComponent(svg);
    await picture.decode();
    await frames(); // the fonts inside are decoded with the first painting
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    for (let pass = 0; pass < 2; pass += 1) {
      context.fillStyle = paper || "#ffffff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      await frames();
    }
    const data = canvas.toDataURL(MIME[format], 0.95);
    if (!data.startsWith(`data:${MIME[format]}`)) throw new Error(`this browser writes no ${format}`);
    return data;
  }

  // A data URL of the figure: `format` svg, png, jpeg or webp, `scale` device pixels to a CSS pixel.
  async function render(figure, { format, width, height, scale }) {
    const svg = await standalone(figure, width, height, scale);
    if (format === "svg") return PREFIX + encodeURIComponent(svg);
    return bitmap(svg, format, width, height, scale, figure.layout.paper_bgcolor);
  }

  function download(data, name) {
    const [head, body] = [data.slice(0, data.indexOf(",")), data.slice(data.indexOf(",") + 1)];
    const bytes = head.endsWith("base64")
      ? Uint8Array.from(atob(body), (character) => character.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(body));
    const url = URL.createObjectURL(new Blob([bytes], { type: head.slice(5).split(";")[0] }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  window.conflictTimelineImage = { render, download };

  // In kaleido's page, its call for an image is answered by the one above.
  if (document.getElementById("faces")) {
    window.Plotly.toImage = async (figure, options) => {
      const data = await render(figure, options);
      if (!options.imageDataOnly) return data;
      const body = data.slice(data.indexOf(",") + 1);
      return options.format === "svg" ? decodeURIComponent(body) : body;
    };
  }
})();
