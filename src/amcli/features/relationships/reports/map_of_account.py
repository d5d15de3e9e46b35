"""The people of one account on one screen: who answers to whom, who counts how much, who of us speaks with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base import charts
from amcli.base.results import Column, Kind, Listing, Record
from amcli.features.accounts.nouns import ROLES
from amcli.features.accounts.reports.account_tree import Tree, load
from amcli.features.relationships.reports.people import Person, people_of
from amcli.features.relationships.reports.standing import Standing, standings
from amcli.features.relationships.reports.threads import Thread, threads_of
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

_HEAD = (
    Column("account"),
    Column("name"),
    Column("tier", Kind.INT),
    Column("as_of", Kind.DATE),
    Column("people", Kind.INT),
    Column("covered", Kind.INT),
    Column("roles", Kind.LIST),
    Column("missing", Kind.LIST),
    Column("no_decider", Kind.FLAG),
    Column("active", Kind.INT),
    Column("single_threaded", Kind.FLAG),
    Column("cadence", Kind.INT),
    Column("warnings", Kind.LIST, phrases=True),
)
_PEOPLE = (
    Column("id"),
    Column("name"),
    Column("depth", Kind.INT, rank=5),
    Column("reports_to"),
    Column("roles", Kind.LIST),
    Column("influence", Kind.INT),
    Column("stance"),
    Column("title", rank=1),
    Column("key", Kind.FLAG, rank=4),
    Column("last", Kind.DATE, undefined=True),
    Column("days_since", Kind.INT, undefined=True),
    Column("quiet", Kind.FLAG, rank=3),
    Column("left", Kind.DATE, rank=2),
)
_THREADS = (
    Column("colleague"),
    Column("contact"),
    Column("name"),
    Column("interactions", Kind.INT),
    Column("last", Kind.DATE),
)


class Placed(NamedTuple):
    """A person where they stand in the tree; boss: the reference of whom they answer to, where that one is shown."""

    person: Person
    depth: int
    boss: str | None


class AccountMap(NamedTuple):
    """What the screen shows of an account."""

    standing: Standing
    people: Sequence[Placed]
    threads: Sequence[Thread]


def map_of_account(reader: Reader, text: str, *, everything: bool = False) -> Record:
    """The people of the account that a text names. Raises NotFound and Ambiguous.

    everything: also the people who left; they count for nothing.
    """
    found, day, accounts = reader.find_owner("account", text), reader.env.today, load(reader)
    (standing,) = standings(reader, accounts, day, found.record_id)
    shown = (
        people_of(reader, day, found.record_id, left=True).get(found.record_id, []) if everything else standing.people
    )
    here = AccountMap(standing, placed(shown), _among(shown, threads_of(reader, found.record_id, day)))

    def drawing() -> Screen:
        from amcli.features.relationships.reports.map_screen import map_screen

        return map_screen(here)

    names = {each.id: each.name for each in shown}
    return Record(
        "relationships",
        _HEAD,
        _head(standing),
        (
            Listing(
                "contacts",
                _PEOPLE,
                [_person(each, standing) for each in here.people],
                title="People",
                chart=charts.Tree("Who answers to whom", "id", "reports_to", "name", ("title", "roles", "stance")),
            ),
            Listing(
                "threads",
                _THREADS,
                [_thread(each, names) for each in here.threads],
                "contact",
                title="Our people × theirs",
            ),
        ),
        "account",
        title=f"Relationships of {standing.account.name} ({standing.account.code})",
        drawing=drawing,
        lists=f"`amcli report relationships --explain {standing.account.code}`",
    )


def placed(people: Sequence[Person]) -> list[Placed]:
    """Each right before those who answer to them; whose boss is not among them stands at the top. Else as they came."""
    by_id: Mapping[int, Person] = {each.id: each for each in people}
    tree = Tree(by_id, by_id)
    order = {each.id: place for place, each in enumerate(people)}
    above = {each: by_id[boss].reference if boss else None for each, boss in tree.parent.items()}
    return [Placed(by_id[each], tree.depth[each], above[each]) for each in tree.downwards(order)]


def _among(people: Sequence[Person], threads: Sequence[Thread]) -> list[Thread]:
    known = {each.id for each in people}
    return [each for each in threads if each.theirs in known]


def _head(each: Standing) -> tuple[Any, ...]:
    account, seen = each.account, each.coverage
    return (
        account.code,
        account.name,
        account.tier,
        each.day,
        seen.people,
        seen.covered,
        tuple(role for role in ROLES if role in seen.roles),
        seen.missing,
        not seen.has_decider,
        seen.active,
        seen.single_threaded,
        each.cadence,
        tuple(each.warnings()),
    )


def _person(each: Placed, standing: Standing) -> tuple[Any, ...]:
    person, day = each.person, standing.day
    return (
        person.reference,
        person.name,
        each.depth,
        each.boss,
        person.roles,
        person.influence,
        person.stance,
        person.title,
        person.is_key,
        person.last,
        person.days(day),
        person.is_quiet(standing.cadence, day),
        person.left,
    )


def _thread(each: Thread, names: Mapping[int, str]) -> tuple[Any, ...]:
    return each.ours, f"C{each.theirs}", names[each.theirs], each.times, each.last
