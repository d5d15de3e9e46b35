"""The written pages to the letter, over the sample data: what a client sees, and what stays with us."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import Cli

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "review": "report review maruti --period this-quarter",
    "handover": "report handover maruti",
    "pitch": "report pitch maruti --discount 10",
    "plan": "plan show PL1 --discount 10",
}


class Texts(HTMLParser):
    """The texts of a page by the element and the classes that they stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[tuple[str, str]] = []
        self.found: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.inside.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.found.append((*self.inside[-1], data))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_to_the_letter(sample: Cli, name: str) -> None:
    """What stands in the body as HTML, without the style, which is one for all; and the whole as markdown."""
    words = PAGES[name].split()
    page = sample.ok(*words, "-f", "html")
    body = page[page.index("<main>") : page.index("</body>")]
    assert body.splitlines() == (GOLDEN / f"{name}.html").read_text(encoding="utf-8").splitlines()
    written = sample.ok(*words, "-f", "markdown")
    assert written.splitlines() == (GOLDEN / f"{name}.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_how_far_we_would_go(sample: Cli, name: str) -> None:
    """Neither the aims nor the limits of a negotiation are on any of them, in any format that is sent."""
    sample.ok("negotiation", "point", "NG1", "volume", "--aim", "88234565", "--limit", "77123452")
    for format in ("html", "eml", "markdown"):
        page = sample.ok(*PAGES[name].split(), "-f", format).translate(str.maketrans("", "", ",=\n"))
        assert "8823456" not in page and "7712345" not in page


@pytest.mark.parametrize("name", ["handover", "pitch"])
def test_what_nobody_knows_is_marked(sample: Cli, name: str) -> None:
    """UNKNOWN stands out by its class as well as by its word, in a field and in a cell."""
    sample.ok("account", "add", "Nobody", "--code", "nobody")
    sample.ok("contact", "add", "nobody", "Ann")
    sample.ok("sale", "add", "nobody", "5")
    page = sample.ok("report", name, "nobody", "-f", "html")
    found = {(tag, style) for tag, style, text in Texts(page).found if text == "UNKNOWN"}
    assert {tag for tag, _ in found} >= {"dd", "td"}
    assert all("close" in style for tag, style in found if tag in ("dd", "td")), found


def test_what_nobody_knows_is_never_said_to_the_client(sample: Cli) -> None:
    """What is not written down is simply not on the client's page."""
    for account in ("maruti", "hyundai", "ford", "goody", "parker"):
        page = sample.ok("report", "review", account, "-f", "html")
        assert "UNKNOWN" not in page
        assert "Internal" not in page
