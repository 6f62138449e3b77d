"""Words to expressions: small readers `(items, index) -> (expression, index after it)`, or None where nothing fits.

They know senses of words (a month, a unit, "last"), not words, and take the parts of a date in any order that some
language has. `whole.read` is the door.
"""
