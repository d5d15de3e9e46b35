"""What contracts, issues and negotiations share with other records: what refers to them, where they go, undo."""

from typing import Any

import pytest

from amcli.records.services.changes import add
from amcli.settings.environment import Env
from conftest import AGREED, SMALL, Cli, built_once


@built_once
def _built(cli: Cli) -> Cli:
    """CT1 with NG1 about it, which has two points and three offers; IS1, which a contact raised; what is about them."""
    for words in (*SMALL, *AGREED):
        cli.ok(*words)
    env = Env(cli.environ, command=("amcli", "negotiation", "point"))
    for name in ("price", "payment"):
        add(env, "point", {"negotiation": "NG1", "name": name, "aim": "7"})
    for point, value, side in (("PT1", "9", "us"), ("PT1", "8", "client"), ("PT2", "30", "us")):
        add(env, "offer", {"point": point, "value": value, "side": side, "day": "2026-09-02"})
    cli.ok("deadline", "add", "CT1", "Report", "--due", "2026-09-30", "--every", "month")
    cli.ok("deadline", "add", "NG1", "Ask again", "--due", "2026-09-30")
    cli.ok("log", "IS1", "They accept the credit", "--kind", "note")
    cli.ok("issue", "edit", "IS1", "--raised-by", "C2")
    cli.ok("account", "add", "Ford")
    return cli


agreed = pytest.fixture(_built)
WHERE = ("contract", "term", "issue", "phase", "negotiation", "point", "offer")


def whose(cli: Cli, account: str) -> dict[str, int]:
    """How many records of each kind are of an account, where there are any."""
    found: dict[str, Any] = {kind: cli.json(kind, "list", account) for kind in WHERE}
    return {kind: len(rows) for kind, rows in found.items() if rows}


def test_a_record_goes_with_its_parts_and_comes_back(agreed: Cli) -> None:
    """A negotiation takes its points and their offers along, and undo brings all back; what others refer to stays."""
    before = agreed.dump()
    agreed.ok("deadline", "edit", "D5", "--about", "CT1")
    agreed.ok("negotiation", "remove", "NG1", "--yes")
    left = agreed.dump()
    assert [len(left[table]) for table in ("negotiation", "point", "offer")] == [0, 0, 0]
    agreed.ok("undo")
    agreed.ok("redo")
    assert agreed.dump() == left
    agreed.ok("undo")
    agreed.ok("undo")
    assert agreed.dump() == before
    agreed.ok("opportunity", "edit", "OP1", "--contract", "CT1")
    for words, said in (
        (("contract", "remove", "CT1"), "referred to by 1 opportunity, 1 negotiation, 1 deadline"),
        (("contact", "remove", "C2"), "referred to by 1 issue"),
        (("colleague", "remove", "nora"), "1 issue, 1 phase"),
        (("negotiation", "remove", "NG1"), "referred to by 1 deadline"),
    ):
        done = agreed(*words, "--yes")
        assert (done.code, said in done.err) == (4, True), done.err


def test_what_is_about_it_is_of_its_account(agreed: Cli) -> None:
    """A record moves with what is about it, and what is about that; nothing is about something of another account."""
    for words in (
        ("negotiation", "add", "ford", "Theirs", "--about", "CT1"),
        ("opportunity", "add", "ford", "Renewal", "5", "--close", "2026-12-01", "--contract", "CT1"),
    ):
        done = agreed(*words)
        assert (done.code, "CT1 (Frame agreement) is of maruti" in done.err) == (3, True)
    moved = agreed("contract", "edit", "CT1", "--account", "ford")
    assert "1 negotiation and 2 deadlines about CT1 went with it" in moved.err
    assert whose(agreed, "ford") == {"contract": 1, "term": 1, "negotiation": 1, "point": 2, "offer": 3}
    due: Any = agreed.json("deadline", "list", "ford")
    assert [row["about"] for row in due if row["id"].startswith("D")] == ["CT1", "NG1"]
    done = agreed("issue", "edit", "IS1", "--account", "ford")
    assert (done.code, "IS1 is of the contact C2 of maruti: type --raised-by '' too" in done.err) == (4, True)
    done = agreed("contact", "edit", "C2", "--account", "ford", "--reports-to", "")
    assert (done.code, "1 issue of maruti refers to it" in done.err) == (4, True)
    agreed.ok("undo")
    agreed.ok("opportunity", "edit", "OP1", "--contract", "CT1")
    done = agreed("contract", "edit", "CT1", "--account", "ford")
    assert (done.code, "`amcli opportunity edit OP1 --contract ''` lets go of it" in done.err) == (4, True)
    checks: Any = agreed.json("doctor")
    assert [each["check"] for each in checks["checks"] if each["state"] == "broken"] == []


def test_a_merge_takes_all_of_it_along(agreed: Cli) -> None:
    """Contracts, issues and negotiations go with their account, an issue with the contact who raised it; what may be
    there twice is said, and history finds all of it at the account that is left, also of offers.
    """
    agreed.ok("contract", "add", "ford", "frame  AGREEMENT", "--start", "2026-01-01", "--end", "2026-06-30")
    of_offers: Any = agreed.json("history", "--account", "maruti", "--kind", "offer")
    of_one: Any = agreed.json("history", "NG1")
    assert len(of_offers) == 3
    assert len(of_one) == 7
    before = agreed.dump()
    merged = agreed("account", "merge", "ford", "maruti", "--yes")
    assert "CT2 and CT1 have the same name and start: `amcli contract remove CT1` where they are one" in merged.err
    parts = {"term": 2, "phase": 1, "point": 2, "offer": 3}
    assert whose(agreed, "ford") == {"contract": 2, "issue": 1, "negotiation": 1, **parts}
    assert agreed.json("history", "--account", "ford", "--kind", "offer") == of_offers
    agreed.ok("contact", "merge", "C1", "C2", "--yes")
    issue: Any = agreed.json("issue", "show", "IS1")
    assert issue["raised_by"] == "Asha Rao"
    agreed.ok("undo")
    agreed.ok("undo")
    assert agreed.dump() == before


def test_ids_stand_in_and_series_inherit(agreed: Cli) -> None:
    """An id is what a deadline or a call is about, the next of a series is about it too, and search finds all three."""
    agreed.ok("deadline", "done", "D4")
    due: Any = agreed.json("deadline", "list", "CT1")
    assert [(row["about"], row["due"]) for row in due if row["id"] == "D6"] == [("CT1", "2026-10-30")]
    said: Any = agreed.json("interaction", "list", "IS1")
    assert said[0]["about"] == "IS1"
    for words, found in (("frame", "CT1"), ("squeal", "IS1"), ("prices 2027", "NG1")):
        hits: Any = agreed.json("search", words)
        assert hits[0]["id"] == found
    for kind in ("contracts", "issues", "negotiations"):
        whole = agreed.ok("export", kind, "-f", "csv")
        assert agreed.ok("import", kind, "-", "--yes", stdin=whole).startswith(f"Imported 0 {kind} (1 already there")
    whole, new = agreed.ok("export", "all"), str(agreed.folder / "new.db")
    agreed.ok("--db", new, "import", "all", "-", stdin=whole)
    assert agreed.ok("--db", new, "export", "all") == whole
