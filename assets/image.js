// A figure to an image that stands alone: with its fonts in it, and its map as sharp as the rest. Used by the page,
// and by dashboard/images.py in a page of its own.
(function () {
  "use strict";

  const PREFIX = "data:image/svg+xml;charset=utf-8,";
  const MIME = { png: "image/png", jpeg: "image/jpeg", jpg: "image/jpeg", webp: "image/webp" };
  const QUALITY = { "image/jpeg": 0.95, "image/webp": 0.95 };
  const PATIENCE = 30000; // ms for the chart library to load, and for a map to come to rest
  const CONFIG = {
    staticPlot: true,
    displayModeBar: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    typesetMath: false,
  };

  const after = (delay) => new Promise((resolve) => setTimeout(resolve, delay));
  const within = (promise, complaint) =>
    Promise.race([promise, after(PATIENCE).then(() => Promise.reject(new Error(complaint)))]);
  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

  async function plotly() {
    for (const late = Date.now() + PATIENCE; !window.Plotly; await after(50)) {
      if (Date.now() > late) throw new Error("the chart library did not load");
    }
    return window.Plotly;
  }

  // ---- fonts ---------------------------------------------------------------------------------------------------

  const faceRules = () =>
    [...document.styleSheets].flatMap((sheet) => {
      try {
        return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
      } catch {
        return []; // a sheet from elsewhere keeps its rules to itself
      }
    });

  function serves(rule, codes) {
    const ranges = rule.style.getPropertyValue("unicode-range");
    if (!ranges) return true;
    return ranges.split(",").some((range) => {
      const [low, high] = range.trim().slice(2).split("-").map((digits) => parseInt(digits, 16));
      return codes.some((code) => low <= code && code <= (high || low));
    });
  }

  async function dataUrl(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`a font could not be read (${answer.status})`);
    const reader = new FileReader();
    return new Promise((resolve, reject) => {
      reader.onload = () => resolve(`data:font/woff2;base64,${reader.result.split(",")[1]}`);
      reader.onerror = () => reject(new Error("a font could not be read"));
      answer.blob().then((blob) => reader.readAsDataURL(blob), reject);
    });
  }

  async function standalone(rule) {
    const file = rule.style.getPropertyValue("src").match(/url\("([^"]+)"\)/)[1];
    if (file.startsWith("data:")) return rule.cssText;
    const url = new URL(file, rule.parentStyleSheet.href || document.baseURI);
    return rule.cssText.replace(/url\("[^"]+"\)/, `url("${await dataUrl(url)}")`);
  }

  // The page's @font-face rules that the texts of the SVG need, with the files in them: an SVG that is shown as an
  // image, or opened by another program, sees no font of the page.
  function faces(svg) {
    const texts = svg.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, "").replace(/\s+/g, "");
    const codes = [...new Set(texts)].map((character) => character.codePointAt(0));
    const bold = /font-weight[:="\s]+(bold|[6-9]00)/.test(svg);
    const needed = faceRules().filter((rule) => {
      const family = rule.style.getPropertyValue("font-family").replace(/["']/g, "");
      const heavy = parseInt(rule.style.getPropertyValue("font-weight"), 10) >= 600;
      return svg.includes(family) && (bold || !heavy) && serves(rule, codes);
    });
    return Promise.all(needed.map(standalone));
  }

  // Text is measured when it is drawn, and a map draws its letters once: the fonts must be there before.
  async function load(figure) {
    const text = [...new Set(JSON.stringify(figure))].join("");
    const fonts = ['400 16px "IBM Plex Sans"', '600 16px "IBM Plex Sans"', '16px "Conflict Symbols"'];
    await Promise.all(fonts.map((font) => document.fonts.load(font, text)));
  }

  // ---- drawing -------------------------------------------------------------------------------------------------

  function mapsOf(graph) {
    const full = graph._fullLayout || {};
    const names = (full._subplots && full._subplots.map) || [];
    return names.map((name) => full[name]._subplot && full[name]._subplot.map).filter(Boolean);
  }

  function rested(map) {
    const idle = new Promise((resolve) => map.once("idle", resolve));
    map.triggerRepaint();
    return within(idle, "the map did not come to rest");
  }

  // A machine without GPU takes half a second for a large frame, and a map draws dozens until it has come to rest: they
  // are made tiny, without fading names, and only the last is drawn in full.
  function hasten(map) {
    map._fadeDuration = 0;
    map.setPixelRatio(0.1);
  }

  async function sharpen(map, scale) {
    for (const layer of map.getStyle().layers) {
      if (layer.type === "symbol" && layer.id.startsWith("plotly-trace")) {
        map.setLayoutProperty(layer.id, "text-allow-overlap", true); // symbols of one place stand side by side
      }
    }
    await rested(map);
    map.setPixelRatio(scale);
    await rested(map);
  }

  // XML has no control characters, and a lone half of a surrogate pair cannot be encoded.
  function wellFormed(svg) {
    const clean = svg.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
    return clean.toWellFormed ? clean.toWellFormed() : clean;
  }

  // Programs that read no font inside an SVG take the next one of the list: of about the same width, so that nothing
  // covers anything else.
  const ELSEWHERE = {
    "IBM Plex Sans": "Arial, 'Liberation Sans', 'DejaVu Sans Condensed', sans-serif",
    "Conflict Symbols": "'DejaVu Sans', 'Segoe UI Symbol', sans-serif",
  };
  const withFallbacks = (svg) =>
    svg.replace(/font-family: '(IBM Plex Sans|Conflict Symbols)'/g, (own, name) => `${own}, ${ELSEWHERE[name]}`);

  // The SVG's own pixels, enlarged to the size that was asked for.
  function enlarged(svg, [across, down], width, height) {
    const view = `width="${width}" height="${height}" viewBox="0 0 ${across} ${down}" preserveAspectRatio="none"`;
    return svg.replace(/<svg[^>]*>/, (tag) => {
      const bare = tag.replace(/ (width|height|viewBox|preserveAspectRatio)="[^"]*"/g, "");
      return bare.replace(/>$/, ` ${view}>`);
    });
  }

  // Plotly.toImage would draw the figure a second time, with a map of one pixel to a pixel. A figure may say in
  // `meta.sheet` in which size it is laid out; it is drawn in that one.
  async function drawn(figure, width, height, scale) {
    const Plotly = await plotly();
    const sheet = (figure.layout && figure.layout.meta && figure.layout.meta.sheet) || [width, height];
    const [across, down] = sheet;
    const box = document.createElement("div");
    box.style.cssText = `position:fixed;left:-20000px;top:0;width:${across}px;height:${down}px`;
    box.setAttribute("aria-hidden", "true");
    document.body.append(box);
    try {
      const layout = { ...figure.layout, width: across, height: down, autosize: false };
      const plotted = Plotly.newPlot(box, figure.data || [], layout, CONFIG);
      mapsOf(box).forEach(hasten); // they are there, and begin to draw
      await within(plotted, "the chart was not drawn in time");
      await frames();
      for (const map of mapsOf(box)) await sharpen(map, (scale * width) / across);
      const svg = wellFormed(Plotly.Snapshot.toSVG(box, "svg", 1));
      // the ground of an attribution without words
      const bare = svg.replace(/<g transform="[^"]*"><rect [^>]*\/><text class="static-attribution"[^>]*\/><\/g>/g, "");
      return enlarged(withFallbacks(bare), sheet, width, height);
    } finally {
      Plotly.purge(box);
      box.remove();
    }
  }

  async function bitmap(svg, mime, width, height, scale, paper) {
    const picture = new Image();
    picture.src = PREFIX + encodeURIComponent(svg);
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    for (let pass = 0; pass < 2; pass += 1) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      for (const ground of mime === "image/jpeg" ? ["#ffffff", paper || "#ffffff"] : []) {
        context.fillStyle = ground;
        context.fillRect(0, 0, canvas.width, canvas.height);
      }
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      await frames(); // some browsers decode the fonts inside with the first drawing only
    }
    const data = canvas.toDataURL(mime, QUALITY[mime]);
    if (!data.startsWith(`data:${mime}`)) throw new Error(`this browser writes no ${mime}, or not of this size`);
    return data;
  }

  // A data URL of the figure: `format` svg, png, jpeg or webp; `width` and `height` in CSS pixels; `scale` device
  // pixels to a CSS pixel, in an SVG those of its map.
  async function render(figure, { format, width, height, scale = 2 }) {
    await load(figure);
    const bare = await drawn(figure, width, height, scale);
    const style = `<style type="text/css"><![CDATA[\n${(await faces(bare)).join("\n")}\n]]></style>`;
    const svg = bare.replace(/<svg[^>]*>/, (tag) => tag + style);
    if (format === "svg") return PREFIX + encodeURIComponent(svg);
    return bitmap(svg, MIME[format], width, height, scale, (figure.layout || {}).paper_bgcolor);
  }

  // Hand the image to the reader as a file of that name.
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
})();
