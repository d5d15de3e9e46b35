"""The records that each factor of an account rests on, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from amcli.base.money import grouped
from amcli.base.time.workdays import day_of
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.deadlines.reports.promises import promises_of
from amcli.features.health.reports.health_facts import HealthFacts
from amcli.features.health.reports.sales_facts import SalesFacts
from amcli.features.health.rules.factors import PENALTIES
from amcli.render.people import short_day
from amcli.store.reader import Reader


class RecordLine(NamedTuple):
    """One of them, or one figure. day: that it is of; what: in words; amount: of a figure that is money."""

    id: str | None
    day: date | None
    what: str
    amount: Decimal | None = None


class Records:
    """Those of one account as of the day of its facts; each factor by its name."""

    def __init__(self, reader: Reader, facts: HealthFacts, sales: SalesFacts, account: AccountNode) -> None:
        self._reader, self._facts, self._sales, self._account = reader, facts, sales, account
        self._asked = {"account": account.id, "day": facts.day.isoformat()}

    def of(self, factor: str) -> list[RecordLine]:
        """By the name of a factor (rules/score.py)."""
        return list(getattr(self, f"_{factor}_lines")())

    def _sales_lines(self) -> Iterator[RecordLine]:
        read = self._sales.read
        landing = read.of(self._account.id) if read else None
        if read is None or landing is None:
            return
        survey, line, whose = read.survey, landing.line, " by it and all below it" if landing.group else ""
        period, last = survey.window.period, survey.window.cut - timedelta(days=1)
        for day, said, minor in (
            (self._sales.booked_to, f"sold{whose} from {period.start} to {last}", line.now.amount),
            (None, f"forecast for {period.name}", line.pace.forecast),
            (None, f"target, {landing.aim.basis}", landing.aim.amount),
        ):
            amount = survey.rates.money(minor)
            told = "n/a" if amount is None else f"{grouped(amount)} {survey.rates.to}"
            yield RecordLine(None, day, f"{said}: {told}", amount)

    def _contact_lines(self) -> Iterator[RecordLine]:
        for number, on, kind, text in self._reader.run_query(__file__, "health_spoken", **self._asked):
            yield RecordLine(f"I{number}", date.fromisoformat(on), f"{kind}: {text}")

    def _issues_lines(self) -> Iterator[RecordLine]:
        for each in self._facts.issues.get(self._account.id, ()):
            less = PENALTIES[each.severity]
            yield RecordLine(f"IS{each.id}", each.opened, f"{each.severity}, less {less}: {each.title}")

    def _promises_lines(self) -> Iterator[RecordLine]:
        for each in promises_of(self._reader, self._facts.day, self._account.id):
            done = f"done {short_day(each.done, self._facts.day)}" if each.done else "open"
            state = "kept" if each.kept else f"not kept, {done}"
            yield RecordLine(f"D{each.id}", day_of(each.due), f"{state}: {each.title}")

    def _roles_lines(self) -> Iterator[RecordLine]:
        for number, name, roles, last in self._reader.run_query(__file__, "health_people", **self._asked):
            held = (roles or "no role noted").replace(";", ", ")
            yield RecordLine(f"C{number}", date.fromisoformat(last) if last else None, f"{name}: {held}")

    def _contract_lines(self) -> Iterator[RecordLine]:
        for each in self._facts.agreements.get(self._account.id, ()):
            name = each.standing.contract.name
            said = [f"notice by {each.notice}" if each.notice else "no notice to come"]
            said += ["under way"] * each.under_way + ["put off"] * each.put_off
            yield RecordLine(each.standing.reference, each.standing.start, f"{name}: {', '.join(said)}")

    def _pulse_lines(self) -> Iterator[RecordLine]:
        latest = self._facts.pulses.get(self._account.id)
        if latest:
            yield RecordLine(f"PU{latest.id}", latest.day, latest.note or f"{latest.points} of 5")
