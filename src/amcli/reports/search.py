"""Search by plain matching: every word must be somewhere in the record, in any case."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.domain.errors import BadValue
from amcli.domain.results import Column, Kind, Listing
from amcli.domain.text import nearest, quote
from amcli.store.reader import Reader

COLUMNS = (
    Column("id"),
    Column("kind"),
    Column("account"),
    Column("date", Kind.DATE),
    Column("text"),
)
# What is searched, and what of it is shown. `found` is the text that the words are looked for in.
SOURCES = {
    "account": """SELECT code, 'account', code, NULL, name, record_id, record_id,
        concat_words(code, name, category, city, country, note, tags, external_id, phone, website, address)
        FROM accounts""",
    "contact": """SELECT id, 'contact', account, NULL, name || coalesce(', ' || title, ''), record_id, account_id,
        concat_words(name, title, email, phone, roles, note) FROM contacts""",
    "interaction": """SELECT id, 'interaction', account, date, text, record_id, account_id, text FROM interactions""",
    "deadline": """SELECT id, 'deadline', account, due, title, record_id, account_id, concat_words(title, note)
        FROM deadlines""",
}


def search(
    reader: Reader, words: Sequence[str], *, account: str = "", kind: str = "", sort: str = "", limit: int | None = None
) -> Listing:
    """The records that hold all the words; dated ones the newest first, then accounts and contacts."""
    if kind and kind not in SOURCES:
        raise BadValue(f"cannot search {quote(kind)}: use one of {', '.join(SOURCES)}", nearest(kind, SOURCES, 1))
    wanted = [word.casefold() for typed in words for word in typed.split()]
    if not wanted:
        raise BadValue("nothing to search for: type a word")
    connection = reader.connection
    connection.create_function("concat_words", -1, _joined, deterministic=True)
    connection.create_function("casefold", 1, lambda text: text.casefold(), deterministic=True)
    parts = " UNION ALL ".join(SOURCES[name] for name in ([kind] if kind else SOURCES))
    where = ["instr(casefold(found), ?) > 0"] * len(wanted)
    parameters: list[str | int] = [*wanted]
    if account:
        where.append("account_id = ?")
        parameters.append(reader.find("account", account).row)
    source = f"WITH one(id, kind, account, date, text, record_id, account_id, found) AS ({parts})"
    body = f"FROM one WHERE {' AND '.join(where)}"
    sql = f"{source} SELECT id, kind, account, date, text {body} ORDER BY {_order(sort)}"
    more = 0
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
        more = max(0, reader.rows(f"{source} SELECT count(*) {body}", tuple(parameters)).fetchone()[0] - limit)
    rows = ((*row[:3], _day(row[3]), row[4]) for row in reader.rows(sql, tuple(parameters)))
    return Listing("found", COLUMNS, rows, empty="nothing found", more=more)


def _order(sort: str) -> str:
    keys = {column.key for column in COLUMNS}
    parts = []
    for word in (part.strip() for part in sort.split(",") if part.strip()):
        if word.removeprefix("-") not in keys:
            raise BadValue(f"cannot sort by {quote(word)}: use {', '.join(column.key for column in COLUMNS)}")
        parts.append(f"{word.removeprefix('-')} {'DESC' if word.startswith('-') else 'ASC'} NULLS LAST")
    return ", ".join([*parts, "date DESC NULLS LAST", "kind", "record_id DESC"])


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _day(text: str | None) -> object:
    from datetime import date, datetime

    if text is None:
        return None
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
