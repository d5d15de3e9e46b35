"""Lists: what is live of one noun, filtered by its fields, as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.field_type import Term
from amcli.base.fields import LIVE, Field, Noun, Scope
from amcli.base.money import from_minor
from amcli.base.owners import owner_column, owner_field, owner_noun
from amcli.base.registry import NOUNS, load
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import name_key, nearest, quote, unescape_phrase
from amcli.base.time.dates import from_iso
from amcli.base.time.period import parse_period, spell
from amcli.records.reports.filter_context import FileFilterContext
from amcli.records.reports.sql_lines import lines_of
from amcli.store.reader import Reader
from amcli.store.stand_in import scope_with_owner

Terms = list[Term]


def listing(
    reader: Reader,
    noun: Noun,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope = LIVE,
    *,
    sort: str = "",
    limit: int | None = None,
    extra: Terms | None = None,
) -> Listing:
    """The records of a noun that match every filter, in the order asked for, at most `limit` of them.

    extra: conditions of the caller's own, as SQL over the view and its parameters.
    Raises BadValue for a value or a column that is not accepted, NotFound and Ambiguous.
    """
    given, scope = scope_with_owner(reader.connection, noun, given, scope, reader.env.today, reader.remarks.append)
    terms = terms_of(reader, noun, given, scope, extra)
    where = " AND ".join(term for term, _ in terms) or "1"
    parameters = [value for _, values in terms for value in values]
    own = f"{noun.closed},{noun.order}" if scope.closed_in else noun.order
    today = reader.env.today
    order = _order(noun, sort or own, today, own=not sort)
    columns = [column._replace(rank=0) if column.key == noun.closed else column for column in noun.listed]
    if sort or limit is None or not noun.newest_last:
        return rows_of(reader, noun.name, where, parameters, order, limit, columns if scope.closed_in else ())
    last = f"{_order(noun, own, today, own=True, turned=True)} LIMIT {int(limit)}"
    newest = f'record_id IN (SELECT record_id FROM "{noun.view}" AS v WHERE {where} ORDER BY {last})'
    more = _beyond(reader, noun.view, where, parameters, limit)
    return rows_of(reader, noun.name, newest, parameters, order)._replace(more=more)


def terms_of(
    reader: Reader,
    noun: Noun,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope = LIVE,
    extra: Terms | None = None,
) -> Terms:
    """The conditions of a list, as SQL over the noun's view and its parameters. Raises as `listing`.

    given, scope: without an id in the place of an owner (store/stand_in.py).
    """
    terms: Terms = [*(extra or ())]
    context = FileFilterContext(reader, owner_noun(noun), _owner_text(noun, given, scope))
    terms += [_term(context, noun, _known(reader, noun.field(name), text), text) for name, text in given.items()]
    if scope.within:
        terms.append((f"{noun.within}_id = ?", (reader.find(noun.within, scope.within).record_id,)))
    if scope.period:
        terms.append(_in_period(reader, noun.day, scope.period))
    if scope.closed_in:
        terms.append(_in_period(reader, noun.closed, scope.closed_in))
    all_of_them = scope.everything or scope.closed_in or _asks_for_the_rest(noun, given)
    if noun.live and not all_of_them:
        terms.append((noun.live_on(reader.env.today), ()))
        if not _owner_text(noun, given, scope):
            terms += _of_live_owners(noun, reader.env.today)
    return terms


def rows_of(
    reader: Reader,
    name: str,
    where: str,
    parameters: Sequence[Any],
    order: str,
    limit: int | None = None,
    columns: Sequence[Column] = (),
    *,
    as_said: bool = False,
) -> Listing:
    """The rows of a noun's view that an SQL condition picks. `order` is SQL. Without `columns` they are its list's.
    as_said: with what its records say where a list has what holds today (Noun.shown).
    """
    noun = NOUNS[name]
    columns = tuple(columns) or noun.listed
    # Counting through the view's joins takes six times as long, and what is live is a column of the table itself.
    counted = noun.name if where in ("1", noun.live_on(reader.env.today)) else noun.view
    more = _beyond(reader, counted, where, parameters, limit)
    own = noun.sources_on(reader.env.today) if as_said else _shown(noun, reader.env.today)
    sources = {column.key: _source(column, own) for column in columns}
    rest = _rest(noun.view, where, order, limit)
    rows = _typed(reader, columns, list(sources.values()), rest, parameters)
    texts = {column.key: _text_of(column, sources[column.key]) for column in columns if column.key != "period"}
    lines = lines_of(reader, noun, columns, texts, rest, parameters)
    reference = "code" if noun.coded else "id"
    return Listing(name, columns, rows, reference, empty=f"no {noun.view}", more=more, lines=lines)


def view_rows(
    reader: Reader,
    name: str,
    view: str,
    columns: Sequence[Column],
    where: str,
    parameters: Sequence[Any],
    order: str,
    limit: int | None = None,
) -> Listing:
    """The same of a view that is no noun's: `name` is what its rows are called."""
    more = _beyond(reader, view, where, parameters, limit)
    sources = [_source(column, {}) for column in columns]
    rows = _typed(reader, columns, sources, _rest(view, where, order, limit), parameters)
    return Listing(name, tuple(columns), rows, "id", empty=f"no {view}", more=more)


def _shown(noun: Noun, today: date) -> Mapping[str, str]:
    """The SQL of columns that the view does not have, or has as they were said last, on a day."""
    return noun.sources_on(today, load(noun.shown) if noun.shown else {})


def _rest(view: str, where: str, order: str, limit: int | None) -> str:
    """The statement from FROM on."""
    most = "" if limit is None else f" LIMIT {int(limit)}"
    return f'FROM "{view}" AS v WHERE {where} ORDER BY {order}{most}'


def _beyond(reader: Reader, source: str, where: str, parameters: Sequence[Any], limit: int | None) -> int:
    """How many rows there are more than the limit."""
    if limit is None:
        return 0
    count = reader.rows(f'SELECT count(*) FROM "{source}" AS v WHERE {where}', tuple(parameters)).fetchone()[0]
    return max(0, int(count) - limit)


def _source(column: Column, sources: Mapping[str, str]) -> str:
    if column.kind is Kind.MONEY:
        return f'"{column.key}_minor"'
    if column.key == "period":
        return """("start" || '/' || "end")"""
    return sources.get(column.key, f'"{column.key}"')


def _text_of(column: Column, source: str) -> str:
    """The same as exact text, where the view has that."""
    if column.kind is Kind.MONEY:
        return f'CASE WHEN "{column.key}_minor" IS NOT NULL THEN "{column.key}" END'
    if column.kind is Kind.FLAG:
        return f"CASE {source} WHEN 0 THEN 'false' ELSE 'true' END"
    return source


def _typed(
    reader: Reader, columns: Sequence[Column], sources: Sequence[str], rest: str, parameters: Sequence[Any]
) -> Iterator[Sequence[Any]]:
    """Cells as results hold them. Columns that SQLite gives as they are cost nothing here."""
    shapes = [(place, shape) for place, column in enumerate(columns) if (shape := _shape(reader, column))]
    money = [place for place, column in enumerate(columns) if column.kind is Kind.MONEY]
    decimals = reader.decimals if money else {}
    sql = f"SELECT {', '.join(sources)}{', currency' if money else ''} {rest}"
    width = len(columns)
    for row in reader.rows(sql, tuple(parameters)):
        cells = list(row[:width])
        for place, shape in shapes:
            if cells[place] is not None:
                cells[place] = shape(cells[place])
        for place in money:
            if cells[place] is not None:
                cells[place] = from_minor(cells[place], decimals[row[-1]])
        yield cells


def _shape(reader: Reader, column: Column) -> Callable[[Any], Any] | None:
    if column.key == "period":
        fiscal = reader.env.config.fiscal

        def period(text: str) -> str:
            start, end = text.split("/")
            return spell(date.fromisoformat(start), date.fromisoformat(end), fiscal)

        return period
    match column.kind:
        case Kind.DATE:
            return from_iso
        case Kind.LIST:
            if column.phrases:
                return lambda text: tuple(map(unescape_phrase, text.split(";")))
            return lambda text: tuple(text.split(";"))
        case Kind.NUMBER:
            return Decimal
        case Kind.FLAG:
            return bool
        case _:
            return None


def _asks_for_the_rest(noun: Noun, given: Mapping[str, Any]) -> bool:
    """A filter that only what is over can meet: on the very column that says whether a record is live (`--done
    2026-09-01`), or for a word that no live one has (`--stage won`).
    """
    fields = [(noun.field(name), text) for name, text in given.items()]
    return any(field.column == noun.ended or str(text).strip().lower() in field.over for field, text in fields)


def _of_live_owners(noun: Noun, today: date) -> Terms:
    """What is open at an owner that was taken out of the lists is in none either, unless its owner is asked for."""
    field = owner_field(noun)
    owner = NOUNS[field.noun] if field and field.required else None
    if owner is None or not owner.live:
        return []
    return [(f"{owner_column(noun)} IN (SELECT id FROM {owner.name} WHERE {owner.live_on(today)})", ())]


def _owner_text(noun: Noun, given: Mapping[str, str | Sequence[str]], scope: Scope) -> str:
    """The owner whose records are asked for, as it was typed; an empty text where none was."""
    field = owner_field(noun)
    return str(given.get(field.name, "")) if field else scope.within


def _known(reader: Reader, field: Field, raw: str | Sequence[str]) -> Field:
    """The field, where it can be filtered by what was typed. BadValue for a word that nothing is called by."""
    if field.filtered and raw:
        words = [word for word, _ in load(field.filtered)(reader)]
        if name_key(str(raw)) not in map(name_key, words):
            accepted = ", ".join(words)
            raise BadValue(f"{quote(str(raw))} is no {field.name}: use one of {accepted}", nearest(str(raw), words))
    return field


def _term(context: FileFilterContext, noun: Noun, field: Field, raw: str | Sequence[str]) -> Term:
    """One filter as SQL over the view and its parameters. An empty text asks for records without a value."""
    if field.many:
        return field.type.where_all(field, noun.name, [raw] if isinstance(raw, str) else raw, context)
    text = str(raw)
    test, values = field.type.where(field, text, context) if text else field.type.where_empty(field)
    shown = _shown(noun, context.today) if noun.shown else {}
    return test.replace(f'"{field.column}"', shown.get(field.column, f'"{field.column}"')), values


def _in_period(reader: Reader, day: str, text: str) -> Term:
    wanted = parse_period(text, reader.env.today, reader.env.config.fiscal)
    return (f'"{day}" >= ? AND "{day}" < ?', (wanted.start.isoformat(), wanted.end.isoformat()))


def _order(noun: Noun, text: str, today: date, *, own: bool = False, turned: bool = False) -> str:
    """`-due,account` as SQL, or the other way round. Only the noun's own columns are accepted.

    own: it is the noun's own order, in which `+due` puts what has nothing there first.
    """
    columns = {column.key: column for column in noun.listed}
    sources = _shown(noun, today)
    parts = []
    for word in (part.strip() for part in text.split(",")):
        first = own and word.startswith("+")
        key = word.removeprefix("+" if first else "-")
        if key not in columns:
            raise BadValue(f"cannot sort by {quote(key)}: use {', '.join(columns)}", nearest(key, columns))
        source = "record_id" if key == "id" else '"start"' if key == "period" else _source(columns[key], sources)
        if columns[key].kind in (Kind.NUMBER, Kind.MONEY):  # 5000 JPY is more than 99.00 USD, whatever the minor units
            source = f'CAST("{key}" AS REAL)'
        way, nothing = word.startswith("-") != turned, first != turned
        parts.append(f"{source} {'DESC' if way else 'ASC'} NULLS {'FIRST' if nothing else 'LAST'}")
    return ", ".join([*parts, "record_id DESC" if turned else "record_id"])
