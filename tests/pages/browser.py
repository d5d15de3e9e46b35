"""Pages as a browser shows and prints them: what is wrong with one, in sentences."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PDFTOTEXT = shutil.which("pdftotext")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to open a page in")
needs_paper = pytest.mark.skipif(not (CHROMIUM and PDFTOTEXT), reason="there is no Chromium, or no pdftotext (poppler)")
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
SERIOUS = ("serious", "critical")  # what axe says of them; a minor one is a matter of taste
TOGETHER = re.compile(r"«([rfk]\d+)»")  # what must not be parted
OF_A_TABLE = re.compile(r"«t(\d+)»")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser, without a window."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@cache
def script(name: str) -> str:
    """A function of JavaScript that runs in a page, which its own policy does not keep a browser's tools from."""
    return (HERE / name).read_text(encoding="utf-8")


@contextmanager
def opened(browser: Browser, file: Path, scheme: str, said: list[str]) -> Iterator[Page]:
    """A page of a file; said: gets what it asks of anybody, and what the browser says about it."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", offline=True)
    page = context.new_page()
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error.message}"))
    page.on("request", lambda each: said.append(f"request: {each.url}") if each.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    context.close()


def looked_at(browser: Browser, file: Path, widths: Sequence[int] = WIDTHS, *, axe_at: Sequence[int] = ()) -> list[str]:
    """What is wrong with a page, at so many pixels of width in both schemes; axe looks at some of them."""
    found: list[str] = []
    for scheme in SCHEMES:
        with opened(browser, file, scheme, found) as page:
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                wrong = page.evaluate(script("look.js"))
                if width in axe_at:
                    wrong += by_axe(page)
                found += [f"{width} {scheme}: {each}" for each in wrong]
    return list(dict.fromkeys(found))


def by_axe(page: Page) -> list[str]:
    """What axe (deque's rules of accessibility) finds serious, and which element it means."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"]
    return [
        f"axe: {each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations if each["impact"] in SERIOUS
    ]  # fmt: skip


def printed(browser: Browser, file: Path, paper: str) -> list[str]:
    """What a printer would part: the text of each sheet, with names in what belongs together (mark_rows.js)."""
    said: list[str] = []
    with opened(browser, file, "light", said) as page:
        page.emulate_media(media="print")
        page.evaluate(script("mark_rows.js"))
        data = page.pdf(format=paper, prefer_css_page_size=False)
    return parted(sheets(data))


def sheets(data: bytes) -> list[str]:
    """The text of each page of a pdf."""
    assert PDFTOTEXT
    done = subprocess.run([PDFTOTEXT, "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def parted(texts: Sequence[str]) -> list[str]:
    """What stands on two sheets and belongs on one, and tables that go on without their heads."""
    first: dict[str, int] = {}
    found = [] if any(map(TOGETHER.search, texts)) else ["nothing of it is marked, or can be read"]
    for number, text in enumerate(texts, 1):
        for name in dict.fromkeys(TOGETHER.findall(text)):
            if first.setdefault(name, number) != number:
                found.append(f"{name} is on sheets {first[name]} and {number}")
        for table in dict.fromkeys(OF_A_TABLE.findall(text)):
            if f"«h{table}»" not in text:
                found.append(f"table {table} goes on without its heads on sheet {number}")
    return found
