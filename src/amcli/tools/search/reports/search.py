"""Full-text search: every word must be in the record, as it is or as the beginning of one, in any case and accent.

FTS5 finds the records and says how well they match, which takes as long as there are records: beyond BEST_OF of them
the newest come first instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS, noun_called
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import nearest, quote
from amcli.base.time.dates import from_iso
from amcli.base.time.period import parse_period
from amcli.store.reader import Reader
from amcli.store.subjects import owner_of_row
from amcli.tools.search.reports.numbers import in_every_spelling
from amcli.tools.search.reports.sources import Source, beginnings, sources
from amcli.tools.search.reports.typed_words import as_one, terms

COLUMNS = (
    Column("id"),
    Column("kind", rank=2),
    Column("account"),
    Column("date", Kind.DATE, rank=1, timed=True),
    Column("text"),
    Column("amount", Kind.MONEY, rank=3),
    Column("currency", rank=3),
)
UNORDERED = ("amount", "currency")  # which several kinds have, in several currencies
BEST_OF = 1_000
WORDS_SHOWN = 24  # of a long text, around what was found

# The records of a period: looked up where few match the words, else listed first, from the index on the day.
ONE_BY_ONE = " AND EXISTS (SELECT 1 FROM {kind} d WHERE d.id = s.rowid AND d.{day} >= :start AND d.{day} < :end)"
AT_ONCE = " AND +s.rowid IN (SELECT id FROM {kind} WHERE {day} >= :start AND {day} < :end)"


class Hits(NamedTuple):
    """What was found, and what there is to say about it: in any case, and to a person alone."""

    listing: Listing
    notes: tuple[str, ...] = ()
    for_a_person: tuple[str, ...] = ()


class _Question(NamedTuple):
    """What is asked of each kind: its condition, the one on its day, and the values of the parameters."""

    matches: Mapping[str, str]
    values: Mapping[str, Any]
    sources: Mapping[str, Source]
    spellings: int
    period: str = ""


def search(
    reader: Reader,
    typed: Sequence[str],
    *,
    account: str = "",
    kind: str = "",
    period: str = "",
    sort: str = "",
    limit: int | None = None,
) -> Hits:
    """The records that hold all the words; a text in double quotes is words in that order. A sale is found by its
    reference, or by how that begins.

    What is called so comes first, then the best match, of equals the newest; where more than BEST_OF match, the newest.
    A period is about what has a day. BadValue where there is nothing to search for, and for a sort by no column.
    """
    words, skipped = terms(typed)
    words = in_every_spelling(reader, words, as_one(typed))
    order = _order(sort)
    question = _question(
        reader, words, beginnings(as_one(typed)), account, _kinds(kind, bool(period), bool(account)), period
    )
    total = _count(reader, question)
    if period:
        question = question._replace(period=ONE_BY_ONE if total <= BEST_OF else AT_ONCE)
        total = _count(reader, question)
    best = total <= BEST_OF
    newest = not best and not sort and limit is not None
    each = " UNION ALL ".join(_select(kind, question, best, newest) for kind in question.matches)
    sql = f"""SELECT id, kind, account, date, title, found, amount, currency FROM ({each})
        ORDER BY {order or ("called DESC, score, " if best else "")}date DESC NULLS LAST, kind, row DESC LIMIT :limit"""
    rows = reader.rows(sql, {**question.values, "limit": -1 if limit is None else limit})
    more = 0 if limit is None else max(0, total - limit)
    said = f"{total:,} records match: the newest come first; with another word that leaves {BEST_OF:,}, the best do"
    return Hits(
        Listing("found", COLUMNS, _rows(reader, rows), empty="nothing found", more=more),
        tuple(f"left out {quote(word)}, which has no letter and no digit" for word in skipped),
        () if best or sort else (said,),
    )


def _kinds(kind: str, dated: bool, owned: bool) -> dict[str, Source]:
    """The kinds to search: with a day only, or such as belong to accounts only."""
    found = sources()
    if not kind:
        fit = {name: source for name, source in found.items() if source.noun.day or not dated}
        return {name: source for name, source in fit.items() if source.owned or not owned}
    noun = noun_called(kind)
    if noun is None or noun.name not in found:
        raise BadValue(f"cannot search {quote(kind)}: use one of {', '.join(found)}", nearest(kind, found, 1))
    source = found[noun.name]
    if dated and not source.noun.day:
        raise BadValue(f"--period is about what has a day, and no {noun.name} has one: leave it out")
    if owned and not source.owned:
        raise BadValue(f"no {noun.name} belongs to an account: leave --account out")
    return {noun.name: source}


def _question(
    reader: Reader,
    words: Sequence[str],
    begins: Mapping[str, str],
    account: str,
    asked: Mapping[str, Source],
    period: str,
) -> _Question:
    """The account is a column of the search tables, so that in one account only its records are met."""
    joined = " AND ".join(words)
    values: dict[str, Any] = {"today": reader.env.today.isoformat(), "shown": WORDS_SHOWN, **begins}
    whose = reader.find_owner("account", account).record_id if account else None
    values |= {"whose": whose} if account else {}
    matches = {}
    for kind, source in asked.items():
        matches[kind] = source.match(len(begins))
        column = source.owner_column
        values[f"{kind}_words"] = f"- {column} : ({joined})" if column else joined
        if source.search.names:
            values[f"{kind}_names"] = f"{{{' '.join(source.search.names)}}} : ({joined})"
        if whose is None:
            continue
        if column:
            values[f"{kind}_words"] = f"{column} : ({_owners(reader, source, whose)}) AND {values[f'{kind}_words']}"
        else:
            matches[kind] += " AND s.rowid = :whose" if source.noun.owns else " AND +s.account_id = :whose"
    if period:
        span = parse_period(period, reader.env.today, reader.env.config.fiscal)
        values |= {"start": span.start.isoformat(), "end": span.end.isoformat()}
    return _Question(matches, values, asked, len(begins))


def _owners(reader: Reader, source: Source, whose: int) -> str:
    """What stands in the owner's column of an account's records: its number, or those of its records between."""
    field = next(field for field in source.noun.references if field.column == source.owner_column)
    if NOUNS[field.noun].owns:
        return f'"{whose}"'
    sql = f'SELECT b.id FROM "{field.noun}" b WHERE {owner_of_row(field.noun, "b")} = ?'
    return " OR ".join(f'"{number}"' for (number,) in reader.rows(sql, (whose,))) or '"-"'


def _count(reader: Reader, question: _Question) -> int:
    """How many match, in one statement."""
    parts = [
        f"(SELECT count(*) FROM {question.sources[kind].table} s WHERE {match}{_within(kind, question)})"
        for kind, match in question.matches.items()
    ]
    return int(reader.rows(f"SELECT {' + '.join(parts)}", question.values).fetchone()[0])


def _select(kind: str, question: _Question, best: bool, newest: bool) -> str:
    """The records of one kind, with the same columns for all: scored where the best are wanted, or the newest."""
    source, match = question.sources[kind], question.matches[kind]
    day = source.noun.day
    is_word = str(question.values.get("begins0", "")).isalpha()
    called = source.called(question.spellings, is_word=is_word) if best else "0"
    within = _newest(kind, question) if day and newest else _within(kind, question)
    return f"""SELECT {source.reference} AS id, '{kind}' AS kind, a.code AS account,
        {f'r."{day}"' if day else "NULL"} AS date, {source.search.title} AS title, {source.found} AS found,
        {source.amount}, {source.score if best else "0"} AS score, {called} AS called, r.id AS row
        FROM {source.table} s JOIN {kind} r ON r.id = s.rowid LEFT JOIN account a ON a.id = {source.owner}
        WHERE {match}{within}"""


def _within(kind: str, question: _Question) -> str:
    return question.period.format(kind=kind, day=f'"{question.sources[kind].noun.day}"')


def _newest(kind: str, question: _Question) -> str:
    """The newest that match: from the newest back, each looked up among those that match.

    The + keep SQLite from the other way round, which is a look into the table for each match, and a sort.
    """
    source, match = question.sources[kind], question.matches[kind]
    day = f'"{source.noun.day}"'
    period = f"{day} >= :start AND {day} < :end AND " if question.period else ""
    hits = f"SELECT rowid FROM {source.table} s WHERE {match}"
    newest = f"SELECT id FROM {kind} WHERE {period}+id IN ({hits}) ORDER BY {day} DESC, id DESC LIMIT :limit"
    return f" AND +s.rowid IN ({newest})"


def _order(sort: str) -> str:
    keys = [column.key for column in COLUMNS if column.key not in UNORDERED]
    parts = []
    for word in (part.strip() for part in sort.split(",") if part.strip()):
        key = word.removeprefix("-")
        if key not in keys:
            raise BadValue(f"cannot sort by {quote(key)}: use {', '.join(keys)}")
        source = "coalesce(title, found)" if key == "text" else key
        parts.append(f"{source} {'DESC' if word.startswith('-') else 'ASC'} NULLS LAST, ")
    return "".join(parts)


def _rows(reader: Reader, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for reference, kind, account, day, title, found, minor, currency in rows:
        amount = reader.money(minor, currency) if currency else None
        text = _text(title, found, reference)
        yield reference, kind, account, from_iso(day) if day else None, text, amount, currency


def _text(title: str | None, found: str, reference: str) -> str:
    """What the record is called, and what was found where that is something else."""
    if title is None:
        return found
    return title if found.strip("…") in (title, reference) or found.strip("…") in title else f"{title} — {found}"
