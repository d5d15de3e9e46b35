"""`colleague merge`: two spellings of one colleague, with everything that names either."""

import sqlite3
from contextlib import closing
from typing import Any

from conftest import Cli

# Whatever names a colleague: table and column.
NAMING = {
    ("assignment", "colleague_id"), ("colleague", "reports_to_id"), ("deadline", "colleague_id"),
    ("issue", "colleague_id"), ("issue", "escalated_id"), ("opportunity", "colleague_id"), ("step", "colleague_id"),
    ("phase", "colleague_id"), ("phase", "escalated_id"), ("contract", "colleague_id"), ("negotiation", "colleague_id"),
    ("interaction", "colleague_id"),
}  # fmt: skip


def read(cli: Cli, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cli.db)) as connection:
        return connection.execute(sql).fetchall()


def names_one(cli: Cli, number: int) -> dict[tuple[str, str], int]:
    """How many rows name a colleague, by table and column; whoever adds a table that does is told to merge it too."""
    tables = [name for (name,) in read(cli, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        (table, column)
        for table in tables
        for column, parent in read(cli, f'SELECT "from", "table" FROM pragma_foreign_key_list(\'{table}\')')
        if parent == "colleague" and not table.endswith("_alias")
    }
    counts = {}
    for table, column in found:
        ((counts[table, column],),) = read(cli, f'SELECT count(*) FROM "{table}" WHERE "{column}" = {number}')
    return counts


def test_everything_that_names_the_other_names_the_one_kept(sample: Cli) -> None:
    """Assignments, deadlines, opportunities and their steps, issues and their phases, who answers to him: all of it
    is of the one that stays, and nothing is said to have happened today. Undo and redo; the file is in order.
    """
    sample.ok(
        "colleague", "add", "Quillstone, Mara", "--code", "mara2", "--phone", "+1 555 0100", "--external-id", "U-7"
    )
    sample.ok("colleague", "edit", "emil", "--reports-to", "mara2")
    sample.ok("assignment", "add", "parker", "mara2", "--role", "owner", "--from", "2026-01-01")
    sample.ok("assignment", "add", "ford", "mara2", "--role", "media", "--hours", "3", "--from", "2026-01-01")
    sample.ok("assignment", "add", "ford", "mara", "--role", "media", "--until", "2026-03-31")
    sample.ok("deadline", "add", "ford", "Samples", "--due", "2026-10-20", "--for", "mara2")
    sample.ok("opportunity", "edit", "OP1", "--owner", "mara2")
    for noun, number in (("issue", "IS1"), ("contract", "CT1"), ("negotiation", "NG1")):
        sample.ok(noun, "edit", number, "--owner", "mara2")
    sample.ok("interaction", "edit", "I1", "--for", "mara2")
    sample.ok("issue", "escalate", "IS1", "--to", "mara2")
    ((mara,),) = read(sample, "SELECT id FROM colleague WHERE code = 'mara'")
    ((other,),) = read(sample, "SELECT id FROM colleague WHERE code = 'mara2'")
    assert names_one(sample, other).keys() == NAMING
    assert all(names_one(sample, other).values()), names_one(sample, other)
    dated = [read(sample, f"SELECT count(*) FROM {table}") for table in ("step", "phase", "deadline")]
    before = sample.dump()
    assert sample("colleague", "merge", "mara2", "--into", "mara", "--dry-run").code == 0
    assert sample.dump() == before
    done = sample("colleague", "merge", "mara", "mara2", "--yes")
    assert done.out == "Merged colleague mara2 (Quillstone, Mara) into mara (Mara Quillstone)\n"
    assert "on the days on which both had the same role, that of mara stays" in done.err
    assert not any(names_one(sample, other).values())
    assert dated == [read(sample, f"SELECT count(*) FROM {table}") for table in ("step", "phase", "deadline")]
    held: Any = sample.json("assignment", "list", "ford", "--colleague", "mara", "--all")
    assert [(row["role"], row["from"], row["until"], row["hours"]) for row in held if row["role"] == "media"] == [
        ("media", None, "2026-03-31", None), ("media", "2026-04-01", None, 3),
    ]  # fmt: skip
    shown: Any = sample.json("colleague", "show", "U-7")
    assert (shown["code"], shown["phone"], mara) == ("mara", "+1 555 0100", mara)
    assert sample.json("account", "show", "parker")["owner"] == "mara"  # type: ignore[index]
    assert sample("doctor").code == 0
    after = sample.dump()
    sample.ok("undo")
    assert all(names_one(sample, other).values())
    sample.ok("redo")
    assert sample.dump() == after


def test_whoever_keeps_the_file_and_who_answers_to_whom(sample: Cli) -> None:
    """`me` finds the one that stays; who was right below him takes his place; who left is said; one who is further
    below is refused, and so is one with himself.
    """
    sample.ok("config", "set", "me", "oskar")
    sample.ok("colleague", "merge", "oskar", "--into", "lena", "--yes")
    agenda: Any = sample.json("report", "team", "--columns", "code,owned")
    assert {row["code"]: row["owned"] for row in agenda["rows"]}["lena"] == 2
    assert sample.json("colleague", "show", "oskar")["code"] == "lena"  # type: ignore[index]
    sample.ok("colleague", "add", "Tom Ashgrove", "--code", "tom", "--reports-to", "emil")
    refused = sample("colleague", "merge", "tom", "nora", "--yes")
    assert (refused.code, "nora is further above tom" in refused.err) == (4, True)
    sample.ok("colleague", "edit", "emil", "--left", "2026-08-31")
    done = sample("colleague", "merge", "tom", "emil", "--yes")
    assert (
        "emil left on 2026-08-31 and tom did not, which holds: `amcli colleague edit tom --left 2026-08-31`" in done.err
    )
    assert sample.json("colleague", "show", "tom")["reports_to"] == "nora"  # type: ignore[index]
    assert sample("colleague", "merge", "tom", "tom", "--yes").code == 4


def test_the_next_file_finds_him(cli: Cli) -> None:
    """Accounts of a CRM that still spells him in the other way are his."""
    for name in ("Nora Wexley", "N. Wexley"):
        cli.ok("colleague", "add", name)
    cli.ok("colleague", "merge", "n-wexley", "--into", "nora-wexley", "--yes")
    file = cli.folder / "crm.csv"
    file.write_text("Account Name,Account Owner\nAcme,N. Wexley\n")
    assert cli("import", "accounts", str(file)).out == (
        "Imported 1 account, set the owner of 1 account (0 already there, 0 rejected)\n"
    )
    held: Any = cli.json("assignment", "list")
    assert [(row["account"], row["colleague"]) for row in held] == [("acme", "nora-wexley")]
