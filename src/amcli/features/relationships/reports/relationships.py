"""Relationships: of each account what of its buying centre is covered, by how many threads we hang, who went quiet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from amcli.base.charts import Bars
from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Report
from amcli.base.text import nearest, number_of, quote
from amcli.features.accounts.nouns import ROLES
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, load, names
from amcli.features.analysis.reports.key_accounts import CLASS
from amcli.features.analysis.reports.key_accounts_today import key_accounts_today
from amcli.features.relationships.reports.standing import NO_DECIDER, SILENT, SINGLE, Standing, standings
from amcli.features.relationships.rules.coverage import ACTIVE_DAYS, CORE_ROLES
from amcli.store.reader import Reader

REPORT = "relationships"
_MOST_TOLD = 3  # warnings in a cell
_COLUMNS = (
    Column("key", header="account"),
    Column("name", rank=5),
    Column("tier", Kind.INT, rank=3),
    Column("people", Kind.INT, rank=6),
    Column("covered", Kind.INT, undrawn=True),
    Column("of_five", header="roles", table_only=True),
    Column("roles", Kind.LIST, undrawn=True),
    Column("missing", Kind.LIST, rank=4),
    Column("no_decider", Kind.FLAG, undrawn=True),
    Column("active", Kind.INT, rank=1),
    Column("single_threaded", Kind.FLAG, undrawn=True),
    Column("quiet", Kind.LIST, undrawn=True, phrases=True),
    Column("never_spoken", Kind.LIST, undrawn=True, phrases=True),
    Column("against", Kind.LIST, undrawn=True, phrases=True),
    Column("warnings", Kind.LIST, undrawn=True, phrases=True),
    Column("look", header="what asks for a look", table_only=True),
)


def relationships(reader: Reader, *, missing: str = "") -> Report:
    """A row for each live account, key accounts first, the worst first. `covered` counts the five roles of the buying
    centre that somebody fills, `roles` names all that are filled, `active` counts the people with a two-way interaction
    in 90 days. `quiet`, `never_spoken` and `against` are among the key people: who decides or has an influence of 4 or
    more.

    missing: only the accounts where nobody fills this role. Raises BadValue for what is none.
    """
    missing = missing.strip().lower()
    if missing and missing not in ROLES:
        raise BadValue(f"{quote(missing)} is no role: use one of {', '.join(ROLES)}", nearest(missing, ROLES))
    day = reader.env.today
    accounts = load(reader)
    key = key_accounts_today(reader, accounts.values())
    # Sorted once more: what is equal stays in its order, the worst first.
    every = sorted(standings(reader, accounts, day), key=lambda each: each.account.id not in key.ids)
    by_class = key.by == CLASS and bool(key.ids)
    found = [each for each in every if not missing or missing not in each.coverage.roles]
    return Report(
        REPORT,
        _COLUMNS,
        [_row(each) for each in found],
        facts={
            "as_of": day,
            "accounts": len(found),
            "no_decider": sum(not each.coverage.has_decider for each in found),
            "single_threaded": sum(each.coverage.single_threaded for each in found),
        },
        title=f"Relationships{f' · no {missing}' if missing else ''} · roles filled of five, people active in "
        f"{ACTIVE_DAYS} days",
        empty=f"every account has a {missing}" if missing and every else NO_ACCOUNTS,
        notes=(*_notes(found), *([f"key accounts, which come first, are those of {key.said}"] if by_class else [])),
        chart=Bars("Roles of the buying centre that somebody fills", "name", "covered", of=len(CORE_ROLES)),
    )


def _row(each: Standing) -> tuple[Any, ...]:
    account, seen = each.account, each.coverage
    warnings = tuple(each.warnings())
    return (
        account.code,
        account.name,
        account.tier,
        seen.people,
        seen.covered,
        f"{seen.covered} of {len(CORE_ROLES)}",
        tuple(role for role in ROLES if role in seen.roles),
        seen.missing,
        not seen.has_decider,
        seen.active,
        seen.single_threaded,
        tuple(one.name for one in each.quiet),
        tuple(one.name for one in each.unmet),
        tuple(one.name for one in each.against),
        warnings,
        _in_short(warnings),
    )


def _in_short(warnings: Sequence[str]) -> str:
    """The first of them, and how many more."""
    left = len(warnings) - _MOST_TOLD
    return ", ".join(warnings[:_MOST_TOLD]) + (f" and {left} more" if left > 0 else "")


def _notes(found: Sequence[Standing]) -> Iterator[str]:
    """How many accounts lack what, and which."""
    for word, some in (
        (NO_DECIDER, [each for each in found if not each.coverage.has_decider]),
        (SINGLE, [each for each in found if each.coverage.single_threaded]),
        (f"{SILENT} in {ACTIVE_DAYS} days", [each for each in found if not each.coverage.active]),
    ):
        if some:
            of_all = f"{len(some)} of {number_of(len(found), 'account')}"
            yield f"{word}: {of_all}, {names([one.account.code for one in some])}"
