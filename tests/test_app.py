"""The server: its routes, its headers, and that nothing a caller sends makes it fail."""

import csv
import io
import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.answer import answer
from dashboard.app import CONTROLS, DONE, create_app
from dashboard.routes import CHARTS
from dashboard.scene import MOST_MARKS
from dashboard.security import MOST_BYTES
from dashboard.view import KEYS
from dashboard.viewport import Viewport
from events.search import AbandonedError
from tests.table_strategies import bundled_engine, engine_of, event, junk

APP = create_app(bundled_engine())
CLIENT = APP.server.test_client()
CALL = "/_dash-update-component"
WINDOW = "1000x400/500x300/dark/-.json"
PATHS = [
    "/", "/health", "/events.json", "/events.csv", "/events.geojson", "/style/light.json", "/figure/map/article.json",
    f"/view/{WINDOW}", f"/brush/{WINDOW}", "/options/light/actor.json", "/view/x/y/light/-.json", "/nothing",
    "/style/pink.json", "/figure/map/poster.json", "/_dash-layout", "/_dash-dependencies", "/assets/page.css",
    "/assets/nothing.css", "/_dash-component-suites/dash/nothing.js",
]  # fmt: skip


def targets(output):
    return [
        {"id": name, "property": prop}
        for name, _, prop in (part.rpartition(".") for part in output.strip(".").split("..."))
    ]


def called(values, changed, client=CLIENT, app=APP):
    """Call `sync` as the page does, with these values by `id.property`."""
    output, callback = next((key, found) for key, found in app.callback_map.items() if "url.search" in key)

    def filled(items):
        return [{**item, "value": values.get(f"{item['id']}.{item['property']}")} for item in items]

    body = {
        "output": output,
        "outputs": targets(output),
        "inputs": filled(callback["inputs"]),
        "state": filled(callback["state"]),
        "changedPropIds": list(changed),
    }
    return client.post(CALL, data=json.dumps(body), content_type="application/json")


def test_the_page_is_a_page_with_a_language_and_a_word_for_those_without_scripts():
    text = CLIENT.get("/").text
    assert '<html lang="en">' in text and "<noscript>" in text


def test_health_says_how_many_events():
    assert CLIENT.get("/health").json == {"status": "ok", "events": 18}


def test_the_data_routes_answer_the_same_query():
    query = "region=Kosovo&from=2023-09-24&to=2023-10-13"
    found = CLIENT.get(f"/events.json?{query}").json
    places = CLIENT.get(f"/events.geojson?{query}")
    sheet = CLIENT.get(f"/events.csv?{query}")
    ids = [item["id"] for item in found["events"]]
    assert ids and found["shown"] == len(ids) and "banjska-attack" in ids
    assert places.mimetype == "application/geo+json" and [item["id"] for item in places.json["features"]] == ids
    assert sheet.mimetype == "text/csv" and "attachment" in sheet.headers["Content-Disposition"]
    assert [row["id"] for row in csv.DictReader(io.StringIO(sheet.data.decode("utf-8-sig")))] == ids


def test_a_bad_parameter_is_named_in_the_data():
    assert "Did you mean 'Kosovo'?" in CLIENT.get("/events.json?region=Kosova").json["notices"][0]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_figure_for_print_carries_its_link(chart):
    figure = CLIENT.get(f"/figure/{chart}/1200x800.json?region=Kosovo").json
    said = " ".join(note["text"] for note in figure["layout"]["annotations"])
    assert "http://localhost/?region=Kosovo" in said and figure["layout"]["width"] == 1200


@pytest.mark.parametrize("path", ["/figure/pie/article.json", "/figure/map/poster.json", "/figure/map/9x9.json"])
def test_an_unknown_chart_or_size_is_refused_with_words(path):
    answer = CLIENT.get(path)
    assert (
        answer.status_code == 400
        and answer.mimetype == "text/plain"
        and "nown" in answer.text + "nown" * ("bounds" in answer.text)
    )


def test_a_style_has_local_parts_only():
    answer = CLIENT.get("/style/dark.json")
    assert "://" not in answer.text
    for source in answer.json["sources"].values():
        assert CLIENT.get(source["data"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/events",
        "/admin/x",
        "/style/pink.json",
        "/assets/nothing.css",
        "/assets/../app.py",
        "/assets/basemap/build.py",
    ],
)
def test_an_unknown_path_is_not_found(path):
    assert CLIENT.get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_and_a_strict_policy(path):
    headers = CLIENT.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["base-uri"] == "'none'" and policy["form-action"] == "'none'"
    assert "unsafe" not in policy["script-src"] and "*" not in headers["Content-Security-Policy"]
    assert "://" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/assets/basemap/land.geojson", "/events.csv", "/events.json", "/events.geojson"])
def test_what_is_large_is_compressed(path):
    answer = CLIENT.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})  # as browsers say
    assert "Content-Encoding" in answer.headers
    assert len(answer.data) < len(CLIENT.get(path).data) / 2


def test_a_body_that_is_too_long_is_refused():
    answer = CLIENT.post(CALL, data=b"x" * (MOST_BYTES + 1), content_type="application/json")
    assert answer.status_code == 413 and "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"3", b'"x"', b"{}", b'{"output":"x"}', b'{"output":{}}', b"\xff\xfe", b"[" * 5_000],
)
def test_a_body_that_is_no_call_is_refused(body):
    assert CLIENT.post(CALL, data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_call_by_another_method_is_refused(method):
    assert 400 <= getattr(CLIENT, method)(CALL).status_code < 500


def test_a_link_is_answered_with_all_that_the_page_shows():
    found = CLIENT.get(f"/view/{WINDOW}?region=Kosovo").json
    assert found["html"]["sentence"].startswith("8 of 18 events") and "region Kosovo" in found["html"]["sentence"]
    assert found["hrefs"]["data-csv"] == "/events.csv?region=Kosovo" and found["theme"] == "dark"
    assert set(found["values"]) == set(CONTROLS)
    assert found["singly"]["traces"] and found["singly"]["boxes"] and found["timeline"]["layout"]["xaxis"]["range"]
    assert found["map"]["data"] and found["map"]["layout"]
    assert len(found["marks"]["hits"]) == len(found["marks"]["click"]) > 0


def test_the_parts_of_the_answer_are_those_of_the_page():
    layout = json.dumps(CLIENT.get("/_dash-layout").json)
    found = CLIENT.get(f"/view/{WINDOW}").json
    for name in (*found["html"], *found["classes"], *found["hrefs"], *found["values"]):
        assert f'"id": "{name}"' in layout, name


def test_only_a_facet_with_a_choice_is_shown():
    classes = CLIENT.get(f"/view/{WINDOW}").json["classes"]
    assert classes["box-dataset"] == "facet alone" and classes["box-actor"] == "facet long"
    assert classes["box-region"] == "facet"


def test_a_page_of_the_list_that_there_is_not_is_said():
    found = CLIENT.get(f"/view/{WINDOW}?page=7").json
    assert "The list has no page 7; page 1 is the last." in found["html"]["notices"]
    assert found["hrefs"]["data-csv"] == "/events.csv"
    assert CLIENT.get(f"/view/{WINDOW}").json["html"]["notices"] == ""


def test_events_that_are_only_counted_are_said_to_be():
    crowd = [event(f"e{number}", region="Many") for number in range(MOST_MARKS + 1)]
    found = answer(engine_of(*crowd, event("z", region="Few")), "", Viewport())
    assert "401 events counted, each spread evenly over its time" in found["html"]["legend"]
    (lane,) = found["counts"]["lanes"]
    assert lane["label"] == "Many" and sum(sum(weights) for _, weights in lane["counts"]) == pytest.approx(401, abs=1)
    assert len(found["counts"]["words"]) == found["counts"]["bins"]


def test_a_view_that_nobody_waits_for_is_given_up():
    with pytest.raises(AbandonedError):
        answer(bundled_engine(), "?q=nowhere+at+all+ever", Viewport(), wanted=lambda: False)


def test_a_filter_is_searched_in_the_words_of_its_options():
    found = CLIENT.get("/options/light/actor.json?region=Kosovo&find=kfor").json["html"]
    assert found.count("<input") == 1 and 'value="KFOR"' in found and "region=Kosovo" in found
    assert "None has these words." in CLIENT.get("/options/light/actor.json?find=zzz").json["html"]
    assert (
        CLIENT.get("/options/light/colour.json").status_code
        == CLIENT.get("/options/pink/actor.json").status_code
        == 404
    )


@pytest.mark.parametrize("window", ["x/500x300", "1000x400/-", "1000/500x300", "-1x400/500x300", "nanx1/1x1"])
@pytest.mark.parametrize("route", ["view", "brush"])
def test_a_window_that_is_none_is_refused_with_words(route, window):
    refused = CLIENT.get(f"/{route}/{window}/light/-.json")
    assert refused.status_code == 400 and "the sizes of the timeline and of the map" in refused.text


def test_a_typed_search_changes_the_link():
    found = called({"url.search": "?region=Kosovo", "typed.data": {"q": "police"}}, ["typed.data"])
    assert found.json["response"]["url"]["search"] == "?region=Kosovo&q=police"


def test_what_the_controls_show_already_changes_nothing():
    values = CLIENT.get(f"/view/{WINDOW}?q=a").json["values"]
    assert "url" not in called({"url.search": "?q=a", "typed.data": values}, ["typed.data"]).json["response"]


def test_a_date_that_cannot_be_read_is_said_at_its_field():
    response = called({"url.search": "", "typed.data": {"since": "never"}}, ["typed.data"]).json["response"]
    assert response["since"]["error"] and response["until"]["error"] is None and "url" not in response


def test_words_of_a_date_are_said_as_they_were_understood_with_the_link_of_their_view():
    response = called({"url.search": "?q=a", "typed.data": {"until": "early October 2023"}}, ["typed.data"]).json[
        "response"
    ]
    link = "?from=2023-10-01&to=2023-10-10&q=a"
    assert response["url"]["search"] == link and response["until"]["error"] is None
    said = response["until-read"]["children"]["props"]
    assert said["children"].startswith("Read as 1 – 10 Oct 2023, from and to") and said["data-view"] == link
    assert "since-read" not in response
    response = called({"url.search": link, "typed.data": {"since": "last week"}}, ["typed.data"]).json["response"]
    assert "reads no clock" in response["since"]["error"] and response["since-read"]["children"] is None


NAMES = ["url.search", *(f"{name}.{prop}" for name, prop in DONE)]
broken = st.dictionaries(
    st.sampled_from(NAMES), junk | st.dictionaries(st.sampled_from(CONTROLS), junk, max_size=2), max_size=5
)


@settings(max_examples=50, deadline=None)
@given(broken, st.lists(st.sampled_from([*NAMES, "", "x", "..", "a.b.c", "\ud800.y"]), max_size=4))
def test_no_values_of_a_call_make_it_fail(values, changed):
    assert called(values, [*changed, *values]).status_code < 500


@pytest.mark.parametrize(
    "search", ["?q=\ud800", "?q=%ED%A0%80", "?event=\ud800", "?q=%00", "?from=\ud800", "\ud800", "?" + "&" * 9_000]
)
def test_no_link_makes_a_call_fail(search):
    assert called({"url.search": search, "typed.data": {"lanes": "actor"}}, ["typed.data"]).status_code < 500


@settings(max_examples=50, deadline=None)
@given(junk | st.dictionaries(st.sampled_from(["output", "outputs", "inputs", "state", "changedPropIds"]), junk))
def test_no_body_of_a_call_makes_it_fail(body):
    assert CLIENT.post(CALL, data=json.dumps(body), content_type="application/json").status_code < 500


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds", "x"]), junk)
def test_no_part_of_a_call_makes_it_fail(key, value):
    output, callback = next(iter(APP.callback_map.items()))
    body = {"output": output, "outputs": targets(output), "inputs": callback["inputs"], "state": callback["state"]}
    body |= {"changedPropIds": [], key: value}
    assert CLIENT.post(CALL, data=json.dumps(body), content_type="application/json").status_code < 500


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(
        [
            "/",
            "/events.json",
            "/events.csv",
            "/events.geojson",
            "/figure/timeline/400x300.json",
            f"/view/{WINDOW}",
            f"/brush/{WINDOW}",
            "/options/light/region.json",
        ]
    ),
    st.lists(st.tuples(st.sampled_from(KEYS) | st.text(max_size=5), st.text(max_size=12)), max_size=5).map(
        lambda pairs: urlencode(pairs, errors="replace")
    )
    | st.binary(max_size=20).map(quote),
)
def test_no_query_makes_a_route_fail(path, query):
    assert CLIENT.get(f"{path}?{query}").status_code < 500


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["view", "brush"]),
    st.lists(st.text(max_size=9).map(lambda text: quote(text, safe="")), min_size=4, max_size=4),
)
def test_no_window_makes_a_route_fail(route, parts):
    assert CLIENT.get(f"/{route}/{'/'.join(parts)}.json").status_code < 500
    assert CLIENT.get(f"/{route}/900x400/500x300/{parts[2] or 'x'}/{parts[3]}.json").status_code < 500


PAGES = [
    "/", "/health", "/events.json?q=a", "/events.csv", "/figure/sheet/article.json?q=a", f"/view/{WINDOW}",
    f"/brush/{WINDOW}", "/options/light/region.json",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_table_without_events_is_served(path):
    assert create_app(engine_of()).server.test_client().get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("date", ["0001", "9999-12-31", "2007/..", None])
def test_a_table_of_the_first_or_last_year_or_of_none_is_served(date, path):
    client = create_app(engine_of(event("a", date), event("b", date or "2023"))).server.test_client()
    assert client.get(path).status_code == 200
