from pathlib import Path

import pytest

from events.model import Event
from events.readers import BUNDLED, read

COLLECTION = read([BUNDLED])
EVENTS = {event.id: event for event in COLLECTION.events}


def test_every_bundled_record_is_accepted() -> None:
    assert COLLECTION.ledger.problems == ()
    assert COLLECTION.ledger.accepted == COLLECTION.ledger.rows == 18


@pytest.mark.parametrize("event", COLLECTION.events, ids=lambda event: event.id)
def test_a_record_is_short_sourced_and_neutral(event: Event) -> None:
    assert event.sources and len(event.title) <= 60
    own_words = f"{event.title} {event.summary} {' '.join(actor.name for actor in event.actors)}".lower()
    for word in ("terror", "liberat", "execut", "regime"):
        assert word not in own_words
    assert all(claim.by for claim in event.claims)


def test_every_kind_of_date_is_there() -> None:
    dated = [when for event in EVENTS.values() if (when := event.when())]
    assert {"unit", "within", "throughout", "all"} <= {when.kind for when in dated}
    assert {"day", "part_of_day", "minute", "year", "interval"} <= {when.precision for when in dated}
    assert any(when.finish == "open" for when in dated)
    assert any(when.approximate for when in dated)


def test_the_attack_at_banjska_states_what_its_source_states() -> None:
    attack = EVENTS["banjska-attack"]
    assert attack.date == "2023-09-24" and attack.date_text == "On 24th of September"
    assert (attack.fatalities_best, attack.injured_best) == (1, 2)
    label = next(claim for claim in attack.claims if claim.kind == "label")
    assert (label.text, label.by) == ("terrorist attack", "Prishtina Insight")
    assert attack.place is not None and attack.place.names["sq"] == "Banjskë"


def test_areas_are_no_points() -> None:
    for name in ("southern Israel", "northern Kosovo", "Gaza Strip", "Kosovo", "Israel", "Serbia"):
        place = next(event.place for event in EVENTS.values() if event.place and event.place.name == name)
        assert place.geo_precision != "exact" and place.radius_km


ARTICLE = Path(__file__).parents[2] / "shared" / "article"


@pytest.mark.skipif(not ARTICLE.exists(), reason="the report is not beside the checkout")
def test_the_words_of_dates_and_labels_are_the_report_s_and_no_sentence_is_copied() -> None:
    report = " ".join(path.read_text("utf-8") for path in ARTICLE.glob("*.txt"))
    report = " ".join(report.replace("’", "'").split())
    for event in EVENTS.values():
        for piece in (event.date_text or "").split(" … "):
            assert piece in report, event.id
        for claim in event.claims:
            assert claim.kind != "label" or claim.text in report, event.id
        written = " ".join(f"{event.summary} {' '.join(claim.text for claim in event.claims)}".split()).split()
        runs = (" ".join(written[start : start + 9]) for start in range(len(written) - 8))
        assert not [run for run in runs if run in report], event.id
