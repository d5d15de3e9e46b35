"""What each colleague has to do: the accounts, the hours, what is due, the issues, the trainings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from amcli.base.errors import NotFound
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json, find_accounts
from amcli.features.team.nouns import OWNER
from amcli.features.workload.reports.team_member import Due, Member, Work
from amcli.features.workload.rules.weekly_hours import weekly_hours
from amcli.store.reader import Reader, query_text

ACCOUNT, COLLEAGUE = "account", "colleague"
COMING_DAYS = 14
UNNAMED = "nobody named"
_ANY = "TRUE"


class TeamQuestion(NamedTuple):
    """What is asked: the period of the trainings, the days [soon, later) of what is coming; and whose rows, or of whom
    at which accounts.
    """

    period: Period
    soon: date
    later: date
    colleagues: Sequence[str] = ()
    accounts: Sequence[str] = ()


class TeamFigures(NamedTuple):
    """The members in the order of their codes, the open issues of any of them, each once; the accounts that were asked
    for, and which of them (else of all) nobody owns.
    """

    members: list[Member]
    issues: int
    accounts: Collection[int]
    unowned: list[str]


def days_of(reader: Reader, asked: TeamQuestion) -> dict[str, Any]:
    """What the queries are told of days, and of who keeps the file."""
    period = asked.period
    return {
        "me": reader.keeper(COLLEAGUE),
        "owner": OWNER,
        "today": reader.env.today.isoformat(),
        "soon": asked.soon.isoformat(),
        "later": asked.later.isoformat(),
        "start": period.start.isoformat(),
        "cut": (period.last_day + timedelta(days=1)).isoformat(),
    }


def find_colleague(reader: Reader, text: str) -> int:
    """The row id of a colleague. Raises NotFound, which points to --account where an account is called so, and
    Ambiguous.
    """
    try:
        return reader.find(COLLEAGUE, text).record_id
    except NotFound as error:
        if not reader.has_code(ACCOUNT, text.strip()):
            raise
        raise NotFound(f"{error.message}: --account {text.strip()} says who works on it") from None


def team_figures(reader: Reader, asked: TeamQuestion) -> TeamFigures:
    """The live colleagues, and those who left and still have something open; only those who are named, and only those
    who work on one of the accounts. Raises NotFound and Ambiguous.
    """
    days = days_of(reader, asked)
    accounts = find_accounts(reader, asked.accounts)
    people = _people(reader, asked, accounts, days)
    issues = reader.run_query(__file__, "team_issues", **days).fetchall()
    members = list(_members(reader, people, days, _issues_of_each(issues)))
    either = sum(count for owner, other, count in issues if people is None or people & {owner, other})
    which = _ANY if not accounts else "a.id IN (SELECT value FROM json_each(:accounts))"
    unowned = _rows(reader, "without_owner", which, **days, accounts=as_json(accounts))
    return TeamFigures(members, either, accounts, [code for (code,) in unowned])


def work_of(reader: Reader, which: str, **parameters: Any) -> Iterable[tuple[int, Work]]:
    """The assignments in force, each with whose it is. which: a condition on an assignment `s`."""
    for colleague, number, account, code, name, role, owns, start, until, hours in _rows(
        reader, "team_work", which, **parameters
    ):
        yield colleague, Work(number, account, code, name, role, bool(owns), start, until, _number(hours))


def _people(reader: Reader, asked: TeamQuestion, accounts: Collection[int], days: Mapping[str, Any]) -> set[int] | None:
    """The row ids of those who are asked for; None for all."""
    if not asked.colleagues and not accounts:
        return None
    named = {find_colleague(reader, text) for text in asked.colleagues}
    if not accounts:
        return named
    found = reader.run_query(__file__, "team_at_accounts", **days, accounts=as_json(accounts))
    there = {colleague for (colleague,) in found}
    return there & named if named else there


def _members(
    reader: Reader, people: set[int] | None, days: Mapping[str, Any], issues: Mapping[int | None, int]
) -> Iterable[Member]:
    among = {**days, "people": as_json(people)}
    which = _ANY if people is None else "{} IN (SELECT value FROM json_each(:people))"
    work: dict[int | None, list[Work]] = {}
    for colleague, each in work_of(reader, which.format("s.colleague_id"), **among):
        work.setdefault(colleague, []).append(each)
    due = {whose: Due(*counts) for whose, *counts in reader.run_query(__file__, "team_deadlines", **days)}
    trained: dict[int | None, int] = dict(reader.run_query(__file__, "team_trainings", **days).fetchall())
    rows: list[tuple[Any, ...]] = [*_rows(reader, "team_people", which.format("c.id"), **among)]
    rows += [(None, None, UNNAMED, None, None, None)] if people is None else []
    for number, code, name, department, hours, left in rows:
        mine = work.get(number, [])
        gone = date.fromisoformat(left) if left and left <= days["today"] else None
        weekly = weekly_hours([each.hours for each in mine], None if gone else _number(hours))
        member = Member(
            number, code, name, department, gone, weekly, mine, due.get(number, Due()), issues.get(number, 0),
            trained.get(number, 0),
        )  # fmt: skip
        if member.is_busy or (number is not None and (people is not None or gone is None)):
            yield member


def _issues_of_each(issues: Iterable[tuple[Any, ...]]) -> dict[int | None, int]:
    """The open issues by whose they are or to whom they went: one that is both is counted once."""
    found: dict[int | None, int] = {}
    for owner, escalated, count in issues:
        for whose in {owner, owner if escalated is None else escalated}:
            found[whose] = found.get(whose, 0) + count
    return found


def _rows(reader: Reader, name: str, which: str, **parameters: Any) -> Iterable[tuple[Any, ...]]:
    return reader.rows(query_text(__file__, name).replace("{which}", which), parameters)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
