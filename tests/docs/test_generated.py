"""What `make docs` writes is what the program is now."""

import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import page_pictures

import pages as generated  # docs/pages.py

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return generated.pages()


@pytest.mark.capped
@pytest.mark.parametrize("name", ["commands.md", "views.md", "importing.md", "models.md", *generated.PICTURES])
def test_a_generated_page_is_up_to_date(pages: dict[str, str], name: str) -> None:
    """`make docs` would write nothing new."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages[name], "run `make docs` and look at the change"


def test_a_page_is_the_same_in_any_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`make docs` wraps the help at one width, whatever that of the terminal is."""
    monkeypatch.setenv("COLUMNS", "200")
    assert generated._captured(str(tmp_path), "help", "dates").rstrip() in (DOCS / "commands.md").read_text("utf-8")


def test_the_readme_links_to_what_is_there() -> None:
    """Every link of the README leads to a file of the checkout."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert len(targets) >= 8
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_pictures_show_the_sample_portfolio(pages: dict[str, str]) -> None:
    """The pictures are of real screens: the sales of the year with their bar, and what each is about."""
    for picture in ("today.svg", "account-show.svg", "report-sales.svg"):
        assert "█" in pages[picture]
        assert "│" in pages[picture]
    assert "OVERDUE" in pages["today.svg"]
    assert "PEOPLE" in pages["account-show.svg"]
    assert "Maruti" in pages["report-sales.svg"]
    assert "negotiation" in pages["report-pipeline.svg"]
    assert "CT5" in pages["report-contracts.svg"]
    assert "IS6" in pages["report-issues.svg"]
    assert "private" in pages["negotiation.svg"]
    assert "Quillstone" in pages["report-team.svg"]
    assert "Michigan" in pages["report-territories.svg"]


def test_pictures_of_pages_are_small(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """They are as wide as each other and light; what is in them is not compared, for their letters are a machine's own.

    Without a browser none is written, and `make docs` says so.
    """
    found = [DOCS / name for name in page_pictures.PICTURES if (DOCS / name).exists()]
    assert len(found) >= 2
    for file in found:
        data = file.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(data[16:20]) == page_pictures.WIDTH
        assert len(data) < 120_000
        assert f"(docs/{file.name})" in (ROOT / "README.md").read_text(encoding="utf-8")
    monkeypatch.setattr(page_pictures, "CHROMIUM", None)
    page_pictures.write(DOCS / "nowhere", lambda words: "")
    assert capsys.readouterr().out == "no pictures of pages: there is no Chromium to make them\n"
