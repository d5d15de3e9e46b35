"""Where each noun lives: the one table of them. To add a noun, begin in its folder (CONTRIBUTING.md) and add its row.

A noun is loaded when it is asked for, so that `sale list` loads sales alone. This module and `app/commands.py` are the
only ones that import by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # a question about no noun, such as `today`, does not load what a field is
    from amcli.base.fields import Field, Noun


class Home(NamedTuple):
    """Its plural, where a noun is declared, its line in the full list of commands, and its commands where it has
    unusual ones; the section of the program's help that it stands in, and what the one screen of that says of it in a
    few words (None: its line), nothing of what the verbs of others write; whether files of other programs have its
    records, or amcli alone writes them.

    The plural and the words are here so that a list of kinds and the help load no noun.
    """

    plural: str
    noun: str
    line: str
    commands: str = ""
    section: str = "The records"
    brief: str | None = None
    imported: bool = True


# In the order of the help.
HOMES: dict[str, Home] = {
    "account": Home(
        "accounts",
        "features.accounts.nouns:ACCOUNT",
        "The clients: add, list, show, edit, archive, merge, remove.",
        "features.accounts.cli.account:app",
        brief="the clients",
    ),
    "contact": Home(
        "contacts",
        "features.accounts.nouns:CONTACT",
        "The people, and their roles in the buying centre.",
        brief="their people",
    ),
    "colleague": Home(
        "colleagues",
        "features.team.nouns:COLLEAGUE",
        "Who works on the accounts with you: add, merge.",
        brief="who works with you",
    ),
    "assignment": Home(
        "assignments",
        "features.team.nouns:ASSIGNMENT",
        "Who works on which account, as what, from when to when: add, end.",
        "features.team.cli.assignment:app",
        brief="",
    ),
    "territory": Home(
        "territories",
        "features.territories.nouns:TERRITORY",
        "Where accounts lie, as a tree: add, list, merge.",
        "features.territories.cli.territory:app",
        brief="",
    ),
    "placement": Home(
        "placements",
        "features.territories.nouns:PLACEMENT",
        "In which territories accounts lie, from when to when.",
        section="Note what happened",
        brief="",
    ),
    "membership": Home(
        "memberships",
        "features.accounts.nouns:MEMBERSHIP",
        "What accounts were part of before.",
        section="Note what happened",
        brief="",
    ),
    "opportunity": Home(
        "opportunities",
        "features.pipeline.nouns:OPPORTUNITY",
        "What may still be sold: add, move, won, lost, close, reopen.",
        "features.pipeline.cli.opportunity:app",
        section="Agree and plan",
        brief="what may still be sold",
    ),
    "step": Home(
        "steps",
        "features.pipeline.nouns:STEP",
        "How opportunities moved, day by day.",
        section="Note what happened",
        brief="",
        imported=False,
    ),
    "contract": Home(
        "contracts",
        "features.contracts.nouns:CONTRACT",
        "What was agreed for how long: add, renew, notice, terminate, snooze.",
        "features.contracts.cli.contract:app",
        section="Agree and plan",
        brief="terms, notice, renewal",
    ),
    "term": Home(
        "terms",
        "features.contracts.nouns:TERM",
        "The terms of contracts.",
        section="Note what happened",
        brief="",
        imported=False,
    ),
    "issue": Home(
        "issues",
        "features.issues.nouns:ISSUE",
        "Conflicts: add, move, wait, escalate, resolve, close, reopen.",
        "features.issues.cli.issue:app",
        section="Note what happened",
        brief="conflicts, until solved",
    ),
    "phase": Home(
        "phases",
        "features.issues.nouns:PHASE",
        "How issues went, from a moment on.",
        section="Note what happened",
        brief="",
        imported=False,
    ),
    "negotiation": Home(
        "negotiations",
        "features.negotiations.nouns:NEGOTIATION",
        "What is negotiated: add, point, offer, withdraw, agree, close.",
        "features.negotiations.cli.negotiation:app",
        section="Agree and plan",
        brief="points, offers, outcome",
    ),
    "point": Home(
        "points",
        "features.negotiations.nouns:POINT",
        "The points of negotiations.",
        section="Note what happened",
        brief="",
        imported=False,
    ),
    "offer": Home(
        "offers",
        "features.negotiations.nouns:OFFER",
        "What either side offered.",
        section="Note what happened",
        brief="",
        imported=False,
    ),
    "interaction": Home(
        "interactions",
        "features.activity.nouns:INTERACTION",
        "What was said to whom (written by `log`).",
        section="Note what happened",
        brief="",
    ),
    "deadline": Home(
        "deadlines",
        "features.deadlines.nouns:DEADLINE",
        "What is due: add, list, done, snooze, spread.",
        "features.deadlines.cli.deadline:app",
        section="Agree and plan",
        brief="what is due, and when",
    ),
    "budget": Home(
        "budgets",
        "features.budgets.nouns:BUDGET",
        "What was agreed, and what is spent of it.",
        "features.budgets.cli.budget:app",
        section="Agree and plan",
        brief="agreed money; spend it",
    ),
    "expense": Home(
        "expenses",
        "features.budgets.nouns:EXPENSE",
        "What was spent (written by `budget spend`).",
        section="Note what happened",
        brief="",
    ),
    "product": Home("products", "features.sales.nouns:PRODUCT", "What is sold.", brief="what is sold"),
    "sale": Home(
        "sales",
        "features.sales.nouns:SALE",
        "Sales, purchases and credits.",
        section="Note what happened",
        brief="sold, bought, credited",
    ),
    "target": Home(
        "targets",
        "features.sales.nouns:TARGET",
        "What is to be reached.",
        "features.sales.cli.target:app",
        section="Agree and plan",
        brief="what is to be reached",
    ),
    "rate": Home("rates", "features.currencies.nouns:RATE", "Exchange rates.", brief="exchange rates"),
}


def load(place: str) -> Any:
    """What a text such as `features.sales.nouns:SALE` names, its module imported now."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"amcli.{module}"), name)


class Nouns(Mapping[str, "Noun"]):
    """The nouns by name, in the order of the help. Looking at a name loads nothing; looking at a noun loads it."""

    def __getitem__(self, name: str) -> Noun:
        return _noun(name)

    def __contains__(self, name: object) -> bool:
        return name in HOMES

    def __iter__(self) -> Iterator[str]:
        return iter(HOMES)

    def __len__(self) -> int:
        return len(HOMES)


@cache
def _noun(name: str) -> Noun:
    noun: Noun = load(HOMES[name].noun)
    return noun


NOUNS = Nouns()


def noun_called(word: str) -> Noun | None:
    """The noun of a name or a plural, in any case; None for another word."""
    word = word.strip().lower()
    return next((NOUNS[name] for name, home in HOMES.items() if word in (name, home.plural)), None)


def plurals() -> list[str]:
    """The plurals of all nouns, in the order of the help."""
    return [home.plural for home in HOMES.values()]


def series_columns(table: str) -> tuple[str, str] | None:
    """The column of a table that counts changes, and the one that names the first of a series, where its noun has them.

    Link tables, which are no noun's own, have none.
    """
    return NOUNS[table].changes_in_series if table in NOUNS else None


def in_order() -> list[Noun]:
    """All nouns, each after those that it refers to; among these first those with a code, then as in the help.

    The portfolio document, the demo and every import read records in this order; what takes records out goes backwards.
    """
    waiting = sorted(NOUNS.values(), key=lambda noun: not noun.coded)
    placed: dict[str, Noun] = {}
    while waiting:
        noun = next(each for each in waiting if _needed(each) <= placed.keys())
        waiting.remove(noun)
        placed[noun.name] = noun
    return list(placed.values())


def _needed(noun: Noun) -> set[str]:
    about = {name for field in noun.fields for name in field.nouns}
    return ({field.noun for field in noun.references} | about) - {noun.name}


class Referrer(NamedTuple):
    """A column that names a record: its table, and what a person calls one and several of the records that have it."""

    table: str
    column: str
    one: str
    several: str


def referrers(name: str) -> list[Referrer]:
    """Every column that names records of a noun."""
    found: dict[tuple[str, str], Referrer] = {}
    for noun in NOUNS.values():
        for field in (*noun.fields, *noun.more):
            if field.noun == name and not (field.many and field in noun.more):
                table, column = (noun.name, field.column) if not field.many else field.link(noun.name)[::2]
                one, several = field.called.format("") or noun.name, field.called.format("s") or noun.view
                found.setdefault((table, column), Referrer(table, column, one, several))
    return list(found.values())


def tables() -> list[str]:
    """The tables of all records, what refers to others after them: those of nouns, their links and aliases."""
    found: list[str] = []
    for noun in in_order():
        found.append(noun.name)
        found += [field.link(noun.name)[0] for field in noun.linked]
        found += [f"{noun.name}_alias"] * noun.aliased
    return found


class Link(NamedTuple):
    """A table of links: the noun that has them, and the field that keeps them there."""

    noun: Noun
    field: Field


def link_of(table: str) -> Link | None:
    """What a table of links belongs to; None for another table."""
    links = (Link(noun, field) for noun in NOUNS.values() for field in noun.linked)
    return next((link for link in links if link.field.link(link.noun.name)[0] == table), None)


def follower(noun: Noun, name: str) -> Callable[..., Any] | None:
    """What a noun names in an attribute that is `module:name`, such as `check`; None where it names nothing."""
    place: str = getattr(noun, name)
    return load(place) if place else None
