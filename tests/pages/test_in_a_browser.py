"""Pages in a real browser: at three widths, light and dark, and on two sizes of paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import WIDTHS, chromium, looked_at, needs_browser, needs_paper, printed
from page_list import KINDS, OTHERS, reports, written

from conftest import Cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAPERS = ("A4", "Letter")
REPORTS = tuple(reports())
# The window's widths at which axe looks too: it takes more time than all else together.
AXE_AT = (360, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Cli:
    """The sample portfolio, which is only read."""
    return Cli.on_copy(tmp_path_factory.mktemp("pages"), sample_file)


@needs_browser
@pytest.mark.parametrize("words", KINDS, ids=" ".join)
def test_a_page_of_each_kind(browser: Browser, portfolio: Cli, words: tuple[str, ...]) -> None:
    """Nothing is wrong with it at any width in both schemes: no message, no request, nothing that overlaps, is cut
    off, is faint or is built so that who cannot see it is lost.
    """
    assert looked_at(browser, written(portfolio, words, portfolio.folder), axe_at=(360,)) == []


@needs_paper
@pytest.mark.parametrize("words", KINDS, ids=" ".join)
def test_paper_of_each_kind(browser: Browser, portfolio: Cli, words: tuple[str, ...]) -> None:
    """No row, drawing or heading is parted from what belongs to it, and each sheet has the heads of its table."""
    file = written(portfolio, words, portfolio.folder)
    assert [printed(browser, file, paper) for paper in PAPERS] == [[], []]


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("words", [*REPORTS, *KINDS, *OTHERS], ids=" ".join)
def test_every_page(browser: Browser, portfolio: Cli, words: tuple[str, ...]) -> None:
    """The same of every report, and of what else is opened as a page; axe looks at a telephone and at a desk."""
    assert looked_at(browser, written(portfolio, words, portfolio.folder), WIDTHS, axe_at=AXE_AT) == []


@pytest.mark.slow
@needs_paper
@pytest.mark.parametrize("words", [*REPORTS, *OTHERS], ids=" ".join)
def test_every_page_on_paper(browser: Browser, portfolio: Cli, words: tuple[str, ...]) -> None:
    """The same of every report on paper."""
    file = written(portfolio, words, portfolio.folder)
    assert [printed(browser, file, paper) for paper in PAPERS] == [[], []]


def test_every_report_is_on_the_list() -> None:
    """The list is made from the table of commands: a new report is looked at without a word here."""
    assert {("report", "sales"), ("report", "handover", "maruti"), ("report", "pitch", "ford")} <= set(REPORTS)
    assert len(REPORTS) > 15
