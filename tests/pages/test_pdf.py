"""Pages on paper, as the extra writes them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import PDFTOTEXT, chromium, needs_paper, opened, parted, script, sheets
from page_list import KINDS, written

from conftest import Cli

try:
    import weasyprint
except (ImportError, OSError) as missing:
    pytest.skip(f"weasyprint or its pango is not there: {missing}", allow_module_level=True)

needs_poppler = pytest.mark.skipif(not (PDFTOTEXT and shutil.which("pdfinfo")), reason="there is no poppler")


def pdf(cli: Cli, *words: str) -> bytes:
    file = cli.folder / "x.pdf"
    assert cli(*words, "-o", str(file)).err == ""
    return file.read_bytes()


def test_the_same_data_is_the_same_pdf(sample: Cli) -> None:
    """The same bytes on the same day, in another process too; no clock is in it, and nothing that runs."""
    data = pdf(sample, "report", "sales")
    done = sample.spawn("report", "sales", "-f", "pdf", environ={**os.environ, "PYTHONHASHSEED": "7"})
    out, err = done.communicate()
    assert (done.returncode, err) == (0, b"")
    assert out == data
    assert data.startswith(b"%PDF-")


@needs_poppler
def test_a_pdf_is_made_for_a4_and_for_who_hears_it(sample: Cli) -> None:
    """A4, tagged, called as the page is; no clock is in it, and nothing that runs."""
    done = subprocess.run(
        ["pdfinfo", "-"], input=pdf(sample, "report", "sales"), capture_output=True, check=True
    )  # fmt: skip
    told = dict(re.findall(r"^(.*?): +(.*)$", done.stdout.decode(), re.M))
    assert told["Title"].startswith("Sales 2026, USD")
    assert (told["Page size"], told["Tagged"]) == ("595.276 x 841.89 pts (A4)", "yes")
    assert (told["JavaScript"], told["Form"], told["Encrypted"]) == ("no", "none", "no")
    assert not {"CreationDate", "ModDate"} & set(told)


@needs_poppler
def test_the_text_of_a_pdf_can_be_read_again(sample: Cli) -> None:
    """What stands on the page is found by who searches it, and each sheet says its number."""
    texts = sheets(pdf(sample, "report", "handover", "maruti"))
    assert len(texts) > 1
    assert [re.search(r"(\d+)\s*/\s*(\d+)\s*$", text).groups() for text in texts] == [  # type: ignore[union-attr]
        (str(number), str(len(texts))) for number in range(1, len(texts) + 1)
    ]
    sales = sheets(pdf(sample, "report", "sales"))[0]
    assert all(word in sales for word in ("Goody Car Service Centre", "1,045,361", "70 %", "target"))


@pytest.mark.slow
@needs_paper
@pytest.mark.parametrize("words", [*KINDS, ("report", "handover", "maruti")], ids=" ".join)
def test_nothing_is_parted_in_a_pdf(sample: Cli, tmp_path: Path, words: tuple[str, ...]) -> None:
    """As in a browser's print: no row, drawing or heading is parted from what belongs to it."""
    with chromium() as browser, opened(browser, written(sample, words, tmp_path), "light", []) as page:
        page.emulate_media(media="print")
        page.evaluate(script("mark_rows.js"))
        marked = page.content()
    assert parted(sheets(weasyprint.HTML(string=marked).write_pdf())) == []
