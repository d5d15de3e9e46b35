"""The frame of a page: one file that asks nothing of anybody, runs nothing and links to nothing."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from htpy import Element, Node, body, h1, head, html, main, meta, p, style, title
from markupsafe import Markup

from amcli.render.charts.svg import shown
from amcli.render.html.tables import BROAD, HUGE, LARGE, MIDDLE

# rem; a huge table is stacked always, and a small one never. A tablet has 48.
_STACKED_BELOW = {MIDDLE: 36, LARGE: 47, BROAD: 47}


def document(heading: str, audience: str, parts: Node) -> Element:
    """A page under a heading, and whom it is for. Its policy lets nothing in but its style, by the hash of that."""
    css = _css()
    policy = f"default-src 'none'; style-src 'sha256-{_hash(css)}'; base-uri 'none'; form-action 'none'"
    return html(lang="en")[
        head[
            meta(charset="utf-8"),
            meta(http_equiv="Content-Security-Policy", content=policy),
            meta(name="viewport", content="width=device-width, initial-scale=1"),
            meta(name="color-scheme", content="light dark"),
            meta(name="referrer", content="no-referrer"),
            # A file's name and tab are what a mail program and a browser call it by.
            title[shown(heading)],
            style[Markup(css)],  # noqa: S704 - our own file
        ],
        "\n",
        body[main[h1[shown(heading)], p(".audience")[audience], "\n", parts]],
    ]


@cache
def _css() -> str:
    """The style, and how a table is stacked, once for each width below which tables of a size are."""
    style, stacked = (
        Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("style.css", "stacked.css")
    )
    blocks = [stacked.replace("TABLE", f".{HUGE}")]
    for size, below in _STACKED_BELOW.items():
        blocks.append(f"@media screen and (max-width: {below}rem) {{\n{stacked.replace('TABLE', f'.{size}')}}}\n")
    return style + "".join(blocks)


def _hash(css: str) -> str:
    return b64encode(sha256(css.encode()).digest()).decode()
