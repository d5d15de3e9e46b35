"""What a user typed stays text on every page: every command that shows rows, over a portfolio of which every text holds
what would be markup, a link, a style or a script.

The walk is over the table of commands: one that a new feature brings is called as in test_private.py.
"""

import re
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from email import message_from_string, policy
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from htpy import p
from markdown_it import MarkdownIt
from review_samples import fill
from test_help import LEAVES, name_of
from test_private import calls

from amcli.base.fields import Type
from amcli.base.registry import NOUNS
from amcli.base.text import clean, one_line, quote
from amcli.render.html.document import document
from conftest import Cli

PIECES = (
    "</script>", "<script>alert(1)</script>", "</style><style>*{display:none}</style>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>", "<svg><text>x</text></svg>", "</title>", "</td></table><h1>", "<!--", "-->", "<![CDATA[",
    "javascript:alert(1)", "data:text/html,<b>x", "url(https://x.example/a.png)", "expression(alert(1))",
    "style=color:red", "&lt;b&gt; &amp;amp; &#x3c;b&#62; &nbsp;", "[x](https://x.example)", "![x](https://x.example/x.png)",
    "[x]: https://x.example", "<https://x.example>", "`code`", "**bold**", "_it_", "~~gone~~", "a | b", "$x$", "\\",
    "-- x", "# x", "x\n===", "x\n---", "> x", "1. x", "+ x", "* x", "\n\n# x", "\n    code", "\n```\ncode\n```", "\t",
    "\u202egnp.exe", "\u2066x\u2069", "\x1b[31m", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "{{x}}", "${x}", "%s",
)  # fmt: skip
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p", "b", "ul", "li", "dl",
    "div", "dt", "dd", "span", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "time", "figure", "figcaption",
    "svg", "desc", "g", "rect", "line", "text", "path", "polyline", "polygon", "circle",
}  # fmt: skip
# What stands in these is text of ours, or a number.
OURS = {
    "lang", "charset", "http-equiv", "name", "class", "scope", "role", "id", "xmlns", "viewbox", "x", "y", "x1", "y1",
    "x2", "y2", "cx", "cy", "r", "d", "points", "width", "height", "fill", "fill-opacity", "stroke", "stroke-width",
    "stroke-dasharray", "font-size", "font-weight", "text-anchor", "aria-labelledby", "datetime", "content",
}  # fmt: skip
SPOKEN = {"aria-label", "data-head"}  # what a table, a cell is called
EMPTY = {"meta"}
MARK = re.compile("zq[a-z]{6}")
# What markdown may come to: headings, tables, the bold total; lists where a plan has some.
TOKENS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close",
    "th_open", "th_close", "td_open", "td_close", "strong_open", "strong_close", "bullet_list_open",
    "bullet_list_close", "ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close",
}  # fmt: skip
PAGES = [
    path
    for path, command in LEAVES.items()
    if (path[0] == "report" or path[-1] in ("list", "show") or len(path) == 1)
    and any("--format" in parameter.opts for parameter in command.params)
]
# What writes, what shows no record, and what finds that texts were written past all checks.
LEFT_OUT = {("backup",), ("remind",), ("config", "list"), ("doctor",)}
WALKED = [path for path in PAGES if path not in LEFT_OUT and path[0] != "company"]  # which shows no file


def mark_of(table: str, column: str) -> str:
    """A word that stands nowhere else."""
    return "zq" + "".join(chr(97 + letter % 26) for letter in sha256(f"{table}.{column}".encode()).digest()[:6])


# By its mark what each text of each record says: all pieces, each one first somewhere.
FIELDS = [
    (noun.name, column)
    for noun in NOUNS.values()
    for field in noun.fields
    if field.type in (Type.TEXT, Type.PHRASE) and (field.stored or not field.many)
    for column in field.columns
]
TEXTS = {
    mark_of(*each): " ".join((mark_of(*each), *PIECES[place % len(PIECES) :], *PIECES[: place % len(PIECES)]))
    for place, each in enumerate(FIELDS)
}


def plant(file: Path, *, long: bool = False) -> None:
    """Write them into every record, past every check. long: each of ten thousand letters."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for table, column in FIELDS:
            mark = mark_of(table, column)
            text = mark + "<b" * 5_000 if long else TEXTS[mark]
            key = f"(SELECT count(*) FROM {table} AS b WHERE b.id < {table}.id)"  # of one account no two are called so
            db.execute(f"UPDATE {table} SET \"{column}\" = ? || iif({key}, ' ' || {key}, '')", (text,))


@pytest.fixture(scope="module")
def planted_file(agreed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cli = fill(Cli.on_copy(tmp_path_factory.mktemp("planted"), agreed_file))
    cli.ok("rate", "set", "JPY", "USD", "0.007", "--on", "2020-01-01")
    plant(cli.db)
    return cli.db


@pytest.fixture
def hostile(tmp_path: Path, planted_file: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(tmp_path)
    return Cli.on_copy(tmp_path, planted_file)


class Parsed(HTMLParser):
    """What a browser makes of a page: its elements, attributes, and texts, each of one element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.others: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        assert len(dict(attrs)) == len(attrs)
        if tag not in EMPTY:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.inside[-1] if self.inside else "", data))

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_pi = unknown_decl = handle_comment


def check_page(page: str) -> set[str]:
    """That a page has nothing but our elements and attributes, and what users typed as it was; the marks it has."""
    assert page.startswith('<!doctype html><html lang="en">')
    parsed = Parsed(page)
    assert (parsed.inside, parsed.others) == ([], [])
    assert {tag for tag, _ in parsed.elements} <= ELEMENTS
    spoken = []
    for _, attributes in parsed.elements:
        assert attributes.keys() <= OURS | SPOKEN, attributes
        for name, value in attributes.items():
            if name in SPOKEN:
                spoken.append(value)
            else:
                assert not MARK.search(value), (name, value)
    (style,) = [text for tag, text in parsed.texts if tag == "style"]
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    (allowed,) = [each["content"] for _, each in parsed.elements if each.get("http-equiv") == "Content-Security-Policy"]
    assert allowed == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert not MARK.search(style)
    return {mark for text in (*spoken, *(text for _, text in parsed.texts)) for mark in check_text(text)}


def check_text(text: str) -> Iterator[str]:
    """That each text of a user's is there as it was typed, as far as it goes; the marks of those. A sentence quotes it,
    and the parts of a list stand beside each other.
    """
    assert clean(text)[0] == text
    for found in MARK.finditer(text):
        raw = TEXTS[found[0]]
        ways = (clean(raw)[0], one_line(clean(raw)[0]), quote(raw)[1:], clean(raw)[0].replace(";", ", "))
        read = text[found.start() :]
        assert any(common(read, way) >= min(len(read.rstrip("…")), 40) for way in ways), read[:200]
        yield found[0]


def common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def called(cli: Cli, path: tuple[str, ...], format: str) -> str:
    """What the first call of a command that works says in a format."""
    done = None
    for words, stdin in calls(cli, path):
        done = cli(*words, "-f", format, stdin=stdin)
        if done.code in (0, 1):
            return done.out
    pytest.fail(f"{name_of(path)}: {done and done.err}")


@pytest.mark.no_cover
@pytest.mark.parametrize("path", WALKED, ids=name_of)
def test_what_was_typed_is_text_on_every_page(hostile: Cli, path: tuple[str, ...]) -> None:
    """As HTML and as markdown: no element, attribute, style, link or image is of a user's making."""
    check_page(called(hostile, path, "html"))
    check_markdown(called(hostile, path, "markdown"))


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def check_markdown(text: str) -> None:
    """That markdown has nothing but our headings, tables and bold totals."""
    kinds = set()
    for block in MARKDOWN.parse(text):
        kinds |= {block.type, *(each.type for each in block.children or ())}
    assert kinds <= TOKENS, kinds - TOKENS


SHOW = [path for path in PAGES if path[-1] == "show"]
WRITTEN = [("report", "review"), ("report", "handover"), ("report", "pitch"), ("plan", "show"), ("report", "sales")]


def test_the_pages_have_all_that_was_typed(hostile: Cli) -> None:
    """Every text of every record is on the page that shows it, but for a model, which is none without its TOML."""
    found = {mark for path in SHOW for mark in check_page(called(hostile, path, "html"))}
    unseen = {each for each in FIELDS if mark_of(*each) not in found}
    assert unseen == {("model", "name"), ("model", "text")}


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_mail_has_the_same_page_and_no_header_of_a_user_s_making(hostile: Cli, path: tuple[str, ...]) -> None:
    """The page beside a text without a control character, under a subject of one line."""
    mail = message_from_string(called(hostile, path, "eml"), policy=policy.default)
    assert list(mail.keys()) == ["Subject", "MIME-Version", "Content-Type"]
    assert clean(mail["Subject"])[0] == mail["Subject"]
    text, page = (part.get_content() for part in mail.iter_parts())
    assert page.rstrip("\n") == called(hostile, path, "html").rstrip("\n")
    assert clean(text)[0] == text
    check_page(page)


@pytest.mark.parametrize(
    "path",
    [each if each in WRITTEN else pytest.param(each, marks=pytest.mark.slow) for each in WALKED],
    ids=name_of,
)
def test_ten_thousand_letters_that_look_like_elements(
    hostile: Cli, path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of very long texts is one whose elements are all ours."""
    plant(hostile.db, long=True)
    monkeypatch.setattr("test_hostile_pages.TEXTS", {mark: mark + "<b" * 5_000 for mark in TEXTS})
    check_page(called(hostile, path, "html"))
    check_markdown(called(hostile, path, "markdown"))


GOOD = document("Heading", "For us", p["Text"])


@pytest.mark.parametrize(
    "bad",
    [
        '<a href="https://x.example">x</a>', '<p style="color:red">x</p>', '<p onclick="x()">x</p>', "<!-- x -->",
        '<img src="x.png">', "<script>x</script>", "<style>p{}</style>", "<p>x", "<?x?>", '<svg xlink:href="#x"></svg>',
        '<p class="zqabcdef">x</p>', "\x07",
    ],
)  # fmt: skip
def test_what_is_looked_for_would_be_found(bad: str) -> None:
    """A page of ours passes; the same with one thing too many does not."""
    page = "".join(GOOD.iter_chunks())
    check_page(page)
    with pytest.raises((AssertionError, ValueError)):
        check_page(page.replace("<p>Text</p>", f"<p>Text</p>{bad}"))


@pytest.mark.parametrize(
    "bad", ["[x](https://x.example)", "![x](x.png)", "<b>x</b>", "`x`", "> x", "---", "_x_", "<https://x.example>"]
)
def test_what_is_looked_for_in_markdown_would_be_found(bad: str) -> None:
    """Each kind of markup that a text could be taken for."""
    check_markdown("# Heading\n\n| a |\n| --- |\n| **b** |\n")
    with pytest.raises(AssertionError):
        check_markdown(f"# Heading\n\n{bad}\n")
