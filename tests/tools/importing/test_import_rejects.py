"""Good rows in, bad rows out to a file that can be corrected and imported again."""

import csv
import os
from pathlib import Path

import pytest
from import_samples import Portfolio, lines

from amcli.base.errors import BadValue, DatabaseError
from conftest import Cli

MIXED = lines(
    "Kunde;amount;date;note",
    "acme;1;2026-01-01;good",
    "acme;x;2026-01-01;'=1+1",
    'nobody;2;2026-01-01;"two;\nlines"',
    "acme;3",
    "acme;4;2026-01-01;a;b",
    '"a"b;5;2026-01-01;',
)


@pytest.fixture
def file(tmp_path: Path) -> Portfolio:
    """A portfolio with one account."""
    file = Portfolio(tmp_path)
    file.take("accounts", lines("code,name", "acme,Acme"))
    return file


def test_good_rows_go_in_and_bad_ones_to_the_file(file: Portfolio) -> None:
    """In the columns and with the cells of the original, then line and reason; what is too much stays at the right."""
    path = file.folder / "bad.csv"
    change = file.take("sales", MIXED, "account=Kunde", rejects=path)
    assert change.message == "Imported 1 sale (0 already there, 5 rejected)"
    assert change.exit_code == 6
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[0] == ["Kunde", "amount", "date", "note", "line", "reason"]
    assert [row[:5] for row in rows[1:]] == [
        ["acme", "x", "2026-01-01", "'=1+1", "3"],
        ["nobody", "2", "2026-01-01", "two;\nlines", "4"],
        ["acme", "3", "", "", "6"],
        ["acme", "4", "2026-01-01", "a", "7"],
        ['"a"b;5;2026-01-01;', "", "", "", "8"],
    ]
    assert [row[5:] for row in rows[1:]] == [
        ["amount 'x': is not an amount: use 125000, 125000.50, 125,000.50, EUR 99 or 99EUR"],
        ["Kunde 'nobody': there is no account 'nobody'"],
        ["has 2 cells, and the header has 4 cells"],
        ["has 5 cells, and the header has 4 cells", "b"],
        ["has a quote inside a quoted cell"],
    ]


def test_the_notes_name_the_bad_rows(file: Portfolio) -> None:
    """A hundred of them, then a count, and where they are."""
    text = "account,amount,date\n" + "acme,x,2026-01-01\n" * 102
    path = file.folder / "bad.csv"
    notes = file.take("sales", text, rejects=path).notes
    assert notes[0].startswith("line 2, amount 'x': is not an amount")
    assert len(notes) == 102
    assert notes[100:] == ("and 2 more bad rows", f"102 bad rows in {path}")


def test_a_corrected_file_goes_in(file: Portfolio) -> None:
    """Its line and reason columns are ignored, also when some rows are still bad and go to the very same file."""
    path = file.folder / "bad.csv"
    file.take("sales", lines("account,amount,date", "acme,x,2026-01-01", "acme,y,2026-01-01"), rejects=path)
    corrected = path.read_text(encoding="utf-8").replace("acme,x", "acme,7")
    path.write_text(corrected, encoding="utf-8")
    with path.open("rb") as source:
        change = file.take("sales", source.read(), rejects=path)
    assert change.message == "Imported 1 sale (0 already there, 1 rejected)"
    assert change.notes[-1] == f"1 bad row in {path}"
    assert path.read_text(encoding="utf-8").splitlines()[0] == "account,amount,date,line,reason"
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("acme,y,2026-01-01,3,")
    file.take("sales", path.read_text(encoding="utf-8").replace("acme,y", "acme,8"), rejects=path)
    assert path.read_text(encoding="utf-8") == "account,amount,date,line,reason\n"
    assert file.cells("SELECT amount FROM sales") == ["7.00", "8.00"]


def test_a_column_called_line_keeps_its_name(file: Portfolio) -> None:
    """An invoice has lines too: the one of the rejects is then called otherwise, so that a mapping stays true."""
    path = file.folder / "bad.csv"
    text = lines("account,amount,date,line", "acme,x,2026-01-01,17")
    file.take("sales", text, "ref=line", rejects=path)
    header, row = path.read_text(encoding="utf-8").splitlines()
    assert header == "account,amount,date,line,rejected_line,reason"
    assert row.startswith("acme,x,2026-01-01,17,2,")
    file.take("sales", path.read_text(encoding="utf-8").replace("acme,x", "acme,1"), "ref=line")
    assert file.cells("SELECT ref FROM sale") == ["17"]


def test_rows_that_contradict_one_another_are_rejected_with_their_cells(file: Portfolio) -> None:
    """What is only found when all rows are known goes to the file like any other bad row, in the order of the lines."""
    path = file.folder / "bad.csv"
    text = lines("account,amount,date,ref", "acme,1,2026-01-01,R", "acme,2,2026-01-01,R", "acme,x,2026-01-01,")
    change = file.take("sales", text, rejects=path)
    assert change.message == "Imported 1 sale (0 already there, 2 rejected)"
    reason = "ref 'R': has the same account, kind and ref as line 2, but not the same content"
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        f'acme,2,2026-01-01,R,3,"{reason}"',
        "acme,x,2026-01-01,,4,\"amount 'x': is not an amount: use 125000, 125000.50, 125,000.50, EUR 99 or 99EUR\"",
    ]


def test_a_reason_is_no_formula(tmp_path: Path) -> None:
    """A reason begins with the name of a column, which may be anything."""
    file = Portfolio(tmp_path)
    path = file.folder / "bad.csv"
    file.take("accounts", lines("=HYPERLINK(1),tier", "A,9", ",1"), "name==HYPERLINK(1)", rejects=path)
    assert ",'=HYPERLINK(1) '': is empty" in path.read_text(encoding="utf-8").replace('"', "")


def test_a_dry_run_writes_no_file(file: Portfolio) -> None:
    """It says what would go where."""
    path = file.folder / "bad.csv"
    before = file.image()
    change = file.take("sales", MIXED, "account=Kunde", rejects=path, dry_run=True)
    assert change.message == "Would have imported 1 sale (0 already there, 5 rejected)"
    assert change.notes[-1] == f"5 bad rows would go to {path}"
    assert change.exit_code == 6
    assert file.image() == before
    assert not list(file.folder.glob("*bad*"))


@pytest.mark.parametrize("where", ["no/such/folder/bad.csv", "folder", "test.db/bad.csv"])
def test_a_file_that_cannot_be_written_is_said_before_anything_goes_in(file: Portfolio, where: str) -> None:
    """A missing folder, a folder in its place, a folder that is none."""
    (file.folder / "folder").mkdir()
    before = file.image()
    with pytest.raises(BadValue, match="cannot write"):
        file.take("sales", MIXED, "account=Kunde", rejects=file.folder / where)
    assert file.image() == before


def test_a_read_only_file_is_left_alone(file: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its folder would let it be replaced."""
    path = file.folder / "bad.csv"
    path.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(BadValue, match=r"bad\.csv: it is read-only"):
        file.take("sales", MIXED, "account=Kunde", rejects=path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_file_that_fails_midway_takes_the_import_back(file: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk under the rejects: nothing went in, the old file stands, the draft is gone."""
    path = file.folder / "bad.csv"
    path.write_text("old", encoding="utf-8")
    before = file.image()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadValue, match=r"cannot write .*No space left"):
        file.take("sales", MIXED, "account=Kunde", rejects=path, keep_copy=False)
    assert file.image() == before
    assert [entry.name for entry in file.folder.iterdir() if "bad" in entry.name] == ["bad.csv"]
    assert path.read_text(encoding="utf-8") == "old"


def test_rejected_rows_are_not_lost_when_the_file_cannot_be_put_in_place(
    file: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The good rows are in by then: the message says where the others are, and they are there."""

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(1, f"Operation not permitted: {self} {target}")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BadValue, match="the good rows went in, but") as error:
        file.take("sales", MIXED, "account=Kunde", rejects=file.folder / "bad.csv", keep_copy=False)
    draft = Path(error.value.message.rsplit(" ", 1)[1])
    assert len(draft.read_text(encoding="utf-8").splitlines()) == 7
    assert file.cells("SELECT amount FROM sales") == ["1.00"]


def test_a_failing_database_leaves_the_old_file(file: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is only replaced when the good rows are in."""
    path = file.folder / "bad.csv"
    path.write_text("old", encoding="utf-8")
    file.path.write_bytes(b"no database at all, but long enough to be looked at" * 30)
    with pytest.raises(DatabaseError):
        file.take("sales", MIXED, "account=Kunde", rejects=path)
    assert path.read_text(encoding="utf-8") == "old"


def test_what_create_missing_would_make_is_said(cli: Cli) -> None:
    """Once below the bad rows, with the names, with --rejects too; nothing of what it would not make."""
    file = cli.folder / "territories.csv"
    file.write_text(
        "TerritoryID,TerritoryDescription,Region\n1,Westboro,Eastern\n2,Bedford,Eastern\n3,Denver,Western\n"
    )
    said = "--create-missing makes the 2 territories that there are not: Eastern, Western"
    done = cli("import", "territories", str(file))
    assert (done.code, done.err.splitlines()[-1].strip()) == (2, said)
    assert f"note: {said}" in cli("import", "territories", str(file), "--rejects", str(cli.folder / "bad.csv")).err
    assert cli("import", "territories", str(file), "--create-missing").code == 0
    file = cli.folder / "placements.csv"
    file.write_text("account,territory\nnobody,Eastern\n")
    done = cli("import", "placements", str(file))
    assert "--create-missing makes the 1 account that there is not: nobody" in done.err
