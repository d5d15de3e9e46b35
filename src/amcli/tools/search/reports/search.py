"""Full-text search: every word must be in the record, as it is or as the beginning of one, in any case and accent.

What is typed is data: each word is quoted, so that nothing of it is FTS5's own syntax. FTS5 finds the records and says
how well they match, which takes as long as there are records: beyond BEST_OF of them the newest come first instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import clean, nearest, quote
from amcli.base.time.dates import from_iso
from amcli.base.time.period import parse_period
from amcli.store.reader import Reader

COLUMNS = (
    Column("id"),
    Column("kind"),
    Column("account"),
    Column("date", Kind.DATE, timed=True),
    Column("text"),
)
BEST_OF = 1_000
WORDS_SHOWN = 24  # of a long text, around what was found
MOST_WORDS = 200

# The records of a period: looked up where few match the words, else listed first, from the index on the day.
ONE_BY_ONE = " AND EXISTS (SELECT 1 FROM {kind} d WHERE d.id = s.rowid AND d.{day} >= :start AND d.{day} < :end)"
AT_ONCE = " AND +s.rowid IN (SELECT id FROM {kind} WHERE {day} >= :start AND {day} < :end)"

_SURROGATE = re.compile("[\ud800-\udfff]")  # what is left of bytes that are no text
_TYPED = re.compile(r'"([^"]*)"|([^\s"]+)')


class Source(NamedTuple):
    """How one kind is searched: its columns of the result, its day, what a word weighs in each searched column, and
    the columns of the names that it goes by.
    """

    id: str
    title: str
    day: str
    weights: str
    names: str


# The weights are in the order of the columns in the search tables; account_id weighs nothing. Scores of two tables
# are not of one measure, and the account that is called so would come after a call that mentions it: hence the names.
SOURCES = {
    "account": Source("r.code", "r.name", "", "10, 10, 2, 2, 1, 1, 2, 5, 1, 1, 1", "name code"),
    "contact": Source(
        "'C' || r.id",
        """r.name || iif(r."left" <= :today, ' (left ' || r."left" || ')', '')""",
        "",
        "10, 3, 5, 1, 2, 1, 0",
        "name",
    ),
    "interaction": Source("'I' || r.id", "NULL", "date", "1, 0", ""),
    "deadline": Source("'D' || r.id", "r.title", "due", "3, 1, 0", ""),
}


class Hits(NamedTuple):
    """What was found, and what there is to say about it: in any case, and to a person alone."""

    listing: Listing
    notes: tuple[str, ...] = ()
    for_a_person: tuple[str, ...] = ()


class _Question(NamedTuple):
    """What is asked of each kind: its condition, the one on its day, and the values of the parameters."""

    matches: Mapping[str, str]
    values: Mapping[str, Any]
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
    """The records that hold all the words; a text in double quotes is words in that order.

    Accounts and contacts that are called so come first, then the best match, of equals the newest; where more than
    BEST_OF match, the newest. A period is about interactions and deadlines alone, which have a day. BadValue where
    there is nothing to search for, and for a sort by no column.
    """
    words, skipped = _words(typed)
    order = _order(sort)
    question = _question(reader, words, account, _kinds(kind, bool(period)), period)
    total = _count(reader, question)
    if period:
        question = question._replace(period=ONE_BY_ONE if total <= BEST_OF else AT_ONCE)
        total = _count(reader, question)
    best = total <= BEST_OF
    newest = not best and not sort and limit is not None
    each = " UNION ALL ".join(_select(kind, question, best, newest) for kind in question.matches)
    sql = f"""SELECT id, kind, account, date, title, found FROM ({each})
        ORDER BY {order or ("called DESC, score, " if best else "")}date DESC NULLS LAST, kind, row DESC LIMIT :limit"""
    rows = reader.rows(sql, {**question.values, "limit": -1 if limit is None else limit})
    more = 0 if limit is None else max(0, total - limit)
    said = f"{total:,} records match: the newest come first; with another word that leaves {BEST_OF:,}, the best do"
    return Hits(
        Listing("found", COLUMNS, _rows(rows), empty="nothing found", more=more),
        tuple(f"left out {quote(word)}, which has no letter and no digit" for word in skipped),
        () if best or sort else (said,),
    )


def _words(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """Each word or phrase as a string of FTS5, and what has nothing in it to search for."""
    found, skipped = [], []
    for phrase, word in (pair for text in typed for pair in _TYPED.findall(clean(text)[0])):
        text = phrase or word
        if any(letter.isalnum() for letter in text):
            found.append(_any_spelling(f'"{text}"' if phrase else f'"{text}"*'))
        elif text:
            skipped.append(text)
    if not found:
        unreadable = " in UTF-8" if any(_SURROGATE.search(text) for text in typed) else ""
        raise BadValue(f"nothing to search for: type a word{unreadable} with a letter or a digit")
    if len(found) > MOST_WORDS:
        raise BadValue(f"{len(found)} words are too many to search for: type at most {MOST_WORDS}")
    return found, skipped


def _any_spelling(term: str) -> str:
    """The term, or with the letter that the index knows as itself alone, and people write as two: ß is ss."""
    folded = term.lower()
    others = {folded.replace("ß", "ss"), folded.replace("ss", "ß")} - {folded}
    return f"({' OR '.join([term, *sorted(others)])})" if others else term


def _kinds(kind: str, dated: bool) -> tuple[str, ...]:
    """The kinds to search."""
    if not kind:
        return tuple(name for name, source in SOURCES.items() if source.day or not dated)
    if kind not in SOURCES:
        raise BadValue(f"cannot search {quote(kind)}: use one of {', '.join(SOURCES)}", nearest(kind, SOURCES, 1))
    if dated and not SOURCES[kind].day:
        raise BadValue(f"--period is about what has a day, and no {kind} has one: leave it out")
    return (kind,)


def _question(reader: Reader, words: Sequence[str], account: str, kinds: Sequence[str], period: str) -> _Question:
    """The account is a column of the search tables, so that in one account only its records are met."""
    values: dict[str, Any] = {"words": " AND ".join(words), "today": reader.env.today.isoformat()}
    matches = {kind: f"{kind}_search MATCH :{'words' if kind == 'account' else 'inside'}" for kind in kinds}
    values["inside"] = f"- account_id : ({values['words']})"
    values |= {
        f"{kind}_names": f"{{{SOURCES[kind].names}}} : ({values['words']})" for kind in kinds if SOURCES[kind].names
    }
    if account:
        values["whose"] = reader.find("account", account).record_id
        values["inside"] = f'account_id : "{values["whose"]}" AND {values["inside"]}'
        matches |= {"account": f"{matches['account']} AND s.rowid = :whose"} if "account" in matches else {}
    if period:
        span = parse_period(period, reader.env.today, reader.env.config.fiscal)
        values |= {"start": span.start.isoformat(), "end": span.end.isoformat()}
    return _Question(matches, values)


def _count(reader: Reader, question: _Question) -> int:
    """How many match, in one statement."""
    parts = [
        f"(SELECT count(*) FROM {kind}_search s WHERE {match}{_within(kind, question)})"
        for kind, match in question.matches.items()
    ]
    return int(reader.rows(f"SELECT {' + '.join(parts)}", question.values).fetchone()[0])


def _select(kind: str, question: _Question, best: bool, newest: bool) -> str:
    """The records of one kind, with the same columns for all: scored where the best are wanted, or the newest."""
    source, match, table = SOURCES[kind], question.matches[kind], f"{kind}_search"
    account, join = ("r", "") if kind == "account" else ("a", "JOIN account a ON a.id = r.account_id")
    score = f"bm25({table}, {source.weights})" if best else "0"
    called = (
        f"s.rowid IN (SELECT rowid FROM {table} WHERE {table} MATCH :{kind}_names)" if best and source.names else "0"
    )
    within = _newest(kind, question) if source.day and newest else _within(kind, question)
    return f"""SELECT {source.id} AS id, '{kind}' AS kind, {account}.code AS account,
        {f"r.{source.day}" if source.day else "NULL"} AS date, {source.title} AS title,
        snippet({table}, -1, '', '', '…', {WORDS_SHOWN}) AS found, {score} AS score, {called} AS called, r.id AS row
        FROM {table} s JOIN {kind} r ON r.id = s.rowid {join} WHERE {match}{within}"""


def _within(kind: str, question: _Question) -> str:
    return question.period.format(kind=kind, day=SOURCES[kind].day)


def _newest(kind: str, question: _Question) -> str:
    """The newest that match: from the newest back, each looked up among those that match.

    The + keep SQLite from the other way round, which is a look into the table for each match, and a sort.
    """
    day, match = SOURCES[kind].day, question.matches[kind]
    period = f"{day} >= :start AND {day} < :end AND " if question.period else ""
    hits = f"SELECT rowid FROM {kind}_search s WHERE {match}"
    newest = f"SELECT id FROM {kind} WHERE {period}+id IN ({hits}) ORDER BY {day} DESC, id DESC LIMIT :limit"
    return f" AND +s.rowid IN ({newest})"


def _order(sort: str) -> str:
    keys = {column.key for column in COLUMNS}
    parts = []
    for word in (part.strip() for part in sort.split(",") if part.strip()):
        key = word.removeprefix("-")
        if key not in keys:
            raise BadValue(f"cannot sort by {quote(word)}: use {', '.join(column.key for column in COLUMNS)}")
        source = "coalesce(title, found)" if key == "text" else key
        parts.append(f"{source} {'DESC' if word.startswith('-') else 'ASC'} NULLS LAST, ")
    return "".join(parts)


def _rows(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for reference, kind, account, day, title, found in rows:
        yield reference, kind, account, from_iso(day) if day else None, _text(title, found, reference)


def _text(title: str | None, found: str, reference: str) -> str:
    """What the record is called, and what was found where that is something else."""
    if title is None:
        return found
    return title if found.strip("…") in (title, reference) or found.strip("…") in title else f"{title} — {found}"
