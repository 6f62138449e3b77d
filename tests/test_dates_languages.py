"""The language files: what they may hold, and that every word of them is looked up."""

import tomllib

import pytest

from events.dates.items import items
from events.dates.lexicon import FOLDER, codes, forms, lexicon, read


def test_english_comes_first() -> None:
    assert codes()[0] == "en"


@pytest.mark.parametrize("code", codes())
def test_a_language_file_has_what_every_date_needs(code: str) -> None:
    tables = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
    assert len(tables["months"]) == 12 and len(tables["weekdays"]) == 7
    assert {"day", "week", "month", "year", "century"} <= {key.split(" ")[-1] for key in tables["units"]}
    assert tables["writing"]["script"] in ("Latin", "Cyrillic", "Hebrew", "Arabic")


@pytest.mark.parametrize("code", codes())
def test_every_entry_is_found_as_it_is_written(code: str) -> None:
    words = lexicon(code)
    for first, rows in words.first.items():
        for tail, senses in rows:
            found = items(" ".join((first, *tail)), words)
            if first in words.accented and not tail:
                continue  # it is another word without its accent
            assert found.count == 1 and found[0].senses == senses, (first, tail)


def test_a_word_is_another_one_without_its_accent() -> None:
    french = lexicon("fr")
    assert "bound" in items("dès", french)[0].senses
    assert dict(items("des", french)[0].senses) == {"of": True, "the": True}


def test_verbs_of_the_past_are_known_by_their_endings() -> None:
    assert items("incendiaron", lexicon("es"))[0].senses == {"happened": "by its ending"}
    assert not items("Lucrecia", lexicon("es"))[0].senses and not items("Cerón", lexicon("es"))[0].senses
    assert "happened" in items("prošetala se ubrzavao", lexicon("sr"))[2].senses


def test_forms_are_written_out_in_both_scripts() -> None:
    assert list(forms(["ma(r|rt)"], {})) == [("mar",), ("mart",)]
    assert list(forms(["март"], {"м": "m", "а": "a", "р": "r", "т": "t"})) == [("март",), ("mart",)]


def test_an_unknown_table_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"languages/xx.toml: table 'month' is not known"):
        read('[writing]\nname = "X"\nscript = "Latin"\n[month]\njanuary = ["x"]', "xx")


def test_letters_written_onto_a_word_are_taken_off() -> None:
    words = read(
        '[writing]\nname = "X"\nscript = "Hebrew"\n[prefixes]\nin = ["ב"]\n[months]\noctober = ["אוקטובר"]', "xx"
    )
    found = items("באוקטובר", words)
    assert [dict(found[index].senses) for index in range(found.count)] == [{"in": True}, {"month": 10}]
