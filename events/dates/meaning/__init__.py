"""Expressions to dates, in the light of the day of publication and of what was told before. `interpret.mean` is the door."""
