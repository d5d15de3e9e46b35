"""What amcli exports it takes back: each kind, as a table of its own, into another file."""

import csv
import io
from pathlib import Path

import pytest

from conftest import Cli

KINDS = (
    "accounts", "products", "contacts", "colleagues", "contracts", "issues", "negotiations",
    "interactions", "deadlines", "budgets", "expenses", "sales", "targets", "rates",
)  # fmt: skip


@pytest.fixture
def filled(small: Cli) -> Cli:
    """With two people at one meeting, a comma in a name, targets and budgets of groups, and one who left."""
    small.ok("contact", "add", "maruti", "Rao, Mohan")
    small.ok("log", "maruti", "Fair", "--with", "Asha Rao", "--with", "Ravi Iyer", "--on", "2026-09-10")
    small.ok("log", "maruti", "Price", "--with", "Rao, Mohan", "--on", "2026-09-11")
    small.ok("target", "set", "2026", "EUR 90", "--account", "maruti", "--group")
    volume = ("Volume", "--period", "2026", "--amount", "9", "--direction", "revenue", "--group")
    small.ok("budget", "add", "maruti", *volume)
    small.ok("contact", "edit", "Rao, Mohan", "--left", "2026-09-12")
    term = ("--start", "2026-01-01", "--end", "2027-12-31", "--notice", "90d", "--lead", "2w", "--term", "12m")
    small.ok("contract", "add", "maruti", "Frame", *term, "--renews", "tacit", "--value", "9", "--per", "year")
    small.ok("issue", "add", "maruti", "Streaks", "--raised-by", "Asha Rao", "--on", "2026-09-10T09:15")
    small.ok("negotiation", "add", "maruti", "Prices", "--about", "CT1", "--until", "2026-12-15")
    return small


def told(cli: Cli, kind: str) -> list[dict[str, str]]:
    """The rows of an export without what belongs to a file: ids, and the state that a file of its own is in."""
    rows = csv.DictReader(io.StringIO(cli.ok("export", kind, "-f", "csv")))
    own = {"id", "archived", "created", "uid", "series", "aliases", "reports_to_id", "with_ids", "sequence"}
    own |= {"raised_by_id"}
    return sorted(({key: value for key, value in row.items() if key not in own} for row in rows), key=str)


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_every_kind_goes_into_another_file(filled: Cli, tmp_path: Path, format_: str) -> None:
    """In the order in which they refer to each other, without a --map; the same file twice adds nothing, and what was
    taken in is exported as it was.
    """
    folder = tmp_path / "other"
    folder.mkdir()
    other = Cli(folder)
    for kind in KINDS:
        file = tmp_path / f"{kind}.{format_}"
        filled.ok("export", kind, "-f", format_, "-o", str(file))
        other.ok("import", kind, str(file), "--yes")
        again = other("import", kind, str(file), "--yes")
        assert (again.code, "Imported 0" in again.out) == (0, True), (kind, again.err)
        assert told(other, kind) == told(filled, kind)
