"""No line of any screen is wider than the terminal, whatever was typed."""

import pytest
from hostile_portfolio import CODE, LONG, WIDE, fill
from rich.cells import cell_len

from amcli.app import help_topics
from conftest import Cli

SCREENS = [
    "", "today", f"account show {CODE}", "account show hindi", f"{CODE}", "account list", "account list --tree",
    "contact list", "contact show C1", "interaction list", "interaction show I1", "deadline list", "deadline list --all",
    "deadline list --done-in 2026", "deadline list --expand 90d", "deadline show D2", "product list", "product show brake", "sale list", "sale show S1",
    "budget list", "expense list", "target list", "rate list", "agenda", "agenda --period 2026", "agenda --period this-week",
    "report sales", "report sales --tree", "report sales --share", "report sales --against last-year",
    "report sales --stopped", "report sales --explain forecast", f"report sales --explain {CODE}",
    "report sales --period 2025", "report sales --sort -short --limit 1", f"report sales {CODE} --by product",
    "report budget", f"report budget --explain {CODE}", "report budget --sort -burn --limit 1", "report activity",
    "report activity --by contact", "report activity --by kind", "report activity --by month",
    f"report activity --explain {CODE}", "remind", "remind --explain D1", "search 合同", f"search {LONG}", "search INV", "history", "history H1", "history H20",
    f"history {CODE}", "doctor", "config list", "duplicates", "account duplicates",
    *(f"report sales --by {key}" for key in (
        "product", "category", "tier", "scope", "city", "country", "tag", "account-category", "month", "quarter",
        "account,product", "tag,month", "category,quarter", "city,account")),
    "help", "help commands", "help topics", *(f"help {topic}" for topic in help_topics.names()),
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Read by every test here, written by none."""
    return fill(Cli(tmp_path_factory.mktemp("hostile")))


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(hostile: Cli, width: int) -> None:
    """With wide letters, combining marks, names from right to left, ten digits, codes of forty characters."""
    wider = []
    for screen in SCREENS:
        done = hostile(*screen.split(), tty=True, COLUMNS=str(width), NO_COLOR="1")
        assert done.code == 0, f"{screen}: {done.err}"
        assert done.out.strip(), screen
        wider += [(screen, cell_len(line), line) for line in (done.out + done.err).splitlines() if cell_len(line) > width]
    assert not wider, "\n".join(f"amcli {screen}: {cells} cells\n{line}" for screen, cells, line in wider)
