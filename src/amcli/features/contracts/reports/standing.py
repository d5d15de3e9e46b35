"""What the contracts are on a day, read in one statement: for lists, reports, reminders, the day's screen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from amcli.base.time.span import Span, parse_span
from amcli.base.time.workdays import free_days
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.contracts.rules.standing import Agreed, Standing, WrittenTerm, standing, then_known
from amcli.features.contracts.rules.terms import TermDays
from amcli.store.reader import Reader, query_text

_FREE = 60  # days: no longer row of days is free of work, and of months that end sooner than they count for
_OF_CONTRACT = 21  # columns of standing.sql, before those of the term


def standings(
    reader: Reader,
    day: date | None = None,
    *,
    accounts: Collection[int] | None = None,
    contract: int | None = None,
    contracts: Collection[int] | None = None,
    between: tuple[date, date] | None = None,
    archived: bool = True,
) -> list[Standing]:
    """The contracts as they stand on a day (None: today), by their ids; of a past day what was known then.

    accounts, contract, contracts: only of these row ids. between: only those that have one of their days from the first
    to the last of these, both included; SQL leaves most of the others out. archived: also of accounts that lists leave
    out.
    """
    today = reader.env.today
    asked = day or today
    lead, holidays = reader.env.config.contract_lead, free_days(reader.env.config.text("country"))
    known = list(_agreed(reader, accounts, contract, contracts, between, lead, archived=archived))
    if asked < today:
        known = [then for each in known if (then := then_known(each, asked))]
    found = [standing(each, asked, lead, holidays) for each in known]
    return [each for each in found if each.has_day_in(*between)] if between else found


def _agreed(
    reader: Reader,
    accounts: Collection[int] | None,
    contract: int | None,
    contracts: Collection[int] | None,
    between: tuple[date, date] | None,
    lead: Span,
    *,
    archived: bool,
) -> Iterator[Agreed]:
    conditions = ["1"] if archived else ["a.archived IS NULL"]
    if accounts is not None:
        conditions.append("c.account_id IN (SELECT value FROM json_each(:accounts))")
    if contract is not None:
        conditions.append("c.id = :contract")
    if contracts is not None:
        conditions.append("c.id IN (SELECT value FROM json_each(:contracts))")
    parameters: dict[str, Any] = {
        "accounts": as_json(accounts),
        "contract": contract,
        "contracts": as_json(contracts),
        "first": between[0].isoformat() if between else None,
        "last": between[1].isoformat() if between else None,
        "lead": lead.days + 31 * lead.months,
        "free": _FREE,
    }
    sql = query_text(__file__, "standing").replace("{scope}", " AND ".join(conditions))
    for _, rows in groupby(reader.rows(sql, parameters), key=lambda row: row[0]):
        terms = list(rows)
        yield _read(terms[0], tuple(_term(row[_OF_CONTRACT:]) for row in terms))


def _read(row: tuple[Any, ...], written: tuple[WrittenTerm, ...]) -> Agreed:
    (id_, account_id, code, account, tier, archived, name, kind, ref, renews, notice, term, lead, latest, signed,
     noticed, noticed_by, ends, reason, snoozed, owner) = row[:_OF_CONTRACT]  # fmt: skip
    return Agreed(
        id_, account_id, code, account, tier, bool(archived), name, kind, ref, renews,
        _span(notice), _span(term), _span(lead), _day(latest), _day(signed), _day(noticed), noticed_by, _day(ends),
        reason, _day(snoozed), owner, written,
    )  # fmt: skip


def _term(row: tuple[Any, ...]) -> WrittenTerm:
    start, end, minor, currency, per = row
    return WrittenTerm(TermDays(date.fromisoformat(start), date.fromisoformat(end)), minor, currency, per)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _parsed(text: str) -> Span:
    return parse_span(text)


def _span(text: str | None) -> Span | None:
    return _parsed(text) if text else None
