"""The encoding of a text from its bytes, and any encoding as UTF-8."""

import codecs
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.readers.encodings import UTF8, Encoding, Transcoder, coded, encoding_of


def transcoded(data: bytes, encoding: Encoding, size: int = 7) -> bytes:
    stream = Transcoder(io.BytesIO(data), encoding)
    return b"".join(iter(lambda: stream.read(size), b""))


@pytest.mark.parametrize(
    ("codec", "label", "mark"),
    [
        ("utf-8-sig", "UTF-8", 3),
        ("utf-16", "UTF-16", 2),
        ("utf-32", "UTF-32", 4),
    ],
)
def test_a_mark_is_certain(codec: str, label: str, mark: int) -> None:
    found = encoding_of("id,место\n1,Київ\n".encode(codec))
    assert found is not None
    assert (found.label, found.mark, found.sure) == (label, mark, True)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(codec: str) -> None:
    found = encoding_of("id,місто\n1,Київ\n2,Харків\n".encode(codec))
    assert found is not None
    assert (found.codec, found.mark, found.sure) == (codec, 0, False)


def test_ascii_and_utf_8_are_utf_8() -> None:
    assert encoding_of(b"id,place\n1,Kyiv\n") == UTF8
    assert encoding_of("id,place\n1,Zvečan, Бањска, رفح\n".encode()) == UTF8


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_letter_that_the_sample_cuts(cut: int) -> None:
    assert encoding_of(b"id,place\n1," + "𝄞".encode()[:cut]) == UTF8


def test_utf_8_with_damage_is_utf_8() -> None:
    assert encoding_of("1,Zvečan\n2,Leposavić\n3,Zve".encode() + b"\xe8an") == UTF8


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "1,Zvečan"),
        ("cp1250", "id,place\n1,Čaglavica\n2,Nikšić\n"),
        ("cp1250", "Đakovica, Peć i Uroševac"),
        ("cp1250", "Łódź, Gdańsk"),
        ("cp1250", "Český Krumlov, Plzeň"),
        ("cp1250", "Győr, Hódmezővásárhely"),
        ("cp1250", "Braşov, Timişoara"),
        ("cp1251", "1,Донецк"),
        ("cp1251", "id,place\n1,Київ\n2,Харків, обстріл"),
        ("cp1251", "Грачаница, Звечан, Косово"),
        ("cp1251", "id,place,note\n1,Kyiv,Обстріл міста\n"),
        ("cp1252", "Béjaïa, Aïn Defla"),
        ("cp1252", "Haïti, Zaïre"),
        ("cp1252", "1,Bogotá\n2,São Paulo\n3,Genève"),
        ("cp1252", "Côte d’Ivoire, Nzérékoré"),
        ("cp1252", "Mitrovicë, Zveçan"),
        ("cp1252", "Señor Nuñez"),
        ("cp1252", "Tromsø, Ålesund"),
        ("cp1252", "München, Köln"),
        ("cp1252", "he said “no” – again"),
        ("cp1253", "Αθήνα, Θεσσαλονίκη"),
        ("cp1254", "Şırnak, Diyarbakır"),
        ("cp1255", "שדרות, תל אביב"),
        ("cp1256", "خان يونس, رفح"),
        ("koi8-u", "Донецк, обстрел города"),
        ("cp866", "Донецк, обстрел города"),
    ],
)
def test_older_encodings_are_told_apart_by_few_names(codec: str, text: str) -> None:
    found = encoding_of(text.encode(codec))
    assert found is not None
    assert text.encode(codec).decode(found.codec) == text
    assert not found.sure


def test_labels_are_for_people() -> None:
    assert coded("Звечан".encode("cp1251")).label == "Windows-1251"
    assert coded("Донецк, обстрел города".encode("koi8-u")).label == "KOI8-U"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(4_000),
        b"\0" * 100,
        bytes(range(1, 32)) * 10,
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    assert encoding_of(data) is None


def test_text_with_a_few_nul_is_text() -> None:
    assert encoding_of(b"id,place\n1,Kyiv\n2,\0\0\0\n" * 5) == UTF8


def test_an_empty_sample_is_text() -> None:
    assert encoding_of(b"") == UTF8


@given(st.text(st.characters(codec="utf-16"), min_size=1), st.integers(1, 9))
def test_utf_16_as_utf_8(text: str, size: int) -> None:
    encoding = Encoding("utf-16-be", "UTF-16", 2)
    assert transcoded(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), encoding, size) == text.encode()


@given(st.binary(max_size=60), st.integers(1, 9))
def test_utf_8_passes_as_it_stands(data: bytes, size: int) -> None:
    assert transcoded(codecs.BOM_UTF8 + data, Encoding("utf-8", "UTF-8", 3), size) == data


@given(st.binary(max_size=60), st.sampled_from(["cp1250", "cp1252", "cp1255", "utf-16-le"]), st.integers(1, 9))
def test_bytes_that_cannot_be_decoded_are_never_utf_8(data: bytes, codec: str, size: int) -> None:
    try:
        expected = data.decode(codec).encode()
    except UnicodeDecodeError:
        expected = None
    stream = Transcoder(io.BytesIO(data), Encoding(codec, codec))
    if codec != "utf-16-le":
        stream._settled = True
        stream._start()
    found = b"".join(iter(lambda: stream.read(size), b""))
    if expected is None:
        with pytest.raises(UnicodeDecodeError):
            found.decode()
    else:
        assert found == expected


def test_an_encoding_settles_with_the_first_letters() -> None:
    stream = Transcoder(io.BytesIO(b"plain, " * 10 + "Звечан".encode("cp1251")), UTF8)
    assert stream.read(70) == b"plain, " * 10
    assert stream.encoding == UTF8
    assert stream.read(70) == "Звечан".encode()
    assert (stream.encoding.label, stream.encoding.sure) == ("Windows-1251", False)
