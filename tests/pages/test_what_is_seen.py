"""The checks of pages can fail: made pages with one thing wrong after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import chromium, looked_at, needs_browser, needs_paper, printed

from amcli.base.results import Column, Listing
from amcli.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# What a page may not have, and what is said of it.
BAD = {
    "console: Executing inline script violates": "<script>alert(1)</script>",
    "request: https://example.invalid/x.png": '<img src="https://example.invalid/x.png" alt="">',
    "scrolls: 3008 pixels on 1280": '<div style="width: 3000px">wide</div>',
    'overlap: "One" and "Two"': '<p class="over">One</p><p class="over">Two</p>',
    'overlap: "Left" and "Right"': '<svg viewBox="0 0 480 40"><text x="0" y="20">Left</text><text x="20" y="24">Right'
    "</text></svg>",
    'cut off: "Too long for its drawing"': '<svg viewBox="0 0 60 40"><text x="30" y="20">Too long for its drawing'
    "</text></svg>",
    'cut off: "Too low"': '<svg viewBox="0 0 480 40"><text x="30" y="45">Too low</text></svg>',
    'faint: "Pale" #999999 on #ffffff is 2.85 : 1': '<p style="color: #999">Pale</p>',
    'faint: "Dim" #999999 on #ffffff is 2.85 : 1': '<svg viewBox="0 0 99 40"><text y="9" fill="#999">Dim</text></svg>',
    "faint: mark <rect #dddddd on #ffffff is 1.36 : 1": '<svg viewBox="0 0 40 40"><rect width="9" height="9" '
    'fill="#ddd"/></svg>',
    "faint: mark <circle #777777 on #888888 is 1.26 : 1": '<svg viewBox="0 0 40 40"><rect class="s-back" width="20" '
    'height="20" fill="#888"/><circle cx="9" cy="9" r="5" fill="#777"/></svg>',
    "faint: mark <line #cccccc on #ffffff is 1.61 : 1": '<svg viewBox="0 0 40 40"><line x1="0" y1="9" x2="9" y2="9" '
    'stroke="#ccc"/></svg>',
    "built: 2 × h1": "<h1>Another</h1>",
    'built: h4 below h1: "Deep"': "<h4>Deep</h4>",
    'built: a head without scope: "Head"': '<table aria-label="x"><tr><th>Head</th></tr></table>',
    "built: a table without a name": "<table><tr><td>Cell</td></tr></table>",
    "built: a drawing without a title and a description": "<svg></svg>",
    "built: the id one twice": '<p id="one"></p><p id="one"></p>',
    "built: <a>": '<a href="x">There</a>',
    "axe: image-alt": '<img src="data:,">',
}
GOOD = "<h1>A page</h1><p>Text.</p>"
_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'">
<style>html {{ background: #fff; color: #111 }} .over {{ position: absolute; top: 60px; margin: 0 }}
svg {{ width: 400px; overflow: hidden }} svg text {{ font: 15px sans-serif }}</style></head><body><main>{body}</main>"""
SIZED = 60  # pairs of a heading and its text, so that some stand at the foot of a sheet


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@needs_browser
def test_what_is_wrong_is_seen(browser: Browser, tmp_path: Path) -> None:
    """A good page has nothing; of one with everything that can be wrong each is said."""
    file = tmp_path / "made.html"
    file.write_text(_HEAD.format(body=GOOD), encoding="utf-8")
    assert looked_at(browser, file, (1280,), axe_at=(1280,)) == []
    file.write_text(_HEAD.format(body=GOOD + "".join(BAD.values())), encoding="utf-8")
    found = [each.removeprefix("1280 light: ") for each in looked_at(browser, file, (1280,), axe_at=(1280,))]
    assert [told for told in BAD if not any(each.startswith(told) for each in found)] == []


@needs_paper
def test_what_is_parted_is_seen(browser: Browser, tmp_path: Path) -> None:
    """The program's own style keeps together what belongs together; without its rules for that each kind is parted."""
    file = tmp_path / "made.html"
    with file.open("w", encoding="utf-8") as out:
        render(Listing("x", (Column("id"),), [("S1",)]), "html", out)
    style = re.search(r"<style>(.*?)</style>", file.read_text(encoding="utf-8"), re.S)
    assert style
    rows = "".join(
        f"<tr><th scope=row>{place}</th><td>{'line<br>' * (3 + place * 7 % 9)}</td></tr>" for place in range(60)
    )
    table = (
        f"<h2>Rows</h2><table><thead><tr><th scope=col>Head</th><th>Text</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    heads = "".join(f"<h2>{place}</h2><p>{'line<br>' * (1 + place % 3)}</p>" for place in range(SIZED))
    drawing = '<figure><figcaption>Drawing</figcaption><svg viewBox="0 0 480 500"></svg></figure>'
    page = f"<!doctype html><style>{{}}</style><main><h1>Made</h1>{heads}{table}{drawing * 6}</main>"
    file.write_text(page.format(style[1]), encoding="utf-8")
    assert printed(browser, file, "A4") == []
    loose = re.sub(r"break-(inside|after): avoid", r"break-\1: auto", style[1]).replace("table-header-group", "block")
    file.write_text(page.format(loose), encoding="utf-8")
    found = printed(browser, file, "A4")
    assert {each[0] for each in found} == {"r", "f", "k", "t"}, found
