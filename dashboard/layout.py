"""The components of the page: what stands where. The only home of ids."""

from typing import Any
from urllib.parse import quote

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.assets_folder import ASSETS
from dashboard.image_sizes import SIZES
from dashboard.view import LANES
from events.facets import FACETS

TITLE = "Conflict timeline"
OPEN_FACETS = ("region", "actor", "event_type")

GRAPH = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "showEditInChartStudio": False,
    "plotlyServerURL": "",
    "scrollZoom": True,
    "doubleClick": "autosize",
    "showTips": False,
}

# In the page itself: browsers ask for a file of it again with every new address, a view's too.
ICON = "data:image/svg+xml," + quote((ASSETS / "favicon.svg").read_text("utf-8"))

INDEX = """<!DOCTYPE html>
<html lang="en">
  <head>
    {%metas%}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{%title%}</title>
    <link rel="icon" href="ICON" type="image/svg+xml">
    {%css%}
  </head>
  <body>
    {%app_entry%}
    <noscript>This page draws its charts with JavaScript. The events are also at
      <a href="/events.csv">events.csv</a>, <a href="/events.json">events.json</a> and
      <a href="/events.geojson">events.geojson</a>.</noscript>
    <footer>
      {%config%}
      {%scripts%}
      {%renderer%}
    </footer>
  </body>
</html>
""".replace("ICON", ICON)


def page() -> dmc.MantineProvider:
    """The whole page, without data: `view.js` fills it."""
    return dmc.MantineProvider(
        id="theme",
        theme={"fontFamily": "IBM Plex Sans, sans-serif", "primaryColor": "dark", "defaultRadius": "sm"},
        children=[
            dcc.Location(id="url", refresh=False),
            dcc.Store(id="followed"),
            dcc.Store(id="typed"),
            html.A("Skip to the list of events", href="#panel", className="skip"),
            html.Div(className="page", children=[_header(), _rail(), _main()]),
            _export_dialog(),
        ],
    )


def _header() -> html.Header:
    return html.Header(
        className="head",
        children=[
            html.Div(TITLE, className="name"),
            html.Button("Filters", id="filters-button", className="plain only-narrow", **{"aria-expanded": "false"}),
            html.H1(id="sentence", className="say", **{"aria-live": "polite"}),
            html.Nav(
                className="do",
                **{"aria-label": "Page"},
                children=[
                    html.Button("Copy link", id="copy-link", className="plain", **{"data-copy": "link"}),
                    html.Button("Export", id="export-button", className="plain", **{"data-export": "sheet"}),
                    html.Button("Dark", id="theme-button", className="plain"),
                ],
            ),
        ],
    )


def _rail() -> html.Aside:
    return html.Aside(
        id="rail",
        className="rail",
        **{"aria-label": "Filters"},
        children=[
            html.Div(
                className="drawer-head only-narrow",
                children=[html.Strong("Filters"), html.Button("Close", id="filters-close", className="plain")],
            ),
            dmc.TextInput(id="q", placeholder="Search titles, places, actors", debounce=350, **_named("Search")),
            html.Div(
                className="dates",
                children=[_date_field("since", "From"), _date_field("until", "To")],
            ),
            *[_facet(facet.key, facet.label) for facet in FACETS],
        ],
    )


def _date_field(id: str, label: str) -> html.Div:
    return html.Div(
        children=[
            dmc.TextInput(id=id, label=label, debounce=True, autoComplete="off"),
            html.P(id=f"{id}-read", className="read", **{"aria-live": "polite"}),
        ]
    )


def reading(words: str, view: str) -> html.Span | None:
    """How the words of a field were understood, until another view than `view`, the link of theirs, is shown."""
    return html.Span(words, **{"data-view": view}) if words else None


def _named(label: str) -> dict[str, Any]:
    return {"aria-label": label}


def _facet(key: str, label: str) -> html.Details:
    return html.Details(
        className="facet",
        open=key in OPEN_FACETS,
        id=f"box-{key}",
        children=[
            html.Summary(label, id=f"label-{key}"),
            dmc.TextInput(
                id=f"find-{key}",
                className="find",
                size="xs",
                placeholder=f"Find {label.lower()}",
                **_named(f"Find {label.lower()}"),
            ),
            html.Div(id=f"facet-{key}", className="options", role="group", **{"aria-labelledby": f"label-{key}"}),
        ],
    )


def _main() -> html.Main:
    return html.Main(
        className="main",
        children=[
            html.Div(
                id="working",
                className="notice",
                role="status",
                hidden=True,
                children=[
                    html.Span(id="working-words"),
                    html.Button("Cancel", id="working-cancel", className="plain small"),
                ],
            ),
            html.Div(id="notices", role="status"),
            html.Div(id="chips", className="chips"),
            _timeline(),
            html.Div(id="legend", className="legend"),
            html.Div(className="below", children=[_map(), html.Section(id="panel", tabIndex=-1, **_named("Events"))]),
        ],
    )


def _timeline() -> html.Section:
    return html.Section(
        className="time",
        **_named("Timeline"),
        children=[
            html.Div(
                className="strip",
                children=[
                    html.Div(id="extent", className="ends quiet"),
                    html.Div(id="overview"),
                    html.Div(
                        className="bar",
                        children=[
                            html.Div(id="outside"),
                            html.Span(id="casualties", className="quiet"),
                            html.Div(className="tools", children=[html.Div(id="zoom"), _lanes(), _export("timeline")]),
                        ],
                    ),
                ],
            ),
            html.Div(
                id="timeline-box",
                className="timeline-box",
                children=[
                    html.Div(id="lane-names"),
                    dcc.Graph(id="timeline", config=GRAPH),
                    html.Div(id="empty", className="empty"),
                ],
            ),
            html.Div(id="axis"),
            html.Div(id="undated", className="tray"),
        ],
    )


def _lanes() -> dmc.SegmentedControl:
    return dmc.SegmentedControl(
        id="lanes",
        size="xs",
        value=LANES[0],
        data=[{"value": key, "label": f"by {key.replace('event_type', 'type')}"} for key in LANES],
        **_named("Lanes of the timeline"),
    )


def _export(chart: str) -> html.Button:
    return html.Button("Export", className="plain small", **{"data-export": chart})


def _map() -> html.Section:
    return html.Section(
        className="map",
        **_named("Map"),
        children=[
            html.Div(
                id="map-box",
                className="map-box",
                children=[
                    dcc.Graph(id="map", config=GRAPH | {"responsive": True}),
                    html.Div(
                        className="map-tools",
                        children=[
                            html.Button(text, className="tool", **{"data-map": kind}, **_named(words))
                            for text, kind, words in (
                                ("+", "in", "Zoom in"),
                                ("−", "out", "Zoom out"),
                                ("", "select", "Choose a box"),
                                ("", "lasso", "Choose with a lasso"),
                            )
                        ],
                    ),
                    html.Div(id="unmapped", className="unmapped"),
                    html.Div(id="map-note", className="map-note"),
                ],
            ),
            html.Div(
                className="map-foot",
                children=[
                    html.Div(id="unplaced", className="tray"),
                    html.Div(id="footnotes", className="tray footnotes"),
                    html.Div(id="origin", className="tray footnotes"),
                    _export("map"),
                ],
            ),
        ],
    )


def _export_dialog() -> dmc.Modal:
    """The choices are read by `page.js`, which makes the image from the figure that the server lays out."""
    return dmc.Modal(
        id="export",
        title="Export",
        centered=True,
        size=560,
        keepMounted=True,  # its links to the data are told their view before it is opened
        closeButtonProps=_named("Close"),
        children=[
            dmc.Stack(
                gap="md",
                children=[
                    _choice("export-chart", "Chart", "sheet", {"sheet": "Both", "timeline": "Timeline", "map": "Map"}),
                    _choice(
                        "export-format", "Format", "png", {"png": "PNG", "svg": "SVG", "jpeg": "JPEG", "webp": "WebP"}
                    ),
                    _choice(
                        "export-size",
                        "Size in pixels",
                        "article",
                        {name: f"{name} {width}×{height}" for name, (width, height) in SIZES.items()}
                        | {"custom": "custom"},
                    ),
                    html.Div(
                        id="export-custom",
                        className="dates",
                        children=[
                            dmc.NumberInput(id="export-width", label="Width", value=1200, min=400, max=4000, step=10),
                            dmc.NumberInput(id="export-height", label="Height", value=800, min=300, max=4000, step=10),
                        ],
                    ),
                    html.Div(
                        className="export-do",
                        children=[
                            dmc.Button("Save image", id="export-save"),
                            html.Span(id="export-state", role="status", className="quiet"),
                        ],
                    ),
                    html.P(
                        className="quiet",
                        children=[
                            "The events of this view as data: ",
                            html.A("CSV", id="data-csv", href="/events.csv"),
                            ", ",
                            html.A("JSON", id="data-json", href="/events.json"),
                            ", ",
                            html.A("GeoJSON", id="data-geojson", href="/events.geojson"),
                        ],
                    ),
                ],
            )
        ],
    )


def _choice(id: str, label: str, value: str, options: dict[str, str]) -> html.Div:
    return html.Div(
        children=[
            html.Div(label, className="field-label", id=f"{id}-label"),
            dmc.SegmentedControl(
                id=id,
                value=value,
                size="xs",
                data=[{"value": key, "label": words} for key, words in options.items()],
                **{"aria-labelledby": f"{id}-label"},
            ),
        ]
    )
