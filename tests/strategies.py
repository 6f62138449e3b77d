"""Events for property tests: every script, every kind of date, semicolons and quotes where they hurt."""

from hypothesis import strategies as st

from events import codebook
from events.model import Actor, Claim, Event, Place, Source

LETTERS = st.characters(categories=("L", "N", "P", "S"), include_characters=" ;\\\"'=\n،עЖ")
words = st.text(LETTERS, min_size=1, max_size=24).map(lambda text: text.strip()).filter(bool)
lines = words.map(lambda text: " ".join(text.split())).filter(bool)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
edtf = st.sampled_from(
    ["2023-09-24", "2023-09", "2023", "2007/..", "[2023-09-24..2023-10-13]", "{2018,2021}", "2023-09~/2023-10-12",
     "2023-10-13T18:21", "2023-10-12~", "201X", "2023-21", "2023?", "/2020-01-01", "[..2020]", "2023-09-24/2023-09-26"]
)  # fmt: skip
coordinates = st.tuples(
    st.floats(-90, 90).map(lambda value: round(value, 5)), st.floats(-180, 180).map(lambda value: round(value, 5))
)


@st.composite
def places(draw: st.DrawFn) -> Place:
    point = draw(st.none() | coordinates)
    languages = draw(st.lists(st.sampled_from(["sq", "sr", "ar", "he"]), unique=True, max_size=2))
    return Place(
        name=draw(lines),
        names={language: draw(lines) for language in languages},
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        geo_precision=draw(st.sampled_from(list(codebook.GEO_PRECISIONS))),
        radius_km=draw(st.none() | st.integers(1, 900).map(float)),
        country=draw(st.none() | lines),
    )


@st.composite
def sources(draw: st.DrawFn) -> Source:
    return Source(
        id=draw(slugs),
        publisher=draw(lines),
        title=draw(lines),
        published=draw(st.none() | st.just("2023-10-13T18:21")),
        url=draw(st.none() | st.just("https://example.org/a?b=1;c=2")),
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    named = draw(st.lists(sources(), min_size=1, max_size=2, unique_by=lambda source: source.id))
    claims = [
        Claim(kind=kind, text=draw(lines), by=draw(lines), source=draw(st.sampled_from(named)).id)
        for kind in draw(st.lists(st.sampled_from(list(codebook.CLAIM_KINDS)), max_size=2))
    ]
    low, best, high = sorted(draw(st.tuples(*[st.integers(0, 10_000)] * 3)))
    return Event(
        id=draw(slugs),
        title=draw(lines),
        summary=draw(st.none() | words),
        date=draw(st.none() | edtf),
        event_type=draw(st.sampled_from(list(codebook.EVENT_TYPES))),
        status=draw(st.sampled_from(list(codebook.STATUSES))),
        region=draw(st.none() | st.sampled_from(["Kosovo", "Israel and Gaza", "Ελλάδα"])),
        place=draw(st.none() | places()),
        actors=tuple(
            Actor(name=name, role=draw(st.none() | st.sampled_from(list(codebook.ROLES))))
            for name in draw(st.lists(lines, max_size=3, unique=True))
        ),
        fatalities_low=draw(st.none() | st.just(low)),
        fatalities_best=draw(st.none() | st.just(best)),
        fatalities_high=draw(st.none() | st.just(high)),
        claims=tuple(claims),
        sources=tuple(named),
    )
