// Put into a page before its own scripts: notes when it last changed, so that one can wait until it is at rest.
// A change is a mutation of the document or a stroke on a canvas; it is seen at the end of the frame that shows it.
(function () {
  "use strict";

  const QUIET = 300; // ms without a change
  const at = { pointerdown: 0, pointerup: 0 }; // when the hand last did so
  let changed = 0;
  let seen = 0; // when the last change was on the screen
  let unseen = false;
  let framing = false; // within a frame: what changes now is seen at its end
  let fetching = 0;

  const frame = window.requestAnimationFrame.bind(window);
  const after = new MessageChannel(); // its messages come when a frame is done
  after.port1.onmessage = () => {
    framing = false;
    if (unseen) seen = performance.now();
    unseen = false;
  };

  function begun() {
    if (framing) return;
    framing = true;
    after.port2.postMessage(0);
  }

  window.requestAnimationFrame = (work) =>
    frame((now) => {
      begun();
      work(now);
    });

  function change() {
    changed = performance.now();
    if (unseen) return;
    unseen = true;
    if (!framing) frame(begun);
  }

  function spy(kind, names) {
    for (const name of names) {
      const draw = kind && kind.prototype[name];
      if (draw)
        kind.prototype[name] = function (...given) {
          change();
          return draw.apply(this, given);
        };
    }
  }

  const shows = ({ type, attributeName }) => type !== "attributes" || !attributeName.startsWith("data-");
  const mutated = (mutations) => mutations.some(shows) && change();
  new MutationObserver(mutated).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  spy(window.CanvasRenderingContext2D, ["clearRect", "fillRect", "strokeRect", "fill", "stroke", "fillText", "drawImage", "putImageData"]);
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext])
    spy(kind, ["clear", "drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]);

  const get = window.fetch.bind(window);
  window.fetch = async (...given) => {
    fetching += 1;
    try {
      return await get(...given);
    } finally {
      fetching -= 1;
    }
  };

  for (const name of Object.keys(at)) window.addEventListener(name, (event) => (at[name] = event.timeStamp), true);

  function mapsDone() {
    return [...document.querySelectorAll(".js-plotly-plot")].every((graph) => {
      const subplot = graph._fullLayout && graph._fullLayout.map && graph._fullLayout.map._subplot;
      return !subplot || (subplot.map && subplot.map.loaded());
    });
  }

  // Resolves once `ready` says yes and nothing happens any more: with the moment at which the last change was seen.
  const rest = (ready, patience) =>
    new Promise((done, fail) => {
      const until = performance.now() + patience;
      const look = () => {
        const now = performance.now();
        if (!unseen && !fetching && now - changed > QUIET && ready() && mapsDone()) done(seen);
        else if (now > until) fail(new Error(`not at rest after ${patience} ms`));
        else setTimeout(look, 20);
      };
      look();
    });

  window.bench = { at, rest };
})();
