"""Days in digits without a year, which could also be decimals: `ב-4.11 יתקיים`."""

from events.dates.items import Item


def is_short_day(before: Item, numbers: list[Item], following: Item) -> bool:
    """Whether two numbers with a dot are a day and a month: behind a prefix for "on", before a verb, which they do not
    count."""
    day, month = (number.number or 0 for number in numbers)
    short = all(number.digits in (1, 2) for number in numbers) and 1 <= day <= 31 and 1 <= month <= 12
    return short and "in" in before.senses and any(name in following.senses for name in ("future", "happened", "said"))
