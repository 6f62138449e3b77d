"""The sizes of exported images in CSS pixels; bitmaps are made at twice as many."""

SIZES: dict[str, tuple[int, int]] = {
    "article": (1200, 800),
    "square": (1080, 1080),
    "wide": (1920, 1080),
}
LEAST = (400, 300)
MOST = (4000, 4000)


class SizeError(ValueError):
    """A size that is not known or out of bounds."""


def size_of(text: str) -> tuple[int, int]:
    """`article` or `1200x800` as width and height.

    Raises:
        SizeError: an unknown name, not two whole numbers, or out of bounds.
    """
    if text in SIZES:
        return SIZES[text]
    parts = text.lower().replace("×", "x").split("x")
    if len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) <= 5 for part in parts):
        width, height = int(parts[0]), int(parts[1])
        if LEAST[0] <= width <= MOST[0] and LEAST[1] <= height <= MOST[1]:
            return width, height
        raise SizeError(f"Size {text} is out of bounds: width 400 to 4000, height 300 to 4000.")
    raise SizeError(f"Size '{text[:40]}' is not known. Write one of {', '.join(SIZES)}, or 1200x800.")
