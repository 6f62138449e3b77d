"""The links of the page: each leads to a view that does what its words say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from dashboard import links
from dashboard.lanes import lay_out
from dashboard.palette import LIGHT
from dashboard.view import View, read_query
from events.chart import MOST_IN_TRAY
from events.codebook import EVENT_TYPES
from events.selection import OPEN, Selection
from tests.read_markup import nodes, walk, words
from tests.table_strategies import bundled_engine, coded_engine, engine_of, event, scene_of
from tests.test_view import views

ENGINE = bundled_engine()
HOLDINGS = ENGINE.holdings
ALL = Selection(since=OPEN, until="2024")


def hrefs(parts):
    return [part.href for part in walk(parts) if getattr(part, "href", None)]


def target(href, engine=ENGINE):
    view, notices = read_query(href, engine)
    assert notices == ()
    return view


def summary_of(selection, engine=ENGINE):
    return engine.summarise(selection, "region")


@settings(max_examples=30, deadline=None)
@given(views())
def test_every_link_of_a_view_is_read_without_a_notice(view):
    scene = scene_of(ENGINE, view)
    parts = [
        links.chips(view, HOLDINGS),
        links.legend(scene, lay_out(scene, 900.0), LIGHT),
        links.outside(view, HOLDINGS, scene.summary),
        links.zoom(view, HOLDINGS),
        links.empty(view, scene.summary),
        links.lane_names(lay_out(scene, 900.0), view),
    ]
    assert all(target(href) is not None for href in hrefs(parts))


@settings(max_examples=30, deadline=None)
@given(views())
def test_there_is_a_chip_for_each_filter_that_takes_it_off(view):
    selection = view.selection
    count = sum(len(values) for values in selection.facets.values())
    count += bool(selection.since or selection.until) + bool(selection.q) + bool(selection.bbox) + bool(selection.area)
    drawn = nodes(links.chips(view, HOLDINGS))
    assert len(drawn) == (count + 1 if count else 0)
    assert all(target(chip.href) != view for chip in drawn[:-1])
    if drawn:
        assert target(drawn[-1].href) == View(lanes=view.lanes)


@pytest.mark.parametrize(
    ("key", "values"),
    [("q", {"q": ""}), ("bbox", {"bbox": None}), ("area", {"area": ()}), ("time", {"since": None, "until": None})],
)
def test_without_takes_off_one_filter_and_leaves_the_rest(key, values):
    full = Selection(since="2023", until="2024", q="a", bbox=(0.0, 0.0, 1.0, 1.0), area=((0.0, 0.0),) * 3)
    full = full.choose("region", ["Kosovo"])
    assert links.without(full, key) == replace(full, **values)
    assert links.without(full, "region").values("region") == ()


def test_the_chip_of_a_data_set_has_its_name():
    engine = coded_engine("GDELT", "UCDP GED")
    chip, _ = nodes(links.chips(View(Selection().choose("dataset", ["d1"])), engine.holdings))
    assert words(chip).startswith("Data set: UCDP GED") and chip.title == "Take off Data set: UCDP GED"


def legend(engine, view):
    scene = scene_of(engine, view)
    return nodes(links.legend(scene, lay_out(scene, 900.0), LIGHT))


def test_a_type_of_the_legend_chooses_it_and_takes_it_off_again():
    keys, ways = legend(ENGINE, View(ALL))
    slugs = [target(href).selection.values("event_type") for href in hrefs([keys])]
    assert slugs == [(slug,) for slug in EVENT_TYPES if slug in HOLDINGS.values["event_type"]]
    chosen = View(ALL.choose("event_type", ["battle"]))
    assert View(ALL) in [target(href) for href in hrefs([legend(ENGINE, chosen)[0]])]
    assert words(ways).split(" ")[0] == "throughout" and len(ways.children) == 4


def test_where_events_are_counted_the_legend_says_how():
    engine = engine_of(*(event(f"e{number}", f"2023-01-{1 + number % 28:02}") for number in range(401)))
    _, ways = legend(engine, View(ALL))
    assert words(ways) == "401 events counted, each spread evenly over its time; the highest bar stands for 98.7"


def test_what_lies_outside_is_counted_and_one_link_away():
    view = View(Selection(since="2010", until="2015"))
    summary = summary_of(view.selection)
    found = links.outside(view, HOLDINGS, summary)
    assert words(found).startswith(f"{summary.later.count} later events")
    for href in hrefs(found):
        after = summary_of(target(href).selection)
        assert after.shown >= summary.shown + summary.later.count


def test_nothing_outside_is_nothing_said():
    view = View(ALL)
    assert links.outside(view, HOLDINGS, summary_of(ALL)) == []


def test_steps_of_the_zoom_do_what_they_say():
    view = View(Selection(since="2023-09-01", until="2023-10-30"))
    first, last = view.window(HOLDINGS)
    earlier, later, nearer, farther, whole, reset = (target(href) for href in hrefs(links.zoom(view, HOLDINGS)))
    assert earlier.window(HOLDINGS)[0] < first and earlier.window(HOLDINGS)[1] < last
    assert later.window(HOLDINGS)[0] > first and later.window(HOLDINGS)[1] > last
    assert nearer.window(HOLDINGS)[0] > first and nearer.window(HOLDINGS)[1] < last
    assert farther.window(HOLDINGS)[0] < first and farther.window(HOLDINGS)[1] > last
    assert summary_of(whole.selection).shown == len(HOLDINGS) and reset == View()


def test_where_nothing_is_left_each_way_out_leads_to_events():
    view = View(Selection(since="2023", until="2024").choose("region", ["Belgium"]).choose("event_type", ["battle"]))
    summary = summary_of(view.selection)
    found = links.empty(view, summary)
    assert summary.shown == 0 and "No event passes all the filters." in words(found)
    assert "Drop the region" in words(found) and all(summary_of(target(href).selection).shown for href in hrefs(found))


def test_a_way_out_that_leads_to_no_event_is_none():
    view = View(Selection(since="1900", until="1901").choose("region", ["Belgium"]).choose("event_type", ["battle"]))
    found = links.empty(view, summary_of(view.selection))
    assert "Drop the" not in words(found) and target(hrefs(found)[-1]) == View()


def test_an_empty_table_says_so():
    assert "no events in these records" in words(links.empty(View(), summary_of(Selection(), engine_of())))


def test_events_mean_no_words_of_emptiness():
    assert links.empty(View(), summary_of(ALL)) == []


def test_a_map_without_a_mark_says_why():
    unplaced = engine_of(event("a"), event("b"))
    one = Selection(since=OPEN, until="2024", q="a title nobody has")
    assert words(links.unmapped(summary_of(ALL, unplaced))) == "None of the events shown has a place on the map."
    assert words(links.unmapped(summary_of(ALL, engine_of(event("a"))))) == "The event shown has no place on the map."
    assert links.unmapped(summary_of(ALL)) == links.unmapped(summary_of(one)) == []


def test_a_lane_narrows_to_itself_and_shows_all_again():
    layout = lay_out(scene_of(ENGINE, View(ALL)), 900.0)
    targets = [target(href).selection.values("region") for href in hrefs(links.lane_names(layout, View(ALL)))]
    assert targets == [(lane.value,) for lane in layout.lanes]
    chosen = View(ALL.choose("region", ["Kosovo"]))
    assert View(ALL) in [target(href) for href in hrefs(links.lane_names(layout, chosen))]


def test_a_tray_lists_its_events_under_their_count():
    engine = engine_of(event("a", None), event("b", None))
    scene = scene_of(engine)
    found = links.tray("without a date", scene.chart.undated, scene.summary.undated, scene, LIGHT)
    assert "2 without a date" in words(found) and "more" not in words(found)
    assert [target(href, engine).event for href in hrefs(found)] == ["a", "b"]
    assert links.tray("without a date", (), 0, scene, LIGHT) == []


def test_a_long_tray_lists_the_first_and_says_how_many_more():
    engine = engine_of(*(event(f"e{number:03}", None) for number in range(MOST_IN_TRAY + 155)))
    scene = scene_of(engine)
    found = links.tray("without a date", scene.chart.undated, scene.summary.undated, scene, LIGHT)
    assert [target(href, engine).event for href in hrefs(found)] == [f"e{number:03}" for number in range(MOST_IN_TRAY)]
    assert words(found).startswith("205 without a date") and "and 155 more" in words(found)


def test_notes_are_folded_under_their_names():
    assert words(links.footnotes(["Kosovo*: This is so."])) == "Kosovo* Kosovo*: This is so."
    assert links.footnotes([]) == []


def test_the_ends_of_the_strip_are_the_years():
    for query, ends in (("", ("2007", "2023")), ("from=1990&to=2030", ("1990", "2030"))):
        first, _, last = [part.children for part in nodes(links.extent(read_query(query, ENGINE)[0], HOLDINGS))]
        assert (first, last) == ends


@pytest.mark.parametrize("query", ["", "from=2007&to=2023", "from=2023-10-07&to=2023-10-07"])
def test_the_labels_of_time_stand_at_their_seconds_and_none_is_cut(query):
    layout = lay_out(scene_of(ENGINE, query), 900.0)
    (strip,) = nodes(links.axis(layout, 148.0))
    assert strip.style == {"margin-left": "148px"}
    seen = [
        (label, tick)
        for label, tick in zip(strip.children, layout.axis.ticks, strict=True)
        if "hidden" not in label.attributes
    ]
    assert seen
    for label, tick in seen:
        left = float(label.style["left"].removesuffix("px"))
        assert left == pytest.approx(layout.scale.px(tick.at), abs=0.1) and 10 < left < 890


def test_a_symbol_is_not_read_aloud():
    (symbol,) = nodes(links.symbol("battle", LIGHT, hollow=True))
    assert symbol.attributes["aria-hidden"] == "true" and symbol.children == "△"
