"""Spending from budgets."""

from __future__ import annotations

from datetime import date

from amcli.base.errors import Ambiguous, NotFound
from amcli.base.results import Change
from amcli.base.text import name_key, nearest, quote
from amcli.base.time.dates import parse_date
from amcli.features.budgets.nouns import EXPENSE
from amcli.records.services.changes import RecordDraft, draft_new, finish, write_new
from amcli.records.services.field_values import TypedFields
from amcli.settings.environment import Env
from amcli.store.lookup import has_words
from amcli.store.session import UnitOfWork, prepared_operation


def spend(env: Env, account: str, name: str, given: TypedFields, *, dry_run: bool = False) -> Change:
    """Write an expense into the account's budget of that name whose period holds the day. `given`: expense fields."""

    def prepare(work: UnitOfWork) -> RecordDraft:
        day = parse_date(str(given.get("date", "today")), env.today)
        owner = work.find_owner("account", account)
        budget = holding(work, owner.record_id, owner.reference, name, day, by_words=True)
        return draft_new(work, EXPENSE, {**given, "budget": f"B{budget}"})

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, draft):
        done = "refunded" if given.get("kind") == "refund" else "spent"
        return finish(work, done, "expense", [write_new(work, EXPENSE, draft)], dry_run=dry_run)


def holding(work: UnitOfWork, account: int, reference: str, name: str, day: date, *, by_words: bool = False) -> int:
    """The id of the account's budget that a name (or id) and a day pick. NotFound or Ambiguous (exit 3).

    by_words: a person types it, who may leave out words of the name.
    """
    rows = work.connection.execute(
        'SELECT id, name, "start" <= ? AND ? < "end" FROM budget WHERE account_id = ? ORDER BY "start", id',
        (day.isoformat(), day.isoformat(), account),
    ).fetchall()
    named = [row for row in rows if name_key(name) == name_key(row[1]) or name.upper() == f"B{row[0]}"]
    if by_words and not named:
        named = [row for row in rows if has_words(row[1], name)]
    fitting = [row for row in named if row[2]]
    if len(fitting) == 1:
        return int(fitting[0][0])
    candidates = [f"B{row[0]} ({row[1]})" for row in fitting or named]
    if fitting:
        text = f"{reference} has {len(fitting)} budgets {quote(name)} that hold {day}"
        raise Ambiguous(f"{text}: type the id of one instead of the name", candidates)
    if named:
        raise NotFound(f"no budget {quote(name)} of {reference} holds {day}: see `amcli budget list`", candidates)
    elsewhere = _elsewhere(work, name, by_words=by_words)
    raise NotFound(f"{reference} has no budget {quote(name)}{elsewhere}", nearest(name, [row[1] for row in rows]))


def _elsewhere(work: UnitOfWork, name: str, *, by_words: bool) -> str:
    """Which other accounts have a budget that is called so."""
    source = "SELECT b.id, b.name, a.code FROM budget b JOIN account a ON a.id = b.account_id"
    sql = f"{source} WHERE name_key(b.name) = ? OR upper(?) = 'B' || b.id ORDER BY b.id LIMIT 3"
    rows = work.connection.execute(sql, (name_key(name), name.strip())).fetchall()
    if by_words and not rows:
        rows = [row for row in work.connection.execute(f"{source} ORDER BY b.id") if has_words(row[1], name)][:3]
    return ": " * bool(rows) + ", ".join(f"B{number} ({called}) is of {code}" for number, called, code in rows)
