"""Draw `symbols.woff2`, the font of the event symbols. Not used by the program; needs fonttools[woff] and shapely.

    python assets/fonts/build.py

All symbols have nearly the same area, stand in the middle of an em, and have a hollow form of the same outline.
"""

import math
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from shapely import Point, Polygon, box
from shapely.affinity import rotate, translate
from shapely.ops import unary_union

EM = 1000
MIDDLE = 10 / 24 * EM  # above the baseline; MapLibre sets a line of text with its baseline 10/24 em below its middle
LINE = 95  # thickness of an outline
FOLDER = Path(__file__).resolve().parent


def regular(corners: int, radius: float, turn: float = 90) -> Polygon:
    angles = [math.radians(turn + 360 * step / corners) for step in range(corners)]
    return Polygon([(radius * math.cos(a), radius * math.sin(a)) for a in angles])


def star(radius: float, waist: float) -> Polygon:
    reach = [radius if step % 2 == 0 else waist for step in range(10)]
    return Polygon(
        [
            (r * math.cos(math.radians(90 + 36 * n)), r * math.sin(math.radians(90 + 36 * n)))
            for n, r in enumerate(reach)
        ]
    )


def square(side: float) -> Polygon:
    return box(-side / 2, -side / 2, side / 2, side / 2)


def plus(length: float, arm: float) -> Polygon:
    return unary_union(
        [box(-length / 2, -arm / 2, length / 2, arm / 2), box(-arm / 2, -length / 2, arm / 2, length / 2)]
    )


def bowtie(width: float, height: float, waist: float) -> Polygon:
    w, h = width / 2, height / 2
    return Polygon([(-w, -h), (0, -waist), (w, -h), (w, h), (0, waist), (-w, h)])


TRIANGLE = translate(regular(3, 480), 0, -115)
SHAPES: dict[str, tuple[Polygon, str]] = {
    "▲": (TRIANGLE, "△"),
    "▼": (rotate(TRIANGLE, 180, origin=(0, 0)), "▽"),
    "■": (square(590), "□"),
    "●": (Point(0, 0).buffer(335, quad_segs=24), "○"),
    "◆": (rotate(square(590), 45), "◇"),
    "✚": (plus(790, 270), "✛"),
    "✖": (rotate(plus(830, 260), 45), "✕"),
    "★": (translate(star(470, 205), 0, -30), "☆"),
    "⬟": (translate(regular(5, 385), 0, -25), "⬠"),
    "⬢": (regular(6, 375), "⬡"),
    "⧓": (bowtie(840, 660, 95), "⋈"),
    "▮": (box(-230, -380, 230, 380), "▯"),
}


def ring(radius: float, thickness: float, dashes: int | None) -> list[Polygon]:
    whole = Point(0, 0).buffer(radius, quad_segs=48).difference(Point(0, 0).buffer(radius - thickness, quad_segs=48))
    if dashes is None:
        return [whole]
    pieces = []
    for dash in range(dashes):
        start, end = (math.radians(360 * (dash + part) / dashes) for part in (0, 0.58))
        far = [(2 * radius * math.cos(a), 2 * radius * math.sin(a)) for a in (start, (start + end) / 2, end)]
        pieces.append(whole.intersection(Polygon([(0, 0), *far])))
    return pieces


def glyph(shapes: list[Polygon]) -> Any:
    pen = TTGlyphPen(None)
    for shape in shapes:
        for polygon in getattr(shape, "geoms", [shape]):
            for line, outer in [(polygon.exterior, True), *((hole, False) for hole in polygon.interiors)]:
                points = list(line.coords)[:-1]
                if line.is_ccw == outer:
                    points.reverse()  # TrueType fills what lies to the right of an outline
                placed = [(round(x + EM / 2), round(y + MIDDLE)) for x, y in points]
                pen.moveTo(placed[0])
                for point in placed[1:]:
                    pen.lineTo(point)
                pen.closePath()
    drawing = pen.glyph()
    drawing.recalcBounds(None)
    return drawing


def main() -> None:
    drawn: dict[str, list[Polygon]] = {}
    for filled, (shape, hollow) in SHAPES.items():
        drawn[filled] = [shape]
        drawn[hollow] = [shape.difference(shape.buffer(-LINE, join_style="mitre"))]
    drawn["◌"] = ring(480, 26, 22)
    drawn["◯"] = ring(610, 66, None)  # around a symbol of the same size; a map cuts off what is wider than 1.37 em
    names = {character: f"uni{ord(character):04X}" for character in drawn}
    order = [".notdef", "space", "emspace", *names.values()]
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(
        {0x20: "space", 0x2003: "emspace", 0x2800: "emspace"} | {ord(char): name for char, name in names.items()}
    )
    blank = TTGlyphPen(None).glyph()
    glyphs = {names[character]: glyph(shapes) for character, shapes in drawn.items()}
    font.setupGlyf({".notdef": blank, "space": blank, "emspace": blank} | glyphs)
    bearings = {name: drawing.xMin for name, drawing in glyphs.items()}
    font.setupHorizontalMetrics({name: (300 if name == "space" else EM, bearings.get(name, 0)) for name in order})
    font.setupHorizontalHeader(ascent=950, descent=-150)
    font.setupNameTable(
        {
            "familyName": "Conflict Symbols",
            "styleName": "Regular",
            "uniqueFontIdentifier": "Conflict Symbols 1.0",
            "fullName": "Conflict Symbols",
            "psName": "ConflictSymbols-Regular",  # a PDF names the font by it
            "version": "Version 1.0",
            "licenseDescription": "MIT, as conflict-timeline",
        }
    )
    font.setupOS2(sTypoAscender=950, sTypoDescender=-150, usWinAscent=950, usWinDescent=150, fsType=0)
    font.setupPost()
    font.setupHead(unitsPerEm=EM, created=0, modified=0)
    font.font.recalcTimestamp = False
    font.font.flavor = "woff2"
    font.save(FOLDER / "symbols.woff2")


if __name__ == "__main__":
    main()
