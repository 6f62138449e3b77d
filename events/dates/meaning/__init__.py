"""Expressions to dates, by the day of publication and by what was told before. `interpret.mean` is the door."""
