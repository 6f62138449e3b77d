// The page stands twice while it opens: first as plain HTML, which the first view fills (dashboard/early.py), and below it
// as Dash and plotly draw it, a second later. Then the early one goes, and the view is put on the other.
(function () {
  "use strict";

  const page = (window.conflictTimeline = window.conflictTimeline || {});
  const entry = document.getElementById("react-entry-point");

  function drawn() {
    const clientside = window.dash_clientside;
    if (!entry.querySelector("#timeline-box") || !clientside || !clientside.set_props) return;
    watch.disconnect();
    document.getElementById("early").remove();
    page.drawn = true;
    page.begin();
    page.view.anew();
  }

  const watch = new MutationObserver(drawn);
  watch.observe(entry, { childList: true, subtree: true });

  // Tell a component of Dash's, once there are any.
  page.setProps = (id, props) => page.drawn && window.dash_clientside.set_props(id, props);
  page.drawn = false;
})();
