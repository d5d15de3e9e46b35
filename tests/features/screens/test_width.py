"""No line of any screen is wider than the terminal, whatever was typed."""

import re

import pytest
from hostile_portfolio import CODE, LONG, fill

from amcli.app import help_topics
from amcli.render.width import width as cells
from conftest import Cli

REPORT_KEYS = (
    "product", "category", "tier", "scope", "city", "country", "tag", "account-category", "month", "quarter",
    "account,product", "tag,month", "category,quarter", "city,account",
)  # fmt: skip
SCREENS = [
    "", CODE, "today", f"account show {CODE}", "account show zelenka", "account show hindi",
    "account list", "account list --tree", "account list --all", "duplicates",
    "contact list", "contact show C1", "interaction list", "interaction show I1",
    "deadline list", "deadline list --all", "deadline list --done-in 2026", "deadline list --expand 90d",
    "deadline show D2", "agenda", "agenda --period 2026", "agenda --period this-week", "remind", "remind --explain",
    "product list", "product show brake", "sale list", "sale show S1", "target list", "rate list",
    "budget list", "expense list",
    "report sales", "report sales --tree", "report sales --share", "report sales --stopped",
    "report sales --against last-year", "report sales --period 2025", "report sales --sort -short --limit 1",
    f"report sales {CODE} --by product", f"report sales --explain {CODE}", "report sales --explain forecast",
    *(f"report sales --by {key}" for key in REPORT_KEYS),
    "report budget", "report budget --sort -burn --limit 1", f"report budget --explain {CODE}",
    "report activity", "report activity --by contact", "report activity --by kind", "report activity --by month",
    f"report activity --explain {CODE}",
    "search 合同", f"search {LONG}", "search INV", "history", "history H1", "history H20", f"history {CODE}",
    "doctor", "config list", "help", "help commands", "help topics",
    *(f"help {topic}" for topic in help_topics.names()),
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Read by every test here, written by none."""
    return fill(Cli(tmp_path_factory.mktemp("hostile")))


# Screens that call each account by its code.
WITH_CODES = ("account list", "account list --tree", "today", "account show zelenka", "report budget", "deadline list")


@pytest.mark.no_cover
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(hostile: Cli, width: int) -> None:
    """With wide letters, combining marks, names from right to left, ten digits, codes of forty characters; and none is
    a single letter of a text that got no room.
    """
    wrong = []
    for screen in SCREENS:
        done = hostile(*screen.split(), tty=True, COLUMNS=str(width), NO_COLOR="1")
        assert done.code == 0, f"{screen}: {done.err}"
        assert done.out.strip(), screen
        wrong += [(screen, line) for line in (done.out + done.err).splitlines() if cells(line) > width]
        wrong += [(screen, crushed[0]) for crushed in re.finditer(r"(?:\n+ *\S *(?=\n)){4}", done.out)]
    assert not wrong, "\n".join(f"amcli {screen}: {line}" for screen, line in wrong)


@pytest.mark.parametrize("screen", WITH_CODES)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_code_is_never_broken(hostile: Cli, screen: str, width: int) -> None:
    """Also where it is as wide as the terminal: then nothing stands before it."""
    assert CODE in hostile.ok(*screen.split(), tty=True, COLUMNS=str(width), NO_COLOR="1").split()
