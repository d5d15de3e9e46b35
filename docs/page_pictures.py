"""Pictures of pages for the README, as the system's Chromium shows them. `make docs` makes them where there is one.

No test compares them: their letters are those of the machine that they were made on. One is written again only where
it differs.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDTH = 1100  # pixels
COLOURS = 64  # of a picture: a page has few, and the edges of letters between them
HIGHEST = 1000  # what is below is left out: a picture is to be looked at beside others
PICTURES: dict[str, tuple[str, ...]] = {
    "page-status.png": ("report", "status"),
    "page-review.png": ("report", "review", "maruti"),
    "page-sales.png": ("report", "sales"),
    "page-plan.png": ("plan", "show", "PL1"),
}


def write(folder: Path, page_of: Callable[[tuple[str, ...]], str]) -> None:
    """Write the pictures that differ into a folder. page_of: the page of a command line as html."""
    if not CHROMIUM:
        print("no pictures of pages: there is no Chromium to make them")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        tab = browser.new_page(viewport={"width": WIDTH, "height": HIGHEST}, color_scheme="light")
        for name, words in PICTURES.items():
            tab.set_content(page_of(words))
            height = min(tab.evaluate("Math.ceil(document.body.getBoundingClientRect().bottom)"), HIGHEST)
            data = _smaller(tab.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": height}))
            path = folder / name
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
                print(f"wrote {name}")
        browser.close()


def _smaller(png: bytes) -> bytes:
    """The same picture in a third of the bytes. Pillow comes with weasyprint."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()
