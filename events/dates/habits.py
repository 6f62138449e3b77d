"""What people write where EDTF is wanted, and what to tell them: never a guess at what they meant."""

import re

Advice = tuple[str, str]


def _table(*rows: tuple[str, str, str]) -> tuple[tuple[re.Pattern[str], Advice], ...]:
    return tuple((re.compile(pattern, re.ASCII | re.DOTALL), (reason, remedy)) for pattern, reason, remedy in rows)


_WHOLE = _table(
    (
        r"\d{1,2}([./-])\s*\d{1,2}\1\s*(\d{4}|\d\d)|\d{4}([./])\d{1,2}\3\d{1,2}",
        "has no stated order of day and month",
        "Write year-month-day: 2023-09-24.",
    ),
    (r"\d{1,2}[./-]\d{4}", "has the month before the year", "Write year-month: 2023-09."),
)
_UNIT = _table(
    (r"\d{4}-\d{1,2}(-\d{1,2})?", "needs two digits for month and day", "Write 2023-09-04, not 2023-9-4."),
    (r"\d{4}(0[1-9]|1[0-2])[0-3]\d", "has no hyphens", "Write 2023-09-24, not 20230924."),
    (
        r"\d{5}(\.\d+)?",
        "is a number, as spreadsheets count days",
        "Format the cell as a date, or write 2023-09-24 as text.",
    ),
    (r"\d{4}-W\d\d.*", "is a week, which EDTF does not have", "Write its days: [2023-09-18..2023-09-24]."),
    (
        r"[\dX?~% -]*[\u2010-\u2015\u2212][\dX?~% \u2010-\u2015\u2212-]*",
        "has a dash that is no hyphen",
        "Write hyphens within a date, and / between two: 2023-09-24/2023-10-12.",
    ),
    (r"\d{4} ?- ?\d{4}", "has a hyphen between two years", "Write / between them: 2018/2021."),
    (
        r"\d{4}-\d\d-\d\d \d.*",
        "has a blank before the clock time",
        "Write T between day and clock time: 2023-09-24T18:21.",
    ),
    (r"[\dX?~%:T+ -]*\s[\dX?~%:T+ -]*", "has a blank in it", "Write it without: 2023-09-24/2023-10-12."),
    (r"\d{4}-\d\d-\d\dT.*", "has a clock time that is not read", "Write hours and minutes: 2023-09-24T06:30."),
    (
        r"[?~%]*(Y|-\d|-X).*|.*\d[ES]\d.*",
        "is outside the years 0001 to 9999 that are read",
        "Write a four-digit year.",
    ),
    (r".*", "is not EDTF", "Write for example 2023-09-24, 2023-09, 2007/.. or [2018..2021]."),
)


def whole_habit(text: str) -> Advice | None:
    """Reason and remedy for a text that would else be taken apart at the wrong marks: `24/9/23`."""
    return next((advice for pattern, advice in _WHOLE if pattern.fullmatch(text)), None)


def unit_habit(part: str) -> Advice:
    """Reason and remedy for a part that is no EDTF unit."""
    return next(advice for pattern, advice in _UNIT if pattern.fullmatch(part))
