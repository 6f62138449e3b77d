"""How often phrases and articles are read right, marked, or silently wrong: `python -m events.dates.bench`."""
