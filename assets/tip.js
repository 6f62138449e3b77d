// The one tool tip of the page's own marks. Its text is markup that the server has escaped.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const AWAY = 14; // px from the pointer
  let box = null;

  function show(markup, x, y) {
    if (!box) {
      box = document.createElement("div");
      box.id = "tip";
      document.body.append(box);
    }
    if (box.dataset.markup !== markup) {
      box.innerHTML = markup;
      box.dataset.markup = markup;
    }
    box.hidden = false;
    const { width, height } = box.getBoundingClientRect();
    const left = x + AWAY + width > window.innerWidth ? x - AWAY - width : x + AWAY;
    const top = Math.min(Math.max(y - height / 2, 4), window.innerHeight - height - 4);
    box.style.transform = `translate(${Math.max(left, 4)}px, ${top}px)`;
  }

  const hide = () => box && (box.hidden = true);

  page.tip = { show, hide };
})();
