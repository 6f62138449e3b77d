"""The vocabularies of the records: one term a row, with its label, what it means and where the word comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary: `slug` in records and query strings, `label` on the page."""

    slug: str
    label: str
    meaning: str


def _table(*rows: tuple[str, str, str]) -> dict[str, Term]:
    return {slug: Term(slug, label, meaning) for slug, label, meaning in rows}


# ACLED's six types (battle to strategic development), five for what a news report tells beside them, and the rest.
EVENT_TYPES = _table(
    ("battle", "Armed attack or battle", "Armed violence on the ground, police included (ACLED Battles)."),
    ("attack_on_civilians", "Attack on civilians", "Against unarmed people (ACLED Violence against civilians)."),
    ("explosion_remote_violence", "Remote violence", "Rockets, air strikes (ACLED Explosions/Remote violence)."),
    ("protest", "Protest", "A public gathering without violence by its participants (ACLED Protests)."),
    ("riot", "Riot", "Violence by demonstrators or a mob (ACLED Riots)."),
    ("strategic_development", "Strategic development", "A change of control or of arms (ACLED)."),
    ("statement", "Statement", "Somebody says, declares or publishes something."),
    ("diplomacy", "Diplomacy", "A meeting or negotiation."),
    ("deployment", "Deployment", "Forces are sent, moved or put to work."),
    ("investigation", "Investigation", "Findings, searches, seizures, trials."),
    ("humanitarian", "Humanitarian", "Evacuation, aid, displacement."),
    ("other", "Other", "Of none of these kinds, or the source does not say."),
)  # fmt: skip

# Berkeley Protocol on Digital Open Source Investigations (2020), in the words that newsrooms use.
STATUSES = _table(
    ("confirmed", "confirmed", "Several independent sources agree, or it was verified."),
    ("reported", "reported", "A source says so; not verified by the records' keeper."),
    ("disputed", "disputed", "Sources contradict each other about whether or how it happened."),
    ("retracted", "retracted", "The source took it back; kept so that links stay true."),
)

# The part an actor takes, stated only where a source states it. The order of actors means nothing (as in ACLED).
ROLES = _table(
    ("initiator", "initiator", "Did it, by the source."),
    ("target", "target", "It was done to them, by the source."),
    ("speaker", "speaker", "Said it."),
    ("host", "host", "It took place with them."),
    ("other", "other", "Took part otherwise."),
)

# From a point to a country, after ACLED's `geo_precision` and UCDP's `where_prec`.
GEO_PRECISIONS = _table(
    ("exact", "exact place", "The town, village or site itself."),
    ("near", "near", "Within about 25 km of the point (UCDP where_prec 2)."),
    ("district", "district or area", "Somewhere in a district, municipality or named area."),
    ("province", "province", "Somewhere in a province or larger part of a country."),
    ("country", "country", "Somewhere in the country."),
)

CLAIM_KINDS = _table(
    ("label", "Called", "A contested word for the event or an actor."),
    ("number", "Figure", "A number somebody gives."),
    ("responsibility", "Responsibility", "Somebody says who did it, or that they did."),
    ("denial", "Denied", "Somebody says that it is not so."),
    ("finding", "Finding", "The result of an inquiry."),
    ("demand", "Demand", "What somebody calls for."),
)

TIME_PRECISIONS = _table(
    ("minute", "minute", "The clock time is stated."),
    ("hour", "hour", "The hour is stated."),
    ("part_of_day", "part of day", "Morning, evening … of a stated day."),
    ("day", "day", "The day is stated (ACLED 1, UCDP 1)."),
    ("week", "week", "Some day of a week (ACLED 2, UCDP 3)."),
    ("month", "month", "Some day of a month (ACLED 3, UCDP 4)."),
    ("season", "season or quarter", "Some day of a season, quarter or half-year."),
    ("year", "year", "Some day of a year (UCDP 5)."),
    ("decade", "decade", "Some day of a decade."),
    ("century", "century", "Some day of a hundred years."),
    ("interval", "interval", "Two bounds, open or not, or a list of dates."),
    ("undated", "no date", "The sources state no date."),
)


MOST_COMPARED = 2_000  # words that a misspelled one is compared with, so that no file is slow


def label(vocabulary: dict[str, Term], slug: str) -> str:
    """The label of a slug, or the slug itself where the vocabulary does not have it."""
    return vocabulary[slug].label if slug in vocabulary else slug


def nearest(word: str, known: Iterable[str]) -> str:
    """`Did you mean 'Banjska'?`, or the known words where none is near; empty when nothing is known."""
    words = sorted({str(item) for item in known})
    folded = {item.casefold(): item for item in words[:MOST_COMPARED]}
    sought = word.casefold()[:100]
    close = get_close_matches(sought, list(folded), n=1, cutoff=0.6)
    close = close or [item for item in folded if len(sought) > 3 and item.startswith(sought)]
    if close:
        return f"Did you mean '{folded[close[0]]}'?"
    return f"Known: {', '.join(words[:12])}{' …' if len(words) > 12 else '.'}" if words else ""
