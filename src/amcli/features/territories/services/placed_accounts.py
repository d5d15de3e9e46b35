"""Accounts added and changed together with who owns them and where they lie, in one operation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.text import with_and
from amcli.base.time.dates import parse_date
from amcli.features.accounts.rules import BELOW_BY_DAY
from amcli.features.team.services.left import refuse_left
from amcli.features.team.services.owners import end_owner, set_owner
from amcli.features.territories.services.placing import add_places, place, take_out
from amcli.records.services import changes
from amcli.records.services.checks import note_gone
from amcli.records.services.field_values import TypedFields
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id

ACCOUNT, SINCE, PARENT = "account", "parent_since", "parent"
ONE_EACH = ("name", "code", PARENT, SINCE, "external_id")  # what only one account can have, or not those below it
# Some accounts and all below them on a day.
_BELOW = f"""WITH RECURSIVE below (key, whole, account, since, cut) AS (
        SELECT NULL, 1, value, :day, date(:day, '+1 day') FROM json_each(:ids)
        UNION{BELOW_BY_DAY}
    ) SELECT account FROM below"""


class Placed(NamedTuple):
    """What was typed of an account's owner and territories; None: nothing. An empty text clears."""

    owner: str | None = None
    territories: Sequence[str] | None = None
    more: Sequence[str] = ()
    fewer: Sequence[str] = ()

    def __bool__(self) -> bool:
        return self != Placed()


def add(env: Env, given: TypedFields, placed: Placed, *, dry_run: bool = False) -> Change:
    """Make an account, its owner and its territories. BadValue for a day of nothing; else as records.services.changes.
    add.
    """
    _refuse_day_of_nothing(given, placed)
    if not placed:
        return changes.add(env, ACCOUNT, given, dry_run=dry_run)
    own, start = _taken_apart(env, given)

    def also(work: UnitOfWork, ids: Sequence[int]) -> str:
        return _write(work, ids, placed, start)

    return changes.add(env, ACCOUNT, own, dry_run=dry_run, also=also)


def edit(
    env: Env, names: Sequence[str], given: TypedFields, placed: Placed, *, below: bool = False, dry_run: bool = False
) -> Change:
    """Change accounts, who owns them and where they lie. below: also of all that is below them on the day from
    which it holds.

    BadValue where nothing is to be changed, for a day of nothing, or what cannot be of several; else as
    records.services.changes.edit.
    """
    _refuse_day_of_nothing(given, placed)
    alone = [NOUNS[ACCOUNT].field(name).flag for name in given if name in ONE_EACH and not (name == SINCE and placed)]
    if below and alone:
        raise BadValue(f"{alone[0]} is for one account alone: leave out --below")
    own, start = _taken_apart(env, given) if placed else (given, None)

    def also(work: UnitOfWork, ids: Sequence[int]) -> str:
        return _write(work, ids, placed, start)

    def reach(work: UnitOfWork, ids: list[int]) -> list[int]:
        return _with_below(work, ids, start or work.day)

    return changes.edit(
        env, ACCOUNT, names, own, dry_run=dry_run, also=also if placed else None, reach=reach if below else None
    )


def _refuse_day_of_nothing(given: TypedFields, placed: Placed) -> None:
    """Raises BadValue for a day beside nothing that holds from one: it would be taken for that of the parent."""
    if SINCE not in given or PARENT in given or placed:
        return
    others = [NOUNS[ACCOUNT].field(name.removeprefix("add_").removeprefix("remove_")).flag for name in given
              if name != SINCE]  # fmt: skip
    what = f"{with_and(others)} {'has' if len(others) == 1 else 'have'} no days; " if others else ""
    raise BadValue(
        f"--from says from when --parent, --owner and --territory hold: {what}type one of these three beside it, or "
        "leave --from out"
    )


def _with_below(work: UnitOfWork, ids: list[int], day: str) -> list[int]:
    """Some accounts and all below them on a day."""
    words = {"ids": f"[{','.join(map(str, ids))}]", "day": day}
    found = [each for (each,) in work.connection.execute(_BELOW, words).fetchall()]
    return [*ids, *(each for each in found if each not in ids)]


def _taken_apart(env: Env, given: TypedFields) -> tuple[TypedFields, str | None]:
    """The account's own fields, and the day from which on owner and territories hold, where one was typed. Without a
    parent that day is theirs alone.
    """
    typed = str(given.get(SINCE) or "")
    start = parse_date(typed, env.today).isoformat() if typed else None
    return {name: text for name, text in given.items() if name != SINCE or PARENT in given}, start


def _write(work: UnitOfWork, ids: Sequence[int], placed: Placed, start: str | None) -> str:
    """Write owner and territories of accounts; what is said of it."""
    owner = work.find("colleague", placed.owner).record_id if placed.owner else None
    wanted, more, fewer = (
        [work.find("territory", text).record_id for text in dict.fromkeys(texts or ()) if text] for texts in placed[1:]
    )
    said = [_own(work, account_id, owner, start) for account_id in ids] if placed.owner is not None else []
    for account_id in ids:
        if placed.territories is not None:
            place(work, account_id, wanted, start)
        if more:
            add_places(work, account_id, more, start)
        if fewer:
            take_out(work, account_id, fewer, start)
    parts = [said[0] if len(ids) == 1 else f"owner {_codes(work, 'colleague', [owner])}"] if said else []
    for words, territories in (("in", wanted), ("also in", more), ("no longer in", fewer)):
        if territories:
            parts.append(f"{words} {_codes(work, 'territory', territories)}")
    if placed.territories is not None and not wanted:
        parts.append("in no territory")
    return "; ".join(parts)


def _own(work: UnitOfWork, account_id: int, owner: int | None, start: str | None) -> str:
    """Set the owner of one account, or let it have none; what is said of it."""
    if owner is None:
        end_owner(work, account_id, start)
        return "no owner"
    refuse_left(work, owner, start)
    said = set_owner(work, account_id, owner, start).said(work)
    note_gone(work, NOUNS["colleague"], owner)
    return said or f"owner {_codes(work, 'colleague', [owner])}"


def _codes(work: UnitOfWork, noun: str, ids: Sequence[int | None]) -> str:
    """What records are called, with a comma between them; `none` for nobody."""
    return ", ".join("none" if each is None else find_id(work.connection, noun, each).reference for each in ids)
