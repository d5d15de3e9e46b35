"""The days of contracts among deadlines. They are computed, and no record is of them: each has the contract's id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from amcli.base.errors import BadValue
from amcli.base.fields import LIVE, Scope
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.reports.contract_days import LETTERS, open_days
from amcli.store.reader import Reader, query_text

if TYPE_CHECKING:
    from amcli.base.field_type import Term
    from amcli.features.contracts.rules.days import ContractDay

ListedRow = tuple[Any, ...]  # of the list of deadlines
_KEYS = [column.key for column in DEADLINE.columns]
_DUE, _DONE = _KEYS.index("due"), _KEYS.index("done")


def contract_rows(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope = LIVE,
    extra: Sequence[Term] = (),
    *,
    until: date | None = None,
    ahead: date | None = None,
) -> list[ListedRow]:
    """They as rows of the list of deadlines, by day: those that match its filters as a deadline would. What only
    deadlines have they have not. until, ahead: as for `contract_days`. Raises as `listing`.
    """
    days = [] if scope.closed_in else open_days(reader, until=until, ahead=ahead)
    if not days:
        return []
    from amcli.records.reports.listing import terms_of
    from amcli.store.stand_in import scope_with_owner

    given, scope = scope_with_owner(reader.connection, DEADLINE, given, scope, reader.env.today)
    return rows_of_days(reader, days, terms_of(reader, DEADLINE, given, scope, list(extra)))


def rows_of_days(
    reader: Reader, days: Sequence[ContractDay], terms: Sequence[Term] = (), *, done: date | None = None
) -> list[ListedRow]:
    """Days of contracts as rows of the list of deadlines. terms: conditions that they meet, as those of a list. done:
    what they have for the day on which they were done.
    """
    import json

    columns = ", ".join(f'"{column.key}"' for column in DEADLINE.columns)
    where = " AND ".join(f"({term})" for term, _ in terms) or "1"
    sql = query_text(__file__, "contract_rows").format(columns=columns, where=where)
    told = json.dumps([(day.contract.id, day.due.isoformat(), day.title) for day in days])
    found = reader.rows(sql, (told, *(value for _, values in terms for value in values)))
    rows = [(*row[:_DUE], date.fromisoformat(row[_DUE]), *row[_DUE + 1 :]) for row in found]
    return [(*row[:_DONE], done, *row[_DONE + 1 :]) for row in rows] if done else rows


def refuse_days(names: Sequence[str], done: str) -> None:
    """Refuse what cannot be done with the day of a contract. BadValue says what can. done: `moved`, for the message."""
    for name in names:
        word = name.strip().upper()
        if word.isascii() and word.startswith(LETTERS) and word[len(LETTERS) :].isdigit():
            raise BadValue(
                f"{word} is a contract: its days follow from its terms and cannot be {done} as a deadline is: "
                f"type `amcli contract renew {word}`, `contract notice {word}` or `contract snooze {word} 2w`"
            )
