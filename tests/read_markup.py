"""Markup as a tree of nodes, for tests that ask what a part of the page says and where its links lead."""

from html.parser import HTMLParser

from dashboard.elements import joined

VOID = {"br", "hr", "img", "input"}


class Node:
    """An element; its attributes are read as those of Dash's components are."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.content = tag, attributes, []

    def __getattr__(self, name):
        name = {"className": "class"}.get(name, name)
        if name not in self.attributes:
            raise AttributeError(name)
        return self.attributes[name]

    @property
    def children(self):
        """The only text as it is, else a list."""
        whole = len(self.content) == 1 and isinstance(self.content[0], str)
        return self.content[0] if whole else self.content

    @property
    def style(self):
        return dict(part.split(":", 1) for part in self.attributes["style"].split(";"))


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs))
        self.open[-1].content.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        content = self.open[-1].content
        if content and isinstance(content[-1], str):
            data = content.pop() + data
        content.append(data)


def nodes(parts):
    """The top of the tree: nodes and texts."""
    reader = _Reader()
    reader.feed(joined(parts))
    reader.close()
    (top,) = reader.open
    return top.content


def walk(parts):
    """All nodes and texts, in order; `parts` are markup, or nodes."""
    given = parts if isinstance(parts, list) else [parts]
    for part in given if given and isinstance(given[0], Node) else nodes(parts):
        yield part
        if isinstance(part, Node):
            for inner in part.content:
                yield from walk([inner]) if isinstance(inner, Node) else [inner]


def words(parts):
    """What is said, with a blank between the texts of different elements."""
    return " ".join(part for part in walk(parts) if isinstance(part, str))
