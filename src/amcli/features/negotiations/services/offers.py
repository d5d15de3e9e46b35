"""Offers: each a row of its own, which stays as it is; one that is taken back is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from amcli.base.errors import BadValue, Refused
from amcli.base.field_type import one_of
from amcli.base.results import Change
from amcli.features.negotiations.nouns import CLIENT, OFFER, POINT, US
from amcli.features.negotiations.rules.sides import last_of, stand
from amcli.features.negotiations.rules.values import as_typed, common_unit, parse_value, spelled
from amcli.features.negotiations.services.found import day_in, offers_on, open_negotiation, point_of
from amcli.features.negotiations.services.limits import is_past_limit
from amcli.records.services.changes import RecordDraft, changed, draft_new, write_new
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation

WHOSE = {US: "ours", CLIENT: "the client's"}


def offer(env: Env, which: str, point: str, given: Mapping[str, str], *, dry_run: bool = False) -> Change:
    """Note what a side offered on a point. given: what was typed of its fields; `past_limit` is why one of ours goes
    past our limit.

    Refused for one of ours past the limit without that, and for a negotiation that has ended; BadValue, NotFound.
    """

    def prepare(work: UnitOfWork) -> tuple[Row, str, RecordDraft]:
        of = open_negotiation(work, which)
        on_point = point_of(work, of, point)
        if not given.get("value"):
            raise BadValue("an offer needs its value: type --value V, as 3 %, 45 d or 95.20")
        value = parse_value(given["value"], work.env.config.decimal)
        unit = common_unit(on_point["name"], on_point["unit"] or "", value.unit)
        typed = {**given, "day": day_in(work, of, given.get("day", ""))}
        draft = draft_offer(work, on_point, value.value, typed, typed=True)
        past = draft.row["side"] == US and is_past_limit(on_point, value.value)
        settle_reason([on_point["name"]] if past else [], given.get("past_limit", ""))
        return on_point, unit, draft

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (on_point, unit, draft)):
        work.update(POINT.name, on_point["id"], {"unit": unit or None})
        number = write_new(work, OFFER, draft)
        row = work.row(OFFER.name, number)
        in_full = spelled(Decimal(row["value"]), unit)
        work.summary = (
            f"added offer OF{number} ({in_full} on {on_point['name']} of NG{on_point['negotiation_id']}, "
            f"{WHOSE[row['side']]}, {row['day']})"
        )
        if row["in_return"]:
            work.summary += f", in return: {row['in_return']}"
        work.notes += _since(work, on_point, unit)
        return changed(work, [f"OF{number}"], dry_run=dry_run)


def draft_offer(work: UnitOfWork, point: Row, value: Decimal, given: Mapping[str, str], *, typed: bool) -> RecordDraft:
    """A new offer, read and checked. given: its other fields; typed: by a person, who hears of the same one. Raises
    BadValue.
    """
    fields = {**given, "point": f"PT{point['id']}", "value": as_typed(value, work.env.config.decimal)}
    return draft_new(work, OFFER, fields, typed=typed)


def settle_reason(past: Sequence[str], reason: str) -> None:
    """Refused where our values on these points are past our limit and nothing says why. BadValue for a reason too many:
    it is kept where there is such a value, and nowhere else.
    """
    if past and not reason.strip():
        raise Refused(
            f"that is past our limit on {', '.join(past)}: type --past-limit REASON to go there all the same; the "
            "reason is kept, and private"
        )
    if reason and not past:
        raise BadValue("nothing here is past our limit: leave out --past-limit")


def withdraw(env: Env, which: str, point: str, side: str = US, *, on: str = "", dry_run: bool = False) -> Change:
    """Take back the last standing offer of a side on a point; it stays, marked. Refused where there is none, and for a
    negotiation that has ended; BadValue, NotFound.
    """

    def prepare(work: UnitOfWork) -> tuple[Row, int, Decimal, str]:
        of = open_negotiation(work, which)
        on_point = point_of(work, of, point)
        word = one_of(OFFER.field("side"), side or US)
        last = last_of(offers_on(work, on_point["id"]), word)
        if last is None:
            raise Refused(f"no offer of {'us' if word == US else 'the client'} stands on {on_point['name']}")
        day = day_in(work, of, on)
        if day < last.day.isoformat():
            raise BadValue(f"OF{last.number} was made on {last.day}: --on is that day, or a later one")
        return on_point, last.number, last.value, word

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (on_point, number, value, word)):
        work.update(OFFER.name, number, {"withdrawn": work.day})
        work.summary = (
            f"withdrawn offer OF{number} ({spelled(value, on_point['unit'])} on {on_point['name']} of "
            f"NG{on_point['negotiation_id']}, {WHOSE[word]})"
        )
        left = last_of(offers_on(work, on_point["id"]), word)
        if left:
            work.notes.append(f"OF{left.number} stands now: {spelled(left.value, on_point['unit'])}")
        return changed(work, [f"OF{number}"], dry_run=dry_run)


def _since(work: UnitOfWork, point: Row, unit: str) -> list[str]:
    """Where the sides are after an offer, of what both know."""
    notes = []
    now = stand(None, None, offers_on(work, point["id"]))
    if now.apart is not None:
        ours, theirs = spelled(now.ours, unit), spelled(now.theirs, unit)
        apart = f"ours {ours}, theirs {theirs}: {spelled(now.apart, unit)} apart"
        notes.append(apart if now.apart else f"both sides say {ours}")
    if point["agreed"] is not None:
        agreed = spelled(Decimal(point["agreed"]), unit)
        notes.append(f"{point['name']} is agreed at {agreed} still: `amcli negotiation agree` changes that")
    return notes
