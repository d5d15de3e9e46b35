"""Rows that are below other rows, and codes made from names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_samples import Portfolio, lines, portfolio, table

from amcli.tools.importing.services.import_table import RowsRejected


@pytest.fixture
def file(tmp_path: Path) -> Portfolio:
    """A portfolio with one account."""
    file = Portfolio(tmp_path)
    file.take("accounts", lines("code,name", "top,The Top"))
    return file


PARENTS = "SELECT name, parent FROM accounts ORDER BY record_id"


def test_a_parent_may_come_later_in_the_file(file: Portfolio) -> None:
    """By code or by name in any case; of the file of rows, or of the portfolio."""
    file.take("accounts", lines("code,name,parent", "a,Ann,B", "b,Bea,CLEO", ",Cleo,the top", "d,Dan,top", "e,Eve,TOP"))
    assert file.rows(PARENTS)[1:] == [("Ann", "b"), ("Bea", "cleo"), ("Cleo", "top"), ("Dan", "top"), ("Eve", "top")]


@pytest.mark.parametrize("rows", [["a,Ann,a"], ["a,Ann,b", "b,Bea,Cleo", "c,Cleo,a"]])
def test_a_circle_is_bad_rows(file: Portfolio, rows: list[str]) -> None:
    """Every row of it, and those below; the others are good."""
    text = lines("code,name,parent", *rows, "x,Xeno,a", "y,Yves,Xeno", "z,Zoe,top")
    with pytest.raises(RowsRejected) as error:
        file.take("accounts", text)
    said = [str(row) for row in error.value.rows]
    assert said[: len(rows)] == [
        f"line {n}, parent '{row.split(',')[2]}': would put this account above itself" for n, row in enumerate(rows, 2)
    ]
    below = len(rows) + 2
    assert said[len(rows) :] == [
        f"line {below}, parent 'a': is on line 2, which is a bad row",
        f"line {below + 1}, parent 'Xeno': is on line {below}, which is a bad row",
    ]
    file.take("accounts", text, rejects=file.folder / "bad.csv")
    assert file.rows(PARENTS) == [("The Top", None), ("Zoe", "top")]


def test_a_parent_that_nobody_is(file: Portfolio) -> None:
    """Nobody, or two of the file."""
    with pytest.raises(RowsRejected) as error:
        file.take("accounts", lines("code,name,parent", "t1x,Twin,", "t2x,Twin,", "a,Ann,Twin", "b,Bea,Nobody"))
    assert [str(row) for row in error.value.rows] == [
        "line 4, parent 'Twin': is more than one account: type its code",
        "line 5, parent 'Nobody': there is no account 'Nobody'",
    ]


def test_rows_that_are_known_again_may_be_parents_by_the_name_they_have_in_the_file(file: Portfolio) -> None:
    """The account was renamed since: the next import of the longer file still finds it."""
    change = file.take("accounts", lines("code,name,parent", "top,Old Name,", "a,Ann,Old Name"))
    assert change.message == "Imported 1 account (1 already there, 0 rejected)"
    assert file.rows(PARENTS) == [("The Top", None), ("Ann", "top")]


def test_a_superior_is_of_the_same_account(file: Portfolio) -> None:
    """By name within the account, in any order; a contact of another account is nobody here."""
    file.take("accounts", lines("code,name", "b,Bolt"))
    file.take("contacts", lines("account,name,reports_to", "top,Bob,Ann", "b,Ann,", "top,Ann,", "b,Cy,Ann"))
    above = (
        "SELECT c.name, c.account_id, p.account_id FROM contact c JOIN contact p ON p.id = c.reports_to_id ORDER BY 1"
    )
    assert file.rows(above) == [("Bob", 1, 1), ("Cy", 2, 2)]
    with pytest.raises(RowsRejected, match=r"line 2, reports_to 'Cy': top has no contact 'Cy': C4 .Cy. is of b"):
        file.take("contacts", lines("account,name,reports_to", "top,Dan,Cy"))


def test_codes_are_made_from_names(file: Portfolio) -> None:
    """Unique among the file's and the rows', whose own codes come first, in any case."""
    text = lines("name,code", "Top,", "Top Two,", "x,TOP-2", "Ünïcödé & Co,", "K9,", "日本,")
    file.take("accounts", text)
    assert file.cells("SELECT code FROM account ORDER BY id")[1:] == [
        "top-3", "top-two", "TOP-2", "unicode-co", "k9", "ri-ben",
    ]  # fmt: skip
    file.take("products", lines("name", "!!!", "Pad", "PAD"))
    assert file.cells("SELECT code FROM product ORDER BY id") == ["product", "pad"]


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=12))
def test_any_forest_is_built_as_it_was_said(above: list[tuple[int, bool]]) -> None:
    """Rows whose parents are any rows: circles are bad rows, all others get the parent they name."""
    count = len(above)
    parent = {n: target for n, (target, _) in enumerate(above) if target < count}

    def is_bad(n: int) -> bool:
        seen = set()
        while n in parent:
            if n in seen:
                return True
            seen.add(n)
            n = parent[n]
        return False

    rows = [
        [f"c-{n}", f"Name {n}", "" if target >= count else f"Name {target}" if by_name else f"C-{target}"]
        for n, (target, by_name) in enumerate(above)
    ]
    with portfolio() as file:
        file.take("accounts", table(["code", "name", "parent"], *rows), rejects=file.folder / "bad.csv")
        wanted = [(f"c-{n}", f"c-{parent[n]}" if n in parent else None) for n in range(count) if not is_bad(n)]
        assert file.rows("SELECT code, parent FROM accounts ORDER BY record_id") == wanted
        assert file.cells("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("count", [1, 2, 3, 12])
@pytest.mark.parametrize(("kind", "head", "row"), [
    ("accounts", "code,name,parent", "code-{n},Name {n},Nobody {n}"),
    ("contacts", "account,name,reports_to", "top,Name {n},Nobody {n}"),
])  # fmt: skip
def test_any_number_of_unknown_records_above_are_bad_rows(
    file: Portfolio, kind: str, head: str, row: str, count: int
) -> None:
    """Each row that names nobody is said with its reason, and the good ones go in beside a file of the bad."""
    text = lines(head, *(row.format(n=n) for n in range(count)))
    with pytest.raises(RowsRejected) as error:
        file.take(kind, text)
    title = head.rpartition(",")[2]
    noun = kind.removesuffix("s")
    said = [str(bad).partition(";")[0] for bad in error.value.rows]  # without the nearest names
    assert said == [f"line {n + 2}, {title} 'Nobody {n}': there is no {noun} 'Nobody {n}'" for n in range(count)]
    good = row.format(n=99).removesuffix("Nobody 99")
    file.take(kind, text + good + "\n", rejects=file.folder / "bad.csv")
    assert file.rows(f"SELECT name FROM {kind} WHERE name LIKE 'Name %'") == [("Name 99",)]
    assert len((file.folder / "bad.csv").read_text().splitlines()) == count + 1
