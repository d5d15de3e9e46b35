"""How a file was read: which column became what, what was decided, and figures to compare with the other system's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.fields import Field, Noun, Type
from amcli.base.money import from_minor, grouped
from amcli.base.registry import NOUNS
from amcli.base.stages import ENDS
from amcli.base.text import one_line
from amcli.records.services.field_values import currency_lender
from amcli.store.session import UnitOfWork
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.formats import DAYS
from amcli.tools.importing.services.columns.mapping import REGISTERED, has_stages
from amcli.tools.importing.services.columns.register_columns import PER

NAMED = 10  # names in one note
WIDTH = 80
_KEPT = "\0"  # a space at which no line ends
LABEL = 12  # characters before the text of a line
LONGEST_VALUE = 40  # characters of a value in the first row
_HALF = 10**9  # sums are made in two halves, because one of amounts does not fit into 64 bits


class Reading(NamedTuple):
    """What a person has to see before rows become records. Two runs that read alike have equal readings.

    columns: field and where it comes from. ignored: columns that nothing comes from. decisions: what was decided for
    the user, and why. first: the first row as it was read. totals: the amounts by currency. days: the first and the
    last; owners: how many records the rows belong to.
    """

    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    first: str = ""
    totals: tuple[str, ...] = ()
    days: tuple[str, str] | None = None
    owners: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What need not be said again where this is shown."""
        return (*self.decisions, *ignored_note(self.ignored))

    def lines(self) -> Iterator[str]:
        """All of it; what is one thing is in one line, for whoever looks for it."""
        pairs = [f"{field} = {one_line(title)}".replace(" ", _KEPT) for field, title in self.columns]
        yield from (line.replace(_KEPT, " ") for line in _wrapped("columns", ", ".join(pairs)))
        for note in ignored_note(self.ignored):
            yield f"  {note}"
        for decision in self.decisions:
            yield _labelled("decided", one_line(decision))
        if self.first:
            yield _labelled("first row", self.first)
        days = " to ".join(dict.fromkeys(self.days or ()))
        if figures := list(filter(None, [", ".join(self.totals), days, self.owners])):
            yield _labelled("in all", "; ".join(figures))


def ignored_note(columns: Sequence[str]) -> list[str]:
    """What is said of columns that nothing is taken from, if there are any."""
    if not columns:
        return []
    return [f"ignored the column{'' if len(columns) == 1 else 's'} {some(columns, len(columns))}"]


def some(names: Iterable[str], count: int) -> str:
    """The first of so many names, and how many more there are."""
    shown = [one_line(name) for name in names][:NAMED]
    return ", ".join(shown) + (f" and {count - NAMED:,} more" if count > NAMED else "")


def read_rows(work: UnitOfWork, noun: Noun, sources: Sequence[ColumnSource]) -> Reading:
    """What came of the columns, by the rows that wait. The decisions and what is ignored are not in it yet."""
    shown = tuple((source.field.name, _origin(source)) for source in sources)
    amount = _money(sources)
    return Reading(
        shown,
        first=_first_row(work, noun, sources),
        totals=tuple(_totals(work, noun, amount)) if amount else (),
        days=_days(work, sources),
        owners=_owners(work, noun, sources),
    )


def _origin(source: ColumnSource) -> str:
    """Where a field comes from: a column, several, or a text that is the same in all rows."""
    return source.title if source.columns else f'"{source.constant}"'


_WAITING = "staged WHERE id IS NULL OR id > 0"  # without the rows that repeat another of the file


def _money(sources: Sequence[ColumnSource]) -> Field | None:
    """The amount that is summed: the one that each record needs, else the first."""
    found = [source.field for source in sources if source.field.type is Type.MONEY]
    return next((field for field in found if field.required), found[0] if found else None)


def _totals(work: UnitOfWork, noun: Noun, amount: Field) -> Iterator[str]:
    """The sums by currency; of records of several kinds, each kind by itself."""
    if has_stages(noun):
        yield from _totals_of_deals(work, noun, amount)
        return
    kind = next((field for field in noun.fields if field.type is Type.CHOICE and field.default), None)
    if noun.name == REGISTERED:  # a value of a year and one of a whole term are not added up
        kind = noun.field(PER)
    kinds = f'"{kind.column}"' if kind else "''"
    lender = currency_lender(noun)
    currency = f'(SELECT currency FROM {lender.noun} o WHERE o.id = staged."{lender.column}")' if lender else "currency"
    sums = f'sum("{amount.column}" / {_HALF}), sum("{amount.column}" % {_HALF})'
    spread = "" if lender else f"min({currency}), max({currency}), min({kinds}), max({kinds}), "
    row = work.connection.execute(f"SELECT {spread or '1, 2, 1, 2, '}{sums} FROM {_WAITING}").fetchone()
    found: list[tuple[Any, ...]] = [(row[0], row[2], *row[4:])]  # one pass through a million rows, without sorting
    if row[0] != row[1] or row[2] != row[3]:
        sql = f"SELECT {currency}, {kinds}, {sums} FROM {_WAITING} GROUP BY 1, 2 ORDER BY 1, 2"
        found = work.connection.execute(sql).fetchall()
        found.sort(key=lambda one: (str(one[0]), one[1] != (kind.default if kind else "")))  # the usual kind first
    for code, word, high, low in found:
        if high is not None and code:
            decimals = int(work.scalar("SELECT decimals FROM currency WHERE code = ?", code))
            value = f"{grouped(from_minor(high * _HALF + low, decimals))} {code}"
            yield f"{word} {value}" if kind and word != kind.default else value


def _totals_of_deals(work: UnitOfWork, noun: Noun, amount: Field) -> Iterator[str]:
    """The sums of what is open, by forecast, and of each end, with how many there are; by currency."""
    stage = f"coalesce(stage, (SELECT stage FROM {noun.name} t WHERE t.id = w.id), '')"
    ends = "', '".join(ENDS)
    what = f"CASE WHEN {stage} IN ('{ends}') THEN {stage} ELSE 'open ' || forecast END"
    sums = f'sum("{amount.column}" / {_HALF}), sum("{amount.column}" % {_HALF})'
    rows = work.connection.execute(
        f"""SELECT {what} AS what, currency, count(*), {sums} FROM (SELECT * FROM {_WAITING}) w
        GROUP BY what, CASE WHEN "{amount.column}" IS NULL THEN NULL ELSE currency END
        ORDER BY {stage} IN ('{ends}'), 1, 2"""
    ).fetchall()
    for word, code, count, high, low in rows:
        if high is None:
            yield f"{count:,} {word} without an amount"
        else:
            decimals = int(work.scalar("SELECT decimals FROM currency WHERE code = ?", code))
            yield f"{count:,} {word} {grouped(from_minor(high * _HALF + low, decimals))} {code}"


def _days(work: UnitOfWork, sources: Sequence[ColumnSource]) -> tuple[str, str] | None:
    field = next((one.field for one in sources if one.field.type in DAYS or one.field.type is Type.PERIOD), None)
    if field is None:
        return None
    first, last = field.columns[0], field.columns[-1]
    row = work.connection.execute(f'SELECT min("{first}"), max("{last}") FROM {_WAITING}').fetchone()
    if not row[0]:
        return None
    until = str(row[1])[:10]
    if field.type is Type.PERIOD:  # its end is the day after
        until = (date.fromisoformat(until) - timedelta(days=1)).isoformat()
    return str(row[0])[:10], until


def _owners(work: UnitOfWork, noun: Noun, sources: Sequence[ColumnSource]) -> str:
    """How many records the rows belong to, by the first reference that each of them needs."""
    owner = next(
        (one.field for one in sources if one.field.noun and one.field.noun != noun.name and not one.field.many), None
    )
    if owner is None or owner.column not in {field.column for field in noun.fields}:
        return ""
    count = int(work.scalar(f'SELECT count(DISTINCT "{owner.column}") FROM {_WAITING}'))
    other = NOUNS[owner.noun]
    return f"{count:,} {other.name if count == 1 else other.view}" if count else ""


def _first_row(work: UnitOfWork, noun: Noun, sources: Sequence[ColumnSource]) -> str:
    """The first good row: its line, and each field that has a value."""
    columns = list(dict.fromkeys(column for source in sources for column in _columns(noun, source.field)))
    money = any(source.field.type is Type.MONEY for source in sources)
    has_currency = any(field.column == "currency" for field in noun.fields)
    lender = currency_lender(noun)
    wanted = ["line", *columns, *(["currency"] if money and has_currency and "currency" not in columns else [])]
    wanted += [lender.column] if lender and lender.column not in wanted else []
    listed = ", ".join(f'"{column}"' for column in wanted)
    row = work.connection.execute(f"SELECT {listed} FROM staged ORDER BY line LIMIT 1").fetchone()
    if row is None:
        return ""
    values = dict(zip(wanted, row, strict=True))
    if lender:
        values["currency"] = work.scalar(f"SELECT currency FROM {lender.noun} WHERE id = ?", values[lender.column])
    parts = [
        _value(work, noun, source.field, values) for source in sources if source.field.name != "currency" or not money
    ]
    return f"line {row[0]}: {', '.join(filter(None, parts))}"


def _columns(noun: Noun, field: Field) -> tuple[str, ...]:
    return field.columns if field in noun.fields else ()


def _value(work: UnitOfWork, noun: Noun, field: Field, values: dict[str, Any]) -> str:
    columns = _columns(noun, field)
    if not columns or values[columns[0]] is None:
        return ""
    value = values[columns[0]]
    if field.type is Type.MONEY:
        code = values.get("currency")
        decimals = work.scalar("SELECT decimals FROM currency WHERE code = ?", code) if code else None
        text = f"{grouped(from_minor(value, int(decimals)))} {code}" if decimals is not None else str(value)
    elif field.type is Type.PERIOD:
        last = date.fromisoformat(values[columns[1]]) - timedelta(days=1)
        text = f"{value} to {last}"
    elif field.nouns:
        name, record_id = next(each for each in zip(field.nouns, map(values.get, columns), strict=True) if each[1])
        text = f"{NOUNS[name].letter}{record_id}"
    elif field.noun:
        others = json.loads(value) if field.many else [value]
        text = ", ".join(_named(work, noun, field, each) for each in others)
    else:
        text = one_line(str(value))
    return f"{field.name} {text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + '…'}"


def _named(work: UnitOfWork, noun: Noun, field: Field, record_id: int) -> str:
    """What a person calls a record that a row names: one that is there, or of the file (the number of its line, less
    than zero); one that the import makes has no name yet.
    """
    other = NOUNS[field.noun]
    shown = "code" if other.coded else other.label
    if field.noun == noun.name and record_id < 0:
        shown, where = other.label, "staged WHERE line"
        record_id = -record_id
    else:
        where = f"{field.noun} WHERE id"
    return one_line(str(work.scalar(f'SELECT "{shown}" FROM {where} = ?', record_id) or "(new)"))


def _labelled(label: str, text: str) -> str:
    return f"  {label}".ljust(LABEL) + text


def _wrapped(label: str, text: str) -> Iterator[str]:
    if text:
        from textwrap import wrap

        begin = _labelled(label, "")
        yield from wrap(text, WIDTH, initial_indent=begin, subsequent_indent=" " * LABEL, break_on_hyphens=False)
