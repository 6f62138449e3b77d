"""Elements as HTML text: nothing of the records becomes markup, and links are those that the page follows."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import elements as html
from dashboard.elements import joined

texts = st.text(max_size=20) | st.sampled_from(['<b>"x"</b>', "a & b", "'", "<script>", "&lt;"])


class Read(HTMLParser):
    """The tags with their attributes, and the text, as a browser reads them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


@given(texts, texts)
def test_whatever_a_record_says_stays_its_text(words, title):
    found = Read(html.Div([words, html.Span(words, title=title)], className="a"))
    assert found.tags == [("div", {"class": "a"}), ("span", {"title": title})]
    assert found.words == words * 2


@given(texts, texts)
def test_a_box_keeps_its_value_and_its_view(value, href):
    for checked in (True, False):
        ((tag, found),) = Read(html.checkbox(value, href, checked=checked)).tags
        assert (tag, found["value"], found["data-go"], "checked" in found) == ("input", value, href, checked)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (None, ""),
        ([], ""),
        (3, "3"),
        (["a", None, ["b"], html.Br()], "ab<br>"),
        (html.Div(), "<div></div>"),
        (html.Span("a", hidden=True), "<span hidden>a</span>"),
        (html.Span("a", hidden=False, title=None), "<span>a</span>"),
        (html.Span("a", title=""), '<span title="">a</span>'),
        (html.H2("a", tabIndex=-1), '<h2 tabindex="-1">a</h2>'),
        (html.Div(style={"marginLeft": "3px", "--share": "5%"}), '<div style="margin-left:3px;--share:5%"></div>'),
        (html.Tr(**{"data-event": "e"}), '<tr data-event="e"></tr>'),
        (html.Link("a", href="?q=b"), '<a href="?q=b" data-go>a</a>'),
        (html.A("a", href="https://example.org/"), '<a href="https://example.org/">a</a>'),
        (html.P(html.Bdi("<")), "<p><bdi>&lt;</bdi></p>"),
    ],
)
def test_parts(part, said):
    assert joined(part) == said
