"""Needs: what accounts need in their words, from whom, until they are met."""

from typing import Any

from conftest import Cli


def test_a_need_is_listed_until_it_is_met(small: Cli) -> None:
    """Open ones alone, unless all are asked for; it is met on the day it was said or later, and found by its words."""
    add = ("need", "add", "maruti")
    made = small.ok(
        *add, "Discs within three weeks", "--kind", "process", "--from-contact", "Ravi Iyer", "--on", "2026-09-02"
    )
    assert made == "Added need ND1 (Discs within three weeks, maruti)\n"
    small.ok(*add, "One price", "--kind", "facilitation", "--priority", "high")
    rows: Any = small.json("need", "list", "maruti")
    assert [(row["id"], row["kind"], row["priority"], row["contact"], row["day"]) for row in rows] == [
        ("ND2", "facilitation", "high", None, "2026-09-17"), ("ND1", "process", "normal", "Ravi Iyer", "2026-09-02"),
    ]  # fmt: skip
    before = small.dump()
    for words, code, said in (
        (("need", "edit", "ND1", "--met", "2026-09-01"), 2, "is met (2026-09-01) on the day it was said"),
        (("need", "add", "maruti", "x"), 2, "needs its kind"),
        (("need", "add", "maruti", "x", "--kind", "wish"), 2, "product"),
        (("need", "add", "maruti", "x", "--kind", "process", "--from-contact", "C3"), 3, "maruti has no contact 'C3'"),
    ):
        done = small(*words)
        assert (done.code, said in done.err) == (code, True), done
    assert small.dump() == before
    small.ok("need", "edit", "ND1", "--met", "today")
    small.undo_and_redo(before, small.dump())
    assert [row["id"] for row in small.json("need", "list")] == ["ND2"]  # type: ignore[attr-defined]
    assert [row["id"] for row in small.json("need", "list", "--all")] == ["ND2", "ND1"]  # type: ignore[attr-defined]
    found: Any = small.json("search", "three weeks")
    assert [(row["id"], row["kind"], row["text"]) for row in found] == [("ND1", "need", "Discs within three weeks")]


def test_needs_and_plans_come_out_of_files(small: Cli) -> None:
    """Needs by their columns, plans with their pages; the same file again changes nothing, and export gives it back."""
    needs = small.folder / "needs.csv"
    head = "account,text,kind,contact,day\nmaruti,Discs in time,process,Ravi Iyer,2026-09-02\n"
    needs.write_text(f"{head}eclair,Less,wish,,2026-09-02\n")
    done = small("import", "needs", str(needs))
    assert "wish" in done.err + done.out and small.ok("need", "list") == ""
    needs.write_text(head)
    small.ok("import", "needs", str(needs))
    rows: Any = small.json("need", "list")
    assert [(row["account"], row["text"], row["contact"]) for row in rows] == [("maruti", "Discs in time", "Ravi Iyer")]
    plans = small.folder / "plans.csv"
    plans.write_text('account,period,text,written\nmaruti,2027,"# Goal\n\nGrow",2026-09-01\n')
    small.ok("import", "plans", str(plans))
    found: Any = small.json("plan", "show", "maruti")
    assert (found["text"], found["written"], found["age"]) == ("# Goal\n\nGrow", "2026-09-01", 16)
    stood = small.dump()
    small.ok("import", "plans", str(plans))
    assert small.dump() == stood
    out = small.folder / "out.csv"
    small.ok("export", "plans", "-f", "csv", "-o", str(out))
    small.ok("plan", "remove", "PL1", "--yes")
    small.ok("import", "plans", str(out))
    assert small.json("plan", "show", "maruti")["text"] == "# Goal\n\nGrow"  # type: ignore[index]


def test_a_portfolio_takes_its_plans_along(small: Cli) -> None:
    """`export all` and `import all` carry needs, plans, objectives, their money and their actions."""
    for words in (
        ("need", "add", "maruti", "One price", "--kind", "facilitation"),
        ("plan", "write", "maruti", "2026", "# Goal"),
    ):
        small(*words)
    small.ok("plan", "write", "maruti", "2026", "Grow")
    small.ok("plan", "objective", "PL1", "Sell", "--measure", "sales", "--target", "5k", "--need", "ND1")
    small.ok("plan", "objective", "PL1", "Sign")
    small.ok("plan", "money", "PL1", "2026", "--sales", "5", "--cost", "1", "--invest", "2")
    small.ok("deadline", "add", "PL1.2", "Do it", "--due", "2026-10-01")
    file = small.folder / "all.json"
    small.ok("export", "all", "-o", str(file))
    other = Cli(small.folder / "other")
    other.folder.mkdir()
    other.ok("import", "all", str(file))
    tables = ("need", "plan", "objective", "contribution")
    assert [other.dump()[table] for table in tables] == [small.dump()[table] for table in tables]
    assert other.json("deadline", "list", "--about", "PL1.2") == small.json("deadline", "list", "--about", "PL1.2")
