"""The text of an HTML mail, by the standard library's parser: no browser, nothing is fetched, nothing runs.

What is quoted comes out with `>` before its lines, as plain mails have it, so that the same rules leave it out.
html2text is under the GPL, inscriptis and BeautifulSoup bring a tree of a hundred thousand nodes along.
"""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

LARGEST = 600_000  # characters that are read, styles and comments aside
MOST = 200_000  # characters of text that are kept
_STEP = 4096
_BLOCK_TAGS = """address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main nav ol option p pre section table tbody tfoot thead tr ul"""
_SPACED_TAGS = "p blockquote h1 h2 h3 h4 h5 h6 ul ol pre"  # with an empty line around
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_UNSEEN_TAGS = "head style script title template noframes object svg math select"
_BLOCKS, _SPACED, _VOID, _UNSEEN = (
    frozenset(tags.split()) for tags in (_BLOCK_TAGS, _SPACED_TAGS, _VOID_TAGS, _UNSEEN_TAGS)
)
_HIDING = ("display:none", "visibility:hidden", "mso-hide:all")
_SIGNATURES = (
    "gmail_signature",
    "moz-signature",
    "applemailsignature",
    "ms-outlook-mobile-signature",
    "signature_block",
)


def text_of_html(html: str) -> str:
    """The text as a reader sees it, a line for a line; at most MOST characters of it."""
    reader = _Reader()
    html = _without(html, "<!--", "-->")
    for tag in ("style", "script"):
        html = _without(html, f"<{tag}", f"</{tag}")
    html = html[:LARGEST]
    start = 0
    while start < len(html) and not reader.full:
        end = html.find(">", start + _STEP) + 1 or len(html)
        reader.feed(html[start:end])
        if len(reader.rawdata) > _STEP:  # a tag that never ends, which would be read again with each step
            reader.rawdata = ""
        start = end
    reader.close()
    return reader.text()


def _without(html: str, begin: str, end: str) -> str:
    """The text without what stands between two marks, in one pass."""
    kept, place, lower = [], 0, html.lower()
    while (start := lower.find(begin, place)) >= 0:
        kept.append(html[place:start])
        stop = lower.find(end, start + len(begin))
        if stop < 0:
            return "".join([*kept, html[start + len(begin) :]])
        place = stop + len(end) if end == "-->" else lower.find(">", stop) + 1 or len(html)
    return "".join([*kept, html[place:]])


class _Reader(HTMLParser):
    """Collects the lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.full = False
        self._size = 0
        self._open: list[tuple[str, str]] = []  # what is open: the tag, and what it does to what is in it
        self._count: Counter[str] = Counter()  # of open tags
        self._does: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._end_line(forced=True)
        elif tag in ("td", "th") and self.line:
            self.line.append(" ")
        elif tag in _BLOCKS:
            self._end_line(spaced=tag in _SPACED)
        if tag == "li":
            self.line.append("- ")
        if tag in _VOID:
            return
        does = self._doing(tag, dict(attrs))
        self._open.append((tag, does))
        self._count[tag] += 1
        self._does[does] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line(spaced=tag in _SPACED)
        if not self._count[tag]:
            return
        while self._open:
            other, does = self._open.pop()
            self._count[other] -= 1
            self._does[does] -= 1
            if other == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._does["hides"]:
            return
        if self._count["pre"]:
            first, *more = data.split("\n")
            self.line.append(first)
            for each in more:
                self._end_line(forced=True)
                self.line.append(each)
            return
        words = " ".join(data.split())
        if words:
            before = " " if data[0].isspace() else ""
            self.line.append(f"{before}{words}{' ' if data[-1].isspace() else ''}")
        elif self.line:
            self.line.append(" ")

    def text(self) -> str:
        """All of it, at most one empty line at a place."""
        self._end_line()
        kept: list[str] = []
        for line in self.lines:
            bare = line.strip(">") == "" or not line.strip("> ")
            if bare and (not kept or not kept[-1].strip("> ")):
                continue
            kept.append("" if bare and not line else line)
        return "\n".join(kept).strip("\n")[:MOST]

    def _doing(self, tag: str, attributes: dict[str, str | None]) -> str:
        style = (attributes.get("style") or "").lower().replace(" ", "")
        if tag in _UNSEEN or "hidden" in attributes or any(word in style for word in _HIDING):
            return "hides"
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        if any(word in named for word in _SIGNATURES):
            return "hides"
        return "quotes" if tag == "blockquote" else ""

    def _end_line(self, *, forced: bool = False, spaced: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self._count["pre"] else " ".join(text.split())
        self.line = []
        mark = "> " * min(self._does["quotes"], 20)
        if text:
            self.lines.append(f"{mark}{text}")
            self._size += len(text)
            self.full = self._size > MOST
        elif forced:
            self.lines.append(mark.strip())
        if spaced and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.strip())
