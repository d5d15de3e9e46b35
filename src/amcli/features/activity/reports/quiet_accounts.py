"""Accounts gone quiet: the live ones that nobody has spoken with for longer than their cadence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from amcli.features.accounts.reports.account_tree import AccountNode, load
from amcli.features.activity.rules import ContactGap, cadence_of, contact_gap
from amcli.store.reader import Reader


class Quiet(NamedTuple):
    """A quiet account: `account` is its code; `last`, `days_since` and `over` are None if it was never contacted."""

    account: str
    name: str
    tier: int | None
    last: date | None
    days_since: int | None
    cadence: int
    over: int | None


class ContactStatus(NamedTuple):
    """When an account was last spoken with, the days it may be silent, and how long it is. Archived is never quiet."""

    last: date | None
    cadence: int
    gap: ContactGap
    quiet: bool


def quiet(reader: Reader) -> list[Quiet]:
    """The accounts that are quiet today, the longest beyond their cadence first."""
    accounts = load(reader)
    found = [
        (accounts[each], one) for each, one in contact_statuses(reader, accounts, reader.env.today).items() if one.quiet
    ]
    found.sort(key=lambda pair: (-pair[1].gap.waited, pair[0].code.lower()))
    return [
        Quiet(account.code, account.name, account.tier, one.last, one.gap.days, one.cadence, one.gap.over)
        for account, one in found
    ]


def contact_statuses(
    reader: Reader, accounts: Mapping[int, AccountNode], day: date, alone: int | None = None
) -> dict[int, ContactStatus]:
    """How every account stands on a day; with `alone`, by its row id, that one."""
    cadences = reader.env.config.cadences
    found = {}
    for number, text in reader.run_query(__file__, "last_contacts", day=day.isoformat(), account=alone):
        account, last = accounts[number], date.fromisoformat(text) if text else None
        cadence = cadence_of(account.cadence, account.tier, cadences)
        silent = contact_gap(last, account.created, cadence, day)
        found[number] = ContactStatus(last, cadence, silent, silent.quiet and not account.archived)
    return found
