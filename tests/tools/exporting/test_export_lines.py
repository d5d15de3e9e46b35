"""Lines that SQL writes are the very lines that the ordinary writers make of the cells."""

import io
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amcli.base.registry import NOUNS
from amcli.base.results import Listing
from amcli.records.reports.listing import rows_of
from amcli.render import render
from amcli.settings.environment import Env
from amcli.store import currencies
from amcli.store.migrate import migrate
from amcli.store.reader import Reader
from conftest import tries

FORMATS = ("csv", "tsv", "json", "jsonl")
# Also what amcli itself would never store: control characters, NUL, bidi marks. (A lone surrogate no file can hold.)
NASTY = (
    "=1+1", "+49 30 1", "-5", "'=x", "''@y", " =x", "\u00a0=x", "\u3000=x", "＝x", "\t=x", 'say "hi"', "a,b", "a;b",
    "two\nlines", "cr\r\nlf\r", "nul\0byte", "\0", "\x1b[31m", "\x7f", "\x85", "a\u202eb", "\u2028", "\u2066x",
    "\u200f", "é", "Ω", "合同", "🎉", "\\", "\\n", "%s %d %%", "]", "[", "^", "-", "*", "?", "'", '"', "", " ",
    "x" * 3000, "null", "\ufeffx", "\u1680=x", "A\u1680", "a\tb",
)  # fmt: skip
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
MAYBE = st.none() | TEXT
Row = dict[str, Any]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A portfolio in memory with one account, one product, one contact and one budget, to be filled and emptied."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    currencies.fill(connection)
    yield Reader(connection, Env({}, now_fixed=datetime(2026, 9, 17)))
    connection.close()


def shown(listing: Listing, format_: str, keys: tuple[str, ...]) -> str:
    out = io.StringIO()
    render(listing, format_, out, columns=keys)
    return out.getvalue()


def same_both_ways(reader: Reader, name: str, keys: tuple[str, ...] = ()) -> None:
    """Each format of a noun's rows, written by SQL and cell by cell."""
    columns = NOUNS[name].columns + NOUNS[name].exported
    for format_ in FORMATS:
        fast, slow = (rows_of(reader, name, "1", (), "record_id", columns=columns) for _ in range(2))
        assert shown(fast, format_, keys) == shown(slow._replace(lines=None), format_, keys), (name, format_)


def put(reader: Reader, table: str, *rows: Row) -> None:
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        reader.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def fill(reader: Reader, texts: list[str | None], named: Row, amount: Row, number: str | None) -> None:
    """Records of most kinds with these texts: some cells full, some empty, some that refer to others."""
    a, b, c, d, e, f, g, h, i, j, k, tags = texts
    of, dated = {"account_id": 1}, {"date": "2026-02-28"}
    minor = amount["amount_minor"]
    text = {"name": named["name"]}
    full = {"category": a, "phone": b, "website": c, "address": d, "city": e, "country": f, "external_id": g, "note": h}
    tags = (tags or "").strip(";") or None
    put(reader, "account", {"id": 1, **named, **full, "tags": tags, "created": "2026-01-01"})
    other = {"parent_id": 1, "tier": 2, "scope": "local", "currency": amount["currency"]}
    put(reader, "account", {"id": 2, "code": "x2", "name": "y", **other, "created": "2026-01-01"})
    put(reader, "product", {"id": 1, **named, "category": a, "currency": amount["currency"], "price_minor": minor})
    put(reader, "product", {"id": 2, "code": "x2", "name": "y"})
    sold = {"product_id": 1, "kind": "sale", "quantity": number, "cost_minor": minor // 3, "ref": i}
    put(reader, "sale", {"id": 7, **of, **dated, **amount, **sold})
    put(reader, "sale", {"id": 9, "account_id": 2, **dated, "amount_minor": 0, "currency": "USD", "kind": "credit"})
    put(reader, "contact", {"id": 3, **of, **text, "title": a, "email": b, "note": j})
    put(reader, "contact", {"id": 4, **of, "name": "Z", "roles": "buyer;user", "reports_to_id": 3})
    put(reader, "interaction", {"id": 1, **of, **dated, "kind": "call", "text": named["name"]})
    for contact in (4, 3):
        put(reader, "interaction_contact", {"interaction_id": 1, "contact_id": contact})
    coming = {"due": "2026-02-28T09:30", "kind": "other", "priority": "low", "note": k, "uid": d, "template": e}
    put(reader, "deadline", {"id": 1, **of, "title": named["name"], **coming, "every": f})
    year = {"start": "2026-01-01", "end": "2027-01-01", "direction": "cost"}
    put(reader, "budget", {"id": 1, **of, **text, **year, **amount, "note": g})
    put(reader, "expense", {"id": 1, "budget_id": 1, **dated, "amount_minor": minor, "memo": h})


@settings(max_examples=tries(12, 60))
@given(
    texts=st.lists(MAYBE, min_size=12, max_size=12),
    code=TEXT.filter(lambda text: len(text.split("\0")[0]) > 0 and len(text) < 40),
    name=TEXT.filter(bool),
    minor=st.integers(0, 2**62),
    currency=st.sampled_from(("USD", "JPY", "KWD", "CLF")),
    number=st.sampled_from((None, "0", "25", "2.500", "1E3", "0.0000001")),
)
@example([None] * 12, "x", "y", 0, "USD", None)
def test_any_text_in_any_column(
    reader: Reader, texts: list[str | None], code: str, name: str, minor: int, currency: str, number: str | None
) -> None:
    """Formulas, quotes, separators, line ends, control characters, letters, amounts of any currency: no difference."""
    reader.connection.execute("BEGIN")
    try:
        fill(reader, texts, {"code": code, "name": name}, {"amount_minor": minor, "currency": currency}, number)
        for each in NOUNS:
            if each not in ("target", "rate"):
                same_both_ways(reader, each)
        same_both_ways(reader, "sale", ("ref", "amount", "id"))
        same_both_ways(reader, "sale", ("ref",))
    finally:
        reader.connection.execute("ROLLBACK")


def test_no_rows(reader: Reader) -> None:
    """Nothing is a header, an empty array, or nothing, both ways."""
    for name in NOUNS:
        same_both_ways(reader, name)


def test_many_rows(reader: Reader) -> None:
    """Blocks of lines are joined without a seam."""
    reader.connection.execute("BEGIN")
    put(reader, "account", {"id": 1, "code": "x", "name": "y", "created": "2026-01-01"})
    sale = {"account_id": 1, "date": "2026-02-28", "currency": "USD", "kind": "sale"}
    put(reader, "sale", *({**sale, "amount_minor": number} for number in range(2_500)))
    same_both_ways(reader, "sale")
    reader.connection.execute("ROLLBACK")


def test_an_export_is_one_scan_without_a_sort(reader: Reader) -> None:
    """However many sales: whether accounts and products hold risky texts, then all lines in the order of the table."""
    seen: list[str] = []
    reader.connection.set_trace_callback(seen.append)
    shown(rows_of(reader, "sale", "1", (), "record_id"), "csv", ())
    reader.connection.set_trace_callback(None)
    assert [statement.split()[0] for statement in seen] == ["SELECT"] * 4
    assert all("LIMIT 1" in statement for statement in seen[:-1])
    plan = [row[3] for row in reader.connection.execute(f"EXPLAIN QUERY PLAN {seen[-1]}")]
    assert plan[0] == "SCAN s"
    assert not any("TEMP B-TREE" in step for step in plan)


def test_sql_does_write_them(reader: Reader) -> None:
    """The test above would see it: the lines of a list do come from SQL, all columns or some, but where a period is."""
    for name, noun in NOUNS.items():
        listing = rows_of(reader, name, "1", (), "record_id")
        assert listing.lines is not None
        broken = listing._replace(rows=iter([("not", "looked", "at")]))
        keys = tuple(column.key for column in noun.columns if column.key != "period")
        assert shown(broken, "csv", keys) == ",".join(keys) + "\n"
