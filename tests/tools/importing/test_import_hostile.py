"""Whatever a file holds: texts arrive as they were, and nothing but an error of ours comes out."""

import sqlite3
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_samples import Portfolio, lines, portfolio, prepared, table

from amcli.base.errors import AmcliError
from amcli.base.fields import Type
from amcli.base.registry import NOUNS
from amcli.base.text import clean, escape_cell, is_empty, name_key
from amcli.records.services import changes as records
from amcli.tools.importing.services.rows.missing import missing_in
from conftest import tries

PIECES = st.sampled_from(
    [
        *("=1+1", "@SUM(A1)", "-2+3", "'", "''=x", '"', ",", ";", "\t", "|", "\n", "\r\n", "\r", "\0", "\x1b[31m"),
        *("\u202e", "[bold]", "[/x]", ":smile:", "'); DROP TABLE account; --", "%s{0}", "\u2028", "é", "🙂", "\ufeff"),
        *(" ", "x", "+49 30 1"),
    ]
)
TEXTUAL = (Type.TEXT, Type.REF, Type.CODE)
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)


def stored(text: str, field: str = "name") -> str | None:
    """What is to be in the file."""
    account = NOUNS["account"]
    cleaned = clean(text)[0]
    return None if is_empty(cleaned) or missing_in(account, account.field(field)).fullmatch(cleaned) else cleaned


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=8))
def test_any_text_arrives_as_it_was(rows: list[tuple[str, ...]]) -> None:
    """Escaped as an export escapes it, quoted as csv quotes it: back comes the clean text, and nothing else."""
    rows = [(f"c-{n}", *row) for n, row in enumerate(rows) if stored(row[0])]
    with portfolio() as file:
        cells = [[*row[:4], f"{row[0]}{row[4]}"] for row in rows]
        text = table(["code", "name", "note", "city", "external_id"], *cells, escaped=True)
        file.take("accounts", text)
        fields = ("name", "note", "city", "external_id")
        wanted = [tuple(map(stored, (*row[1:4], f"{row[0]}{row[4]}"), fields)) for row in rows]
        assert file.rows("SELECT name, note, city, external_id FROM account ORDER BY id") == wanted
        assert file.take("accounts", text).message.startswith("Imported 0 accounts")


@settings(max_examples=tries(5, 40))
@given(st.lists(TEXTS, max_size=5, unique_by=lambda text: name_key(str(stored(text)))))
def test_any_name_is_found_by_itself(names: list[str]) -> None:
    """An account and a contact that a row names are made once, and found the next time."""
    people = [name for name in names if ";" not in name]
    rows = [[name, "x", "2026-01-01", ";".join(people)] for name in names]
    with portfolio() as file:
        options: dict[str, Any] = {"create_missing": True, "rejects": file.folder / "bad.csv"}
        text = table(["account", "text", "date", "with"], *rows, escaped=True)
        first = file.take("interactions", text, **options)
        before = file.image()
        again = file.take("interactions", text, **options)
        assert file.image() == before
        assert first.exit_code == again.exit_code
        assert file.cells("PRAGMA foreign_key_check") == []


HEADERS = {
    "accounts": "code,name,parent,tier,tags,currency",
    "contacts": "account,name,roles,reports_to",
    "sales": "account,amount,date,product,quantity,ref,kind,currency",
    "interactions": "account,text,date,with,minutes",
    "expenses": "account,budget,date,amount",
    "targets": "period,amount,account",
    "rates": "from,to,rate,date",
}
CELLS = st.sampled_from(
    [
        *(
            b"acme",
            b"Ann",
            b"Fair",
            b"1",
            b"12.345",
            b"99999999999999999999",
            b"EUR 1",
            b"USD",
            b"2026-01-01",
            b"today",
        ),
        *(b"2026", b"9999-12-31", b"2026-W53", b"A1", b"C1", b"B1", b"C99999999999999999999", b";", b'"', b"'", b"\0"),
        *(b"\xff", b"\n", b"\r"),
    ]
)


@cache
def _some() -> bytes:
    """A portfolio that the cells may refer to."""
    return prepared(
        accounts=lines("code,name", "acme,Acme"),
        contacts=lines("account,name", "acme,Ann"),
        budgets=lines("account,name,period,amount", "acme,Fair,2026,1"),
    )


@settings(max_examples=tries(12, 60), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(HEADERS)),
    st.lists(st.lists(CELLS | st.binary(max_size=4), max_size=8).map(b",".join), max_size=6).map(b"\n".join),
    st.booleans(),
    st.booleans(),
)
def test_whatever_the_bytes_nothing_but_our_errors_comes_out(
    kind: str, data: bytes, create: bool, reject: bool
) -> None:
    """And the file stays whole: what went in refers to what is there, and a second run adds nothing."""
    with portfolio(_some()) as file:
        text = HEADERS[kind].encode() + b"\n" + data
        options: dict[str, Any] = {
            "create_missing": create, "rounding": create, "rejects": file.folder / "bad.csv" if reject else None
        }  # fmt: skip
        try:
            file.take(kind, text, **options)
            before = file.image()
            file.take(kind, text, **options)
        except AmcliError:
            return
        assert file.image() == before
        assert file.cells("PRAGMA foreign_key_check") == []


STARTS = [b"", b"PK\x03\x04", b'[{"name":', b'{"name":"x"}\n', b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"name\n"]


@given(st.sampled_from(STARTS), st.binary(max_size=60), st.sampled_from([noun.view for noun in NOUNS.values()]))
def test_a_file_of_any_bytes_is_refused_or_read(start: bytes, data: bytes, kind: str) -> None:
    """Header and all, whatever kind of file it begins as."""
    with portfolio() as file:
        try:
            file.take(kind, start + data)
        except AmcliError as error:
            assert error.message


# Per noun and field: what may stand in a cell; what is refused has a ! in front, which is taken off.
VALUES: dict[str, dict[str, list[str]]] = {
    "account": {
        "name": ["Acme", "Ünï", "a\0b", " x ", "!\x07"],
        "code": ["", "c1c", "C-1", "!A1", "!-x"],
        "tier": ["", "1", " 3 ", "!4", "!x"],
        "scope": ["", "local", " LOCAL ", "!x"],
        "currency": ["", "eur", "!XYZ"],
        "tag": ["", "a;b", "b, a,;", "\x07"],
        "cadence": ["", "30", "!0"],
        "parent": ["", "top", "TOP", "Second", "!nobody"],
    },
    "contact": {
        "account": ["top", "second", "!x"],
        "name": ["Ann"],
        "role": ["", "user;buyer", "buyer,USER", "!boss"],
        "email": ["", "a@b"],
        "reports_to": ["", "bob", "BOB", "!Zoe"],
    },
    "deadline": {
        "account": ["top"],
        "title": ["T", "=T"],
        "due": ["fri", "2026-12-01T15:30", "2026-12-01", "+1m", "!05/06/2026", "!x"],
        "kind": ["", "meeting", "!x"],
        "priority": ["", "HIGH"],
        "done": ["", "today", "!x"],
    },
    "interaction": {
        "account": ["top"],
        "text": ["Hi", "a\r\nb\u202e"],
        "date": ["fri", "-1w", "!2026-02-30"],
        "kind": ["", "visit"],
        "minutes": ["", "0", "!-1", "!1.5"],
    },
    "budget": {
        "account": ["top", "second"],
        "name": ["B"],
        "period": ["2026", "2026-q4", "FY2026", "this-month", "!2026-01-02..2026-01-01"],
        "amount": ["1", "EUR 1", "!1.005", "!-1"],
        "agreed_with": ["", "both", "!x"],
        "currency": ["", "EUR", "!JPY"],
    },
    "product": {
        "name": ["P", "Q & R"],
        "code": ["", "p", "!P1"],
        "price": ["", "1.5", "USD 2", "1,234.50", "!1,23,4", "!JPY 1.5"],
        "currency": ["", "USD"],
    },
    "sale": {
        "account": ["top", "second"],
        "amount": ["1", "0", "EUR 1", "1.5", "!1e5", "!1.005"],
        "product": ["", "pad", "!x"],
        "quantity": ["", "2.50", "!1e3"],
        "cost": ["", "1", "!JPY 2"],
        "date": ["today", "2026-02-28"],
        "ref": ["", "R\n1", "'=1"],
        "kind": ["", "credit"],
        "currency": ["", "EUR", "!GBP"],
    },
    "target": {
        "period": ["2026", "2026-W01"],
        "amount": ["1", "JPY 7", "!x"],
        "account": ["", "second"],
        "product": ["", "pad"],
        "currency": ["", "JPY"],
    },
    "rate": {
        "from": ["usd", "JPY"],
        "to": ["EUR", "!x", "!USD"],
        "rate": ["0.90", "!0", "!1e3"],
        "date": ["today", "2026-01-01"],
    },
    "expense": {
        "budget": ["Fair", "FAIR", "!x"],
        "amount": ["1", "GBP 1", "!1.005", "!USD 1"],
        "date": ["2026-01-01"],
        "memo": ["", "m"],
    },
}


@st.composite
def typed_rows(draw: st.DrawFn, noun: str) -> dict[str, str]:
    """A row that is good, or has one cell that may be bad."""
    texts = VALUES[noun]
    row = {name: draw(st.sampled_from([text for text in known if text[:1] != "!"])) for name, known in texts.items()}
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(texts)))
        row[name] = draw(st.sampled_from(texts[name])).removeprefix("!")
    return row


@cache
def _others() -> bytes:
    """A portfolio that the rows may refer to."""
    return prepared(
        accounts=lines("code,name,currency", "top,Top,", "second,Second,GBP"),
        contacts=lines("account,name", "top,Bob"),
        products=lines("code,name", "pad,Pad"),
        budgets=lines("account,name,period,amount", "second,Fair,2026,1"),
    )


@pytest.mark.parametrize("noun", VALUES)
@settings(max_examples=tries(4, 40))
@given(data=st.data())
def test_a_row_is_read_as_the_command_line_reads_it(noun: str, data: st.DataObject) -> None:
    """The same texts make the same record, or are refused in both."""
    row = data.draw(typed_rows(noun))
    exported = [escape_cell(text) if NOUNS[noun].field(name).type in TEXTUAL else text for name, text in row.items()]
    with portfolio(_others()) as imported, portfolio(_others()) as typed:
        outcomes = (
            _done(lambda: imported.take(noun, table(list(row), exported))),
            _done(lambda: records.add(typed.env, noun, {name: text for name, text in row.items() if text})),
        )
        assert outcomes[0] == outcomes[1]
        assert imported.image() == typed.image()


def _done(change: Any) -> bool:
    try:
        change()
    except AmcliError:
        return False
    return True


def test_a_name_for_a_column_is_never_sql(tmp_path: Any) -> None:
    """Header, mapping and cells are data."""
    file = Portfolio(tmp_path)
    evil = 'x"); DROP TABLE sale; --'
    file.take("accounts", table(["name", evil], ["A'); DELETE FROM account; --", evil]), f"note={evil}")
    assert file.rows("SELECT name, note FROM account") == [("A'); DELETE FROM account; --", evil)]
    assert sqlite3.connect(file.path).execute("SELECT count(*) FROM sale").fetchone() == (0,)
