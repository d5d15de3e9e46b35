"""--create-missing: records that rows name and nobody has."""

from functools import cache
from pathlib import Path

import pytest
from import_samples import Portfolio, lines, prepared

from amcli.tools.history.services import undo as journal
from amcli.tools.importing.services.import_table import RowsRejected


@pytest.fixture
def file(tmp_path: Path) -> Portfolio:
    """A portfolio with one account and one product."""
    return Portfolio(tmp_path, _filled())


@cache
def _filled() -> bytes:
    return prepared(
        accounts=lines("code,name,currency", "acme-works,Acme,EUR"), products=lines("code,name", "pad-10,Pad")
    )


def test_accounts_and_products_are_made(file: Portfolio) -> None:
    """The text is the code where it can be one, else the code is made from it; each once, all in one operation."""
    text = lines(
        "account,product,amount,date,ref",
        "acme,pad,1,2026-01-01,1",
        "Neue Firma GmbH,Disc & Co,2,2026-01-01,2",
        "neue firma gmbh,pad-10,3,2026-01-01,3",
        "A99,P7,4,2026-01-01,4",
    )
    change = file.take("sales", text, create_missing=True)
    assert change.notes == (
        "created 2 accounts: neue-firma-gmbh, A99",
        "created 2 products: disc-co, P7",
    )
    assert file.rows("SELECT code, name, created FROM account ORDER BY id")[1:] == [
        ("neue-firma-gmbh", "Neue Firma GmbH", "2026-07-01"),
        ("A99", "A99", "2026-07-01"),
    ]
    assert file.rows("SELECT account, product FROM sales ORDER BY record_id") == [
        ("acme-works", "pad-10"), ("neue-firma-gmbh", "disc-co"), ("neue-firma-gmbh", "pad-10"), ("A99", "P7"),
    ]  # fmt: skip
    ranges = "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = 3 ORDER BY id"
    assert file.rows(ranges) == [("account", 2, 3), ("product", 2, 3), ("sale", 1, 4)]
    assert file.take("sales", text, create_missing=True).message == "Imported 0 sales (4 already there, 0 rejected)"


def test_without_it_they_are_missing(file: Portfolio) -> None:
    """A row that names nobody is bad."""
    with pytest.raises(RowsRejected, match="there is no account 'Neue'"):
        file.take("sales", lines("account,amount,date", "Neue,1,2026-01-01"))


def test_a_prefix_names_no_record_then(file: Portfolio) -> None:
    """A new name must not end up with an old record whose code begins so; without new names it may."""
    text = lines("account,amount,date", "acme-w,1,2026-01-01")
    assert file.take("sales", text, create_missing=True).notes == ("created 1 account: acme-w",)


def test_contacts_are_made_within_their_account(file: Portfolio) -> None:
    """Those who took part, also in an account that is made by the same row."""
    text = lines(
        "account,text,date,with", "Acme,Hi,2026-01-01,Ann;Bob", "Bolt,Ho,2026-01-01,Ann", "acme,He,2026-01-02,ANN;"
    )
    change = file.take("interactions", text, create_missing=True)
    assert change.notes == ("created 1 account: Bolt", "created 3 contacts: Ann, Bob, Ann")
    assert file.cells("PRAGMA foreign_key_check") == []
    before = file.image()
    assert file.take("interactions", text, create_missing=True).message.startswith("Imported 0")
    assert file.image() == before


def test_what_only_a_bad_row_names_is_not_made(file: Portfolio) -> None:
    """Also when a later good row of the same file names it."""
    text = lines(
        "account,product,amount,date",
        "New,Knob,x,2026-01-01",
        "acme-works,Knob,1,2026-01-01",
        "Newer,Bolt,x,2026-01-01",
    )
    change = file.take("sales", text, create_missing=True, rejects=file.folder / "bad.csv")
    assert change.notes[0] == "created 1 product: Knob"
    assert file.cells("SELECT code FROM account") == ["acme-works"]
    assert file.rows("SELECT id, code FROM product ORDER BY id") == [(1, "pad-10"), (2, "Knob")]
    assert file.rows("SELECT account, product FROM sales ORDER BY record_id") == [("acme-works", "Knob")]


def test_nothing_is_made_when_a_row_is_bad(file: Portfolio) -> None:
    """All or nothing."""
    before = file.image()
    with pytest.raises(RowsRejected):
        file.take("sales", lines("account,amount,date", "New,1,2026-01-01", "New,x,2026-01-01"), create_missing=True)
    assert file.image() == before


def test_parents_and_superiors_are_made(file: Portfolio) -> None:
    """Only those that are not in the file either; their codes leave those of the rows alone."""
    change = file.take(
        "accounts",
        lines("name,code,parent", "Sub,,Holding", "Other,holding,", "Below,,Acme Group"),
        create_missing=True,
    )
    assert change.notes == ("created 1 account: acme-group",)
    assert file.rows("SELECT code, parent FROM accounts ORDER BY record_id") == [
        ("acme-works", None), ("acme-group", None), ("sub", "holding"), ("holding", None), ("below", "acme-group"),
    ]  # fmt: skip
    people = lines("account,name,reports_to", "holding,Ann,Zoe", "holding,Bob,Ann")
    assert file.take("contacts", people, create_missing=True).notes == ("created 1 contact: Zoe",)
    assert file.rows("SELECT name, reports_to FROM contacts") == [("Zoe", None), ("Ann", "Zoe"), ("Bob", "Ann")]


def test_undo_takes_all_of_it_back(file: Portfolio) -> None:
    """The records that were named and those of the rows."""
    before = file.image()
    file.take("interactions", lines("account,text,date,with", "New,Hi,2026-01-01,Ann"), create_missing=True)
    journal.undo(file.env)
    assert file.image() == before


def test_control_characters_are_no_part_of_a_name(file: Portfolio) -> None:
    """A record is made with the clean text, and found by it; a name that leaves nothing is a bad row."""
    text = lines("account,amount,date,ref", "Ne\0w,1,2026-01-01,1", "New,2,2026-01-01,2")
    file.take("sales", text, create_missing=True)
    assert file.cells("SELECT name FROM account")[1:] == ["New"]
    with pytest.raises(RowsRejected):
        file.take("sales", lines("account,amount,date", "\x07,1,2026-01-01"), create_missing=True)
