"""The server: its routes, its headers, and that nothing a caller sends makes it fail."""

import csv
import io
import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.app import CONTROLS, GESTURES, PARTS, create_app
from dashboard.routes import CHARTS
from dashboard.security import MOST_BYTES
from dashboard.view import KEYS
from tests.table_strategies import bundled, event, junk, table_of

APP = create_app(bundled())
CLIENT = APP.server.test_client()
CALL = "/_dash-update-component"
SIZES = {"width": 1000, "height": 400, "map_width": 500, "map_height": 300, "theme": "dark"}
PATHS = [
    "/", "/health", "/events.json", "/events.csv", "/events.geojson", "/style/light.json", "/figure/map/article.json",
    "/nothing", "/style/pink.json", "/figure/map/poster.json", "/_dash-layout", "/_dash-dependencies",
    "/assets/page.css",
    "/assets/nothing.css", "/_dash-component-suites/dash/nothing.js",
]  # fmt: skip


def targets(output):
    return [
        {"id": name, "property": prop}
        for name, _, prop in (part.rpartition(".") for part in output.strip(".").split("..."))
    ]


def called(name, values=None, changed=("url.search",), client=CLIENT, app=APP):
    """Call `sync` or `draw` as the page does, with these values by `id.property`."""
    values = values or {}
    output, callback = next(
        (key, found) for key, found in app.callback_map.items() if ("url.search" in key) == (name == "sync")
    )

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


def test_a_link_is_drawn_with_all_its_parts():
    answer = called("draw", {"url.search": "?region=Kosovo", "viewport.data": SIZES})
    assert answer.status_code == 200
    response = answer.json["response"]
    assert {(name, prop) for name, props in response.items() for prop in props} == set(PARTS)
    assert "region Kosovo" in response["sentence"]["children"]
    assert response["data-csv"]["href"] == "/events.csv?region=Kosovo"


def test_nothing_is_drawn_before_the_page_is_measured():
    assert called("draw", {"url.search": ""}).status_code == 204


def test_a_tick_changes_the_link():
    answer = called("sync", {"url.search": "", "facet-region.value": ["Kosovo"]}, ["facet-region.value"])
    assert answer.json["response"]["url"]["search"] == "?region=Kosovo"


def test_a_link_fills_the_controls_and_stays():
    response = called("sync", {"url.search": "?region=Kosovo&q=police&from=2023-09-24"}).json["response"]
    assert response["facet-region"]["value"] == ["Kosovo"] and response["q"]["value"] == "police"
    assert response["since"]["value"] == "24 Sep 2023" and "url" not in response


def test_a_date_that_cannot_be_read_is_said_at_its_field():
    response = called("sync", {"url.search": "", "since.value": "never"}, ["since.value"]).json["response"]
    assert response["since"]["error"] and response["since"]["value"] == "never" and response["until"]["error"] is None


NAMES = ["url.search", "viewport.data", "map-view.data", *(f"{name}.{prop}" for name, prop in (*CONTROLS, *GESTURES))]
broken = st.dictionaries(st.sampled_from(NAMES), junk, max_size=5)


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["sync", "draw"]),
    broken,
    st.lists(st.sampled_from([*NAMES, "", "x", "..", "a.b.c", "\ud800.y"]), max_size=4),
)
def test_no_values_of_a_call_make_it_fail(name, values, changed):
    assert called(name, {"viewport.data": SIZES} | values, [*changed, *values]).status_code < 500


@pytest.mark.parametrize(
    "search", ["?q=\ud800", "?q=%ED%A0%80", "?event=\ud800", "?q=%00", "?from=\ud800", "\ud800", "?" + "&" * 9_000]
)
@pytest.mark.parametrize("name", ["sync", "draw"])
def test_no_link_makes_a_call_fail(name, search):
    values = {"url.search": search, "viewport.data": SIZES, "lanes.value": "actor"}
    assert called(name, values, ["lanes.value"]).status_code < 500


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
    st.sampled_from(["/", "/events.json", "/events.csv", "/events.geojson", "/figure/timeline/400x300.json"]),
    st.lists(st.tuples(st.sampled_from(KEYS) | st.text(max_size=5), st.text(max_size=12)), max_size=5).map(
        lambda pairs: urlencode(pairs, errors="replace")
    )
    | st.binary(max_size=20).map(quote),
)
def test_no_query_makes_a_route_fail(path, query):
    assert CLIENT.get(f"{path}?{query}").status_code < 500


@pytest.mark.parametrize("path", ["/", "/health", "/events.json?q=a", "/events.csv", "/figure/sheet/article.json?q=a"])
def test_a_table_without_events_is_served(path):
    client = create_app(table_of()).server.test_client()
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("date", ["0001", "9999-12-31", "2007/.."])
def test_a_table_of_the_first_or_last_year_is_drawn(date):
    app = create_app(table_of(event("a", date), event("b", "2023")))
    client = app.server.test_client()
    assert called("draw", {"url.search": "", "viewport.data": SIZES}, client=client, app=app).status_code == 200
    assert called("sync", {"url.search": ""}, client=client, app=app).status_code < 500


def test_a_table_without_events_is_drawn():
    app = create_app(table_of())
    answer = called("draw", {"url.search": "", "viewport.data": SIZES}, client=app.server.test_client(), app=app)
    assert answer.status_code == 200
