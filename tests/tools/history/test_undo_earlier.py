"""`undo H99` takes back an earlier change where nothing since rests on it; `redo` puts back what was undone last."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_journal import Dump, commands

from conftest import Cli, tries


def latest(cli: Cli) -> str:
    """The newest operation, such as H27."""
    return cli.ok("history", "--limit", "1", "-f", "ids").strip()


def done(cli: Cli, *words: str) -> str:
    """Do it, and say which operation that was."""
    cli.ok(*words)
    return latest(cli)


def state(cli: Cli, operation: str) -> str:
    detail: Any = cli.json("history", operation)
    return str(detail["state"])


def test_an_earlier_change_is_taken_back_alone(small: Cli) -> None:
    """What came after stays, the history says which is undone, and redo puts that one back."""
    edit = done(small, "deadline", "edit", "D1", "--title", "Slip")
    sale = done(small, "sale", "add", "maruti", "5")
    whole = small.dump()
    assert small.ok("undo", edit, "--dry-run").startswith(f"Would have undone {edit}: ")
    assert (state(small, edit), small.dump()) == ("done", whole)
    assert small.ok("undo", edit, "-q") == f"{edit}\n"
    assert (state(small, edit), state(small, sale)) == ("undone", "done")
    assert "Slip" not in small.ok("deadline", "show", "D1")
    assert "S4" in small.ok("sale", "list")
    assert small.ok("redo").startswith(f"Redone {edit}: ")
    assert (state(small, edit), small.dump()) == ("done", whole)


def test_redo_goes_by_when_it_was_undone(small: Cli) -> None:
    """Not by number: what was undone last comes back first."""
    first = done(small, "sale", "add", "maruti", "5")
    second = done(small, "sale", "add", "maruti", "6")
    third = done(small, "sale", "add", "maruti", "7")
    for each in (second, first, third):
        small.ok("undo", each)
    assert [small.ok("redo", "-q").strip() for _ in range(3)] == [third, first, second]
    assert "nothing to redo" in small("redo").err


@pytest.mark.parametrize(
    ("change", "later", "why"),
    [
        (("deadline", "edit", "D1", "--title", "x"), ("deadline", "done", "D1"), "changed D1"),
        (("account", "edit", "eclair", "--tier", "3"), ("account", "archive", "eclair"), "changed eclair"),
        (("account", "add", "Zeta"), ("contact", "add", "zeta", "Bob"), "refers to zeta"),
        (("account", "add", "Zeta"), ("account", "edit", "eclair", "--parent", "zeta"), "refers to zeta"),
        (("contact", "add", "eclair", "Bob"), ("log", "eclair", "x", "--with", "C4"), "refers to C4"),
        (("product", "add", "Rim"), ("sale", "edit", "S1", "--product", "rim"), "refers to rim"),
        (("deadline", "add", "eclair", "x", "--due=fri", "--every=week"), ("deadline", "skip", "D4"), "changed D4"),
        (("account", "edit", "eclair", "--code", "ecl"), ("account", "edit", "ecl", "--code", "e"), "changed e"),
        (("log", "maruti", "x", "--with", "C1"), ("interaction", "edit", "I3", "--with", "C2"), "changed I3"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)  # fmt: skip
def test_what_something_rests_on_stays(small: Cli, change: tuple[str, ...], later: tuple[str, ...], why: str) -> None:
    """It is named, with what it did, and nothing happens; once that is undone, so can be what it rested on."""
    before = small.dump()
    early = done(small, *change)
    late = done(small, *later)
    whole = small.dump(journal=True)
    refused = small("undo", early)
    assert (refused.code, refused.err) == (4, f"amcli: {late} {why} since: undo {late} first\n")
    assert small.dump(journal=True) == whole
    small.ok("undo", late)
    small.ok("undo", early)
    assert small.dump() == before


def test_all_that_rests_on_it_is_named(small: Cli) -> None:
    """The newest first, as they are to be undone; of many, how many more there are."""
    early = done(small, "account", "add", "Zeta")
    two = [done(small, "sale", "add", "zeta", str(number)) for number in (1, 2)]
    said = f"{two[1]} refers to zeta and {two[0]} refers to zeta since: undo {two[1]} and {two[0]} first"
    assert small("undo", early).err == f"amcli: {said}\n"
    for number in range(3, 8):
        small.ok("sale", "add", "zeta", str(number))
    assert "and 2 more since" in small("undo", early).err


def test_an_import_rests_and_is_rested_on(small: Cli, tmp_path: Path) -> None:
    """The records that an import made count like any others, both ways, and so do those that it changed."""
    file = tmp_path / "sales.csv"
    account = done(small, "account", "add", "Zeta")
    file.write_text("account,amount,date,ref\nzeta,5,2026-09-01,a\neclair,7,2026-09-01,b\n")
    loaded = done(small, "import", "sales", str(file))
    assert small("undo", account).err == f"amcli: {loaded} refers to zeta since: undo {loaded} first\n"
    edit = done(small, "sale", "edit", "S5", "--amount", "9")
    assert small("undo", loaded).err == f"amcli: {edit} changed S5 since: undo {edit} first\n"
    small.ok("undo", edit)
    other = done(small, "sale", "add", "maruti", "1")
    small.ok("undo", loaded)
    assert state(small, other) == "done"
    assert "run again" in small("redo").err
    small.ok("undo", account)
    # what an import changed
    edit = done(small, "sale", "edit", "S3", "--ref", "c")
    file.write_text("account,amount,date,ref\neclair,4000,2026-08-15,c\n")
    loaded = done(small, "import", "sales", str(file), "--update")
    assert small("undo", edit).err == f"amcli: {loaded} changed S3 since: undo {loaded} first\n"


def test_what_is_undone_is_not_undone_twice(small: Cli) -> None:
    """Refused with a sentence, also once a later change ended redo; a name that is no operation's is not found."""
    early = done(small, "sale", "add", "maruti", "5")
    small.ok("undo", early)
    assert (small("undo", early).code, "is undone already: `amcli redo`" in small("undo", early).err) == (4, True)
    small.ok("sale", "add", "maruti", "6")
    refused = small("undo", early)
    assert (refused.code, "a later change ended what can be put back" in refused.err) == (4, True)
    assert state(small, early) == "dropped"
    for name in ("H999", "S1", "99999999999999999999"):
        assert (small("undo", name).code, "there is no operation" in small("undo", name).err) == (3, True)


@pytest.mark.parametrize(
    ("change", "later", "why"),
    [
        (("account", "remove", "old-garage", "--yes"), ("account", "add", "Old Garage"), "has the code of old-garage"),
        (("target", "remove", "T1", "--yes"), ("target", "set", "2026", "7"), "T4 has the"),
        (("sale", "edit", "S1", "--ref", ""), ("sale", "edit", "S4", "--ref", "INV-1"), "has the ref 'INV-1' already"),
        (
            ("contact", "edit", "C2", "--account", "eclair", "--reports-to", ""),
            ("contact", "remove", "C1", "--yes"),
            "C1 is gone",
        ),
        (
            ("account", "edit", "maruti-service", "--parent", ""),
            ("account", "edit", "maruti", "--parent", "maruti-service"),
            "above itself",
        ),
        (
            ("budget", "edit", "B2", "--currency", "EUR"),
            ("budget", "spend", "maruti", "Rebates", "5"),
            "has expenses in EUR",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)  # fmt: skip
def test_what_no_longer_fits_is_refused(small: Cli, change: tuple[str, ...], later: tuple[str, ...], why: str) -> None:
    """Where another record has its place, what it refers to is gone, or a rule of its noun would break."""
    small.ok("sale", "add", "maruti", "5")
    small.ok("interaction", "remove", "I1", "--yes")
    early = done(small, *change)
    late = done(small, *later)
    whole = small.dump(journal=True)
    refused = small("undo", early)
    assert (refused.code, why in refused.err, f"{early} no longer fits" in refused.err) == (4, True, True), refused.err
    assert small.dump(journal=True) == whole
    small.ok("undo", late)
    small.ok("undo", early)


def test_the_latest_that_no_longer_fits_after_an_earlier_one(small: Cli) -> None:
    """What an earlier undo brought back can be in the way of a later one: refused, and redo makes room again."""
    early = done(small, "account", "edit", "maruti-service", "--parent", "")  # was maruti
    small.ok("account", "edit", "maruti", "--parent", "maruti-service")
    late = done(small, "account", "edit", "maruti", "--parent", "")
    assert small("undo", early).code == 0
    refused = small("undo", late)
    assert (refused.code, "above itself" in refused.err) == (4, True)
    small.ok("redo")
    small.ok("undo", late)


def test_redo_of_what_another_program_changed_is_refused(small: Cli) -> None:
    """A record that is not as undo left it is not written over."""
    edit = done(small, "account", "edit", "eclair", "--note", "x")
    small.ok("undo", edit)
    with closing(sqlite3.connect(small.db)) as connection, connection:
        connection.execute("UPDATE account SET note = 'by hand' WHERE code = 'eclair'")
    refused = small("redo")
    assert (refused.code, "eclair is not as undo left it" in refused.err) == (4, True)
    assert "by hand" in small.ok("account", "show", "eclair")


# Random operations, of which one is undone: the file is as if that one had never been.

Line = tuple[tuple[str, ...], Any, str]  # what was typed, what it changed, which operation it is
did = st.tuples(st.integers(0, 37), st.integers(0, 20), st.integers(0, 20))


@settings(max_examples=tries(4, 40))
@given(steps=st.lists(did, min_size=3, max_size=9), picks=st.lists(st.integers(0, 40), min_size=1, max_size=4))
def test_as_if_it_had_never_happened(
    small_file: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any], picks: list[int]
) -> None:
    """Undo any that may be undone, in any order: the records are those of a file where they were never done, and redo
    puts each back, the last one first. What is refused changes nothing.
    """
    cli = Cli(tmp_path_factory.mktemp("earlier"))
    shutil.copy(small_file, cli.db)
    lines: list[Line] = []
    for kind, a, b in steps:
        words, previous = commands(kind, a, b, cli.dump()), latest(cli)
        cli(*words)
        if (operation := latest(cli)) != previous:
            lines.append((words, changes_of(cli, operation), operation))
    undone: list[tuple[str, Dump]] = []
    for pick in picks if lines else []:
        operation, before = lines[pick % len(lines)][2], cli.dump()
        if cli("undo", operation).code == 0:
            undone.append((operation, before))
            gone = {each for each, _ in undone}
            if (never := _without(small_file, tmp_path_factory.mktemp("never"), lines, gone)) is not None:
                assert cli.dump() == never
        else:
            assert cli.dump() == before
    for operation, before in reversed(undone):
        assert cli.ok("redo", "-q").strip() == operation
        assert cli.dump() == before
    for _operation, *_ in lines:
        cli.ok("undo")
    assert cli("redo").code == 0 if lines else True


def changes_of(cli: Cli, operation: str) -> Any:
    """What an operation changed, but for what calendars count."""
    detail: Any = cli.json("history", operation)
    return [change for change in detail["changes"] if change["field"] != "sequence"]


def _without(small_file: Path, folder: Path, lines: list[Line], gone: set[str]) -> Any:
    """The records where some operations are taken back right away, so that only their ids are used up; None where a
    later one does something else then (makes another code, because a name is free; closes what was closed).
    """
    cli = Cli(folder)
    shutil.copy(small_file, cli.db)
    for words, changes, operation in lines:
        cli(*words)
        if latest(cli) != operation or changes_of(cli, operation) != changes:
            return None
        if operation in gone:
            cli.ok("undo")
    return cli.dump()
