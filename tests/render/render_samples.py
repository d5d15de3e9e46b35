"""Results to render, and short ways to look at what came out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from hypothesis import strategies as st

from amcli.base.results import Change, Column, Kind, Listing, Message, Record, Report
from amcli.render import render

HOSTILE = (
    "[bold]X",
    "[/x]",
    "[link=https://example.com]y[/link]",
    ":smile:",
    "a\x1b[31mred\x1b[0m",
    "\x1b]8;;https://example.com\x07z\x1b]8;;\x07",
    "abc\u202etxt.exe",
    "nul\x00byte",
    "c1 \x9b31m",
    "two\nlines\ttab\r\nthree",
    "quo\"te, comma; 'apostrophe'",
    "=1+1",
    "@SUM(A1)",
    "\\n is no newline | a pipe `code` <b>html</b> **bold** &amp;",
    "e\u0301 合同续签 🎉 عربى",
    "x" * 10_000,
)
ANY_TEXT = st.one_of(st.text(st.characters()), st.sampled_from(HOSTILE))

LISTING_COLUMNS = (
    Column("code"),
    Column("name", header="account"),
    Column("tier", Kind.INT),
    Column("weight", Kind.NUMBER),
    Column("sales", Kind.MONEY, whole=True),
    Column("attainment", Kind.PERCENT, undefined=True),
    Column("due", Kind.DATE),
    Column("tags", Kind.LIST),
    Column("live", Kind.FLAG),
    Column("months", Kind.SPARK),
)
LISTING_ROWS: tuple[tuple[Any, ...], ...] = (
    (
        *("maruti", "Maruti", 1, Decimal("2.5"), Decimal("1234567.80"), Decimal("43.3"), date(2026, 12, 1)),
        *(("car", "key"), True, (Decimal("1"), Decimal("2.5"))),
    ),
    (
        *("goody", "Goody Service", None, None, Decimal("-0.05"), None, datetime(2026, 12, 1, 15, 30)),
        *((), False, ()),
    ),
)


def listing(rows: Iterable[Sequence[Any]] = LISTING_ROWS) -> Listing:
    return Listing("account", LISTING_COLUMNS, rows, reference="code", title="Accounts", empty="No accounts yet.")


REPORT_COLUMNS = (
    Column("key", rank=3),
    Column("name", header="account"),
    Column("actual", Kind.MONEY),
    Column("attainment", Kind.PERCENT, undefined=True),
    Column("bar", Kind.PERCENT, table_only=True, rank=2),
    Column("sign", rank=1),
)


def report(rows: Iterable[Sequence[Any]] | None = None) -> Report:
    full: list[tuple[Any, ...]] = [
        ("maruti", "Maruti", Decimal("520000.00"), Decimal("104.0"), Decimal("104.0"), "✓"),
        ("hyundai", "Hyundai", Decimal("90.50"), Decimal("93.0"), Decimal("93.0"), "~"),
        ("ford", "Ford", Decimal("7.00"), Decimal("9.9"), Decimal("9.9"), "!"),
        ("rest", "Rest", Decimal("0.00"), None, None, None),
    ]
    total = ("total", None, Decimal("520097.50"), Decimal("88.2"), Decimal("88.2"), "!")
    return Report(
        report="sales",
        columns=REPORT_COLUMNS,
        rows=full if rows is None else rows,
        total=total,
        facts={"period": "2026", "as_of": date(2026, 6, 30), "pace": Decimal("87.4"), "forecast": None},
        title="Sales 2026",
        empty="No sales.",
        notes=("Rest has no target.",),
    )


def record() -> Record:
    return Record(
        "account",
        (
            Column("code"),
            Column("name"),
            Column("phone"),
            Column("growth", Kind.PERCENT, undefined=True),
            Column("note"),
        ),
        ("maruti", "Maruti", None, None, "First line\nsecond line"),
        sections=(
            Listing(
                "contacts", (Column("id"), Column("roles", Kind.LIST)), [("C1", ("buyer", "user"))], title="Contacts"
            ),
            Listing("deadlines", (Column("id"),), [], title="Deadlines"),
        ),
        reference="code",
        title="Maruti (maruti)",
    )


CHANGE = Change("Added account maruti.", ("maruti", "D1"), notes=("said elsewhere",))
MESSAGE = Message("/a/path", json={"path": "/a/path"})


def shown(result: Listing | Report | Record | Change | Message, format: str, **options: Any) -> str:
    out = StringIO()
    render(result, format, out, **options)
    return out.getvalue()


def one_cell(text: str) -> Listing:
    """A listing of a single text."""
    return Listing("note", (Column("text"),), [(text,)], reference="text")


def watched(out: StringIO, seen: list[str]) -> Iterator[tuple[str, Decimal]]:
    """Rows that note, each before it is handed over, what has been written so far."""
    for code in ("first", "second", "third"):
        seen.append(out.getvalue())
        yield code, Decimal("1.50")
