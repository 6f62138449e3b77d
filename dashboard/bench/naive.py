"""The naive way, to compare with: a pandas mask and whole figures of Plotly Express, as dashboards of events are often
made. `python -m dashboard.bench.naive FILE.parquet` serves it."""

import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import waitress
from dash import Dash, Input, Output, dcc, html

COLUMNS = ["title", "start", "region", "event_type", "actors", "lat", "lon"]


def read_frame(path: Path) -> pd.DataFrame:
    """A row an event; up to three actors in columns, as ACLED has them."""
    frame = pd.read_parquet(path, columns=COLUMNS)
    frame["day"] = pd.to_datetime(frame["start"], unit="s")
    actors = frame.pop("actors")
    for number in range(3):
        frame[f"actor{number}"] = actors.str.get(number).astype("category")
    return frame


def naive_app(frame: pd.DataFrame) -> Dash:
    names = ["actor0", "actor1", "actor2"]
    frequent = pd.concat([frame[name].astype(object) for name in names]).value_counts().index.tolist()
    years = frame["day"].dt.year
    first, last = int(years.min()), int(years.max())
    app = Dash("naive", include_assets_files=False, serve_locally=True)
    app.layout = html.Div(
        [
            html.P(id="told"),
            dcc.Dropdown(frequent, id="actor"),
            dcc.RangeSlider(first, last + 1, 0.25, value=[first, last + 1], marks=None, id="period"),
            dcc.Graph(id="timeline"),
            dcc.Graph(id="map"),
        ]
    )

    @app.callback(
        Output("timeline", "figure"), Output("map", "figure"), Output("told", "children"),
        Input("actor", "value"), Input("period", "value"),
    )  # fmt: skip
    def draw(actor: str | None, period: list[float]) -> tuple[go.Figure, go.Figure, str]:
        year = frame["day"].dt.year + frame["day"].dt.day_of_year / 366
        mask = (year >= period[0]) & (year <= period[1])
        if actor:
            mask &= (frame[names] == actor).any(axis=1)
        kept = frame[mask]
        timeline = px.scatter(kept, x="day", y="region", color="event_type", hover_name="title")
        places = px.scatter_map(
            kept, lat="lat", lon="lon", color="event_type", hover_name="title", map_style="white-bg", zoom=0
        )
        return timeline, places, f"{len(kept):,} of {len(frame):,} events"

    return app


def main(path: str) -> None:
    server = waitress.create_server(naive_app(read_frame(Path(path))).server, host="127.0.0.1", port=0, threads=8)
    print(f"http://127.0.0.1:{server.effective_port}/", flush=True)
    server.run()


if __name__ == "__main__":
    main(sys.argv[1])
