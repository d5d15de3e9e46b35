"""A page as a reader's program takes it apart: strictly, with every element closed in its order."""

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

VOID = {"meta", "br"}
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "aria-label", "scope", "data-head", "datetime",
    "xmlns", "viewbox", "role", "aria-labelledby", "id", "x", "y", "width", "height", "fill", "font-size",
    "text-anchor", "cx", "cy", "r", "x1", "y1", "x2", "y2", "stroke", "stroke-width", "stroke-dasharray", "points",
}  # fmt: skip


class Element:
    """An element with what is in it: its attributes, its elements, all its text."""

    def __init__(self, tag: str, attributes: dict[str, str], above: "Element | None") -> None:
        self.tag, self.attributes, self.above = tag, attributes, above
        self.inside: list[Element] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def all(self, *tags: str) -> "list[Element]":
        """Those of these names that are in it, in their order."""
        found = []
        for each in self.inside:
            found += [each] if each.tag in tags else []
            found += each.all(*tags)
        return found

    def is_in(self, tag: str) -> bool:
        return self.above is not None and (self.above.tag == tag or self.above.is_in(tag))


class Page(HTMLParser):
    """A page; AssertionError where it is not well-formed, or has an attribute that no page has."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = text
        self.root = self._open = Element("", {}, None)
        self.feed(text)
        self.close()
        assert self._open is self.root, f"{self._open.tag} is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        assert len(found) == len(attrs), f"{tag} has an attribute twice"
        assert set(found) <= ATTRIBUTES, f"{tag} has {set(found) - ATTRIBUTES}"
        element = Element(tag, found, self._open)
        self._open.inside.append(element)
        if tag not in VOID:
            self._open = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.tag, f"{tag} ends {self._open.tag}"
        assert self._open.above is not None
        self._open = self._open.above

    def handle_data(self, data: str) -> None:
        element: Element | None = self._open
        while element is not None:
            element.pieces.append(data)
            element = element.above

    def all(self, *tags: str) -> list[Element]:
        return self.root.all(*tags)

    @property
    def said(self) -> str:
        """What stands on it."""
        (body,) = self.all("body")
        return body.text

    def drawings(self) -> list[ET.Element]:
        """The charts, by a parser of XML."""
        parts = self.source.split("<svg")[1:]
        return [ET.fromstring(f"<svg{part.split('</svg>')[0]}</svg>") for part in parts]
