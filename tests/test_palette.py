"""The colours: enough contrast in both themes, the same as in the page's style sheet, a symbol for each type."""

import re
from dataclasses import fields

import pytest

from dashboard.assets_folder import ASSETS
from dashboard.palette import FOCUS, LIGHT, MARKS, RING, THEMES
from events.codebook import EVENT_TYPES

PAIRS = [(theme, slug) for theme in THEMES.values() for slug in MARKS]


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21) and contrast("#777777", "#ffffff") == pytest.approx(
        4.48, abs=0.01
    )


@pytest.mark.parametrize(("theme", "slug"), PAIRS, ids=[f"{theme.name}-{slug}" for theme, slug in PAIRS])
def test_a_mark_stands_out_from_paper_and_land(theme, slug):
    assert contrast(MARKS[slug].colour(theme), theme.paper) >= 3
    assert contrast(MARKS[slug].colour(theme), theme.land) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("name", ["ink", "muted", "accent"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_is_readable(theme, name, ground):
    assert contrast(getattr(theme, name), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_style_sheet_has_the_same_colours(theme):
    css = (ASSETS / "page.css").read_text("utf-8")
    block = re.search(
        r":root \{(.*?)\}" if theme is LIGHT else r'\[data-mantine-color-scheme="dark"\] \{(.*?)\}', css, re.S
    )
    declared = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block[1]))
    ours = {field.name: getattr(theme, field.name) for field in fields(theme) if field.name != "name"}
    assert declared and declared == {name: ours[name] for name in declared}
    assert {"paper", "panel", "ink", "muted", "rule", "accent"} <= declared.keys()


def test_every_event_type_has_a_mark_and_no_other():
    assert MARKS.keys() == EVENT_TYPES.keys()


def test_no_two_types_share_a_symbol_or_a_colour():
    glyphs = [glyph for mark in MARKS.values() for glyph in (mark.glyph, mark.hollow)] + [RING, FOCUS]
    assert len(set(glyphs)) == len(glyphs) and all(len(glyph) == 1 for glyph in glyphs)
    for part in ("light", "dark", "symbol"):
        assert len({getattr(mark, part) for mark in MARKS.values()}) == len(MARKS)
