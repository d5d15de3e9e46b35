"""What a plan of assignments reads: the accounts to be given out, the people who may have them, and what weighs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.hints import hinted
from amcli.base.text import name_key, number_of
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import names
from amcli.features.accounts.rules import KEY_TIER
from amcli.features.workload.reports.measures import Measured, measured
from amcli.features.workload.rules.loads import Account, Person, Plan
from amcli.features.workload.rules.strategies import plan
from amcli.store.reader import Reader

NOBODY = hinted("nobody to give accounts to", ": `amcli colleague add NAME` adds a colleague")


class Asked(NamedTuple):
    """A question: the colleagues (none: all who are there), what is measured, of which period (None: the last twelve
    months), in which currency, whether who has an account keeps it, the day on which that is so (None: today), and
    those whose accounts alone are given out (none: all accounts are): what the others have then stays.
    """

    to: Sequence[str] = ()
    measure: str = "sales"
    period: Period | None = None
    currency: str = ""
    keep: bool = False
    day: date | None = None
    owners: Sequence[str] = ()


class Told(NamedTuple):
    """What a row tells of an account beside what is reckoned with."""

    name: str
    tier: int | None
    category: str | None
    owner: str | None  # the code of who has it now
    hours: str | None  # those a week of the owner


class PlanData:
    """Accounts, people and weights as of a day. Mere groups, which nobody owns and which sold nothing, stand apart."""

    def __init__(self, reader: Reader, asked: Asked) -> None:
        """Read it all. Raises NotFound and Ambiguous for the colleagues, Refused for one who has left by the day,
        BadValue for one who gives and gets, and what `measured` raises.
        """
        self.asked, self.today = asked, reader.env.today
        self.day = asked.day or self.today
        givers = {
            found.record_id: found.reference for found in (reader.find("colleague", text) for text in asked.owners)
        }
        self.people = [Person(*each) for each in _people(reader, asked.to, self.day, givers)]
        self.keep = asked.keep or bool(givers)
        rows = list(reader.run_query(__file__, "accounts_to_give", day=self.day.isoformat()))
        if givers:
            concerned = {*givers, *(person.id for person in self.people)}
            rows = [row for row in rows if row[5] in concerned]
        self.groups = [row[1] for row in rows if row[9] and row[5] is None]
        rows = [row for row in rows if not row[9] or row[5] is not None]
        self.measure: Measured = measured(
            reader, asked.measure, [row[0] for row in rows],
            period=asked.period, day=self.day, currency=asked.currency,
        )  # fmt: skip
        self.told: list[Told] = []
        self.accounts: list[Account] = []
        for number, code, name, tier, category, owner, owner_code, hours, critical, _ in rows:
            amount = self.measure.amounts.get(number, 0)
            self.told.append(Told(name, tier, category or None, owner_code, hours))
            trade, key = name_key(category or "") or None, tier == KEY_TIER or bool(critical)
            self.accounts.append(Account(number, code, max(amount, 0), trade, key, owner))

    def plan(self, strategy: str) -> Plan:
        """Who gets what by one of the strategies."""
        return plan(strategy, self.accounts, self.people, keep=self.keep)

    @property
    def title(self) -> str:
        """How many accounts are given out, to how many colleagues, and by what."""
        among = {person.id for person in self.people} if self.keep else set()
        given = sum(account.owner not in among for account in self.accounts)
        people = number_of(len(self.people), "colleague")
        return f"{number_of(given, 'account')} to {people}, {self.measure.title}"

    def codes(self, places: Sequence[int]) -> str:
        """The accounts at some places, for a sentence."""
        return names([self.accounts[place].code for place in places])

    def sentences(self) -> list[str]:
        """What is not as one might think: groups that stand apart, and accounts that weigh nothing."""
        said = []
        if self.groups:
            said.append(f"only a group of others, without sales or an owner, so given to nobody: {names(self.groups)}")
        amounts = self.measure.amounts
        if below := [place for place, each in enumerate(self.accounts) if amounts.get(each.id, 0) < 0]:
            said.append(f"more credits than sales count as a load of 0: {self.codes(below)}")
        return said


def _people(reader: Reader, to: Sequence[str], day: date, givers: Collection[int]) -> list[tuple[int, str]]:
    """The ids and codes of the colleagues, in the order typed, each once; else of all who are there, by code, but those
    who give.
    """
    there: dict[int, str] = dict(reader.run_query(__file__, "colleagues_there", day=day.isoformat()).fetchall())
    if not to:
        return [each for each in there.items() if each[0] not in givers]
    chosen = {found.record_id: found.reference for found in (reader.find("colleague", text) for text in to)}
    for number, code in chosen.items():
        if number in givers:
            raise BadValue(f"{code} stands in --owner and in --to: leave {code} out of one of them")
        if number not in there:
            raise Refused(f"{code} has left by {day}: leave {code} out of --to, or type another day with --from")
    return list(chosen.items())
