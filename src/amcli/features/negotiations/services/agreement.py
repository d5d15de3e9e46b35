"""What is agreed on the points of a negotiation: a value that was typed, or what both sides offered alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from amcli.base.errors import BadValue, NotFound, Refused
from amcli.base.results import Change
from amcli.features.negotiations.nouns import CLIENT, NOT_OFFERED, OFFER, POINT, US
from amcli.features.negotiations.rules.sides import last_of
from amcli.features.negotiations.rules.values import common_unit, parse_value, spelled
from amcli.features.negotiations.services.found import day_in, offers_on, open_negotiation, point_of, points_of
from amcli.features.negotiations.services.limits import is_past_limit
from amcli.features.negotiations.services.offers import draft_offer, settle_reason
from amcli.records.services.changes import RecordDraft, changed, write_new
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation


class Agreed(NamedTuple):
    """A point, its unit, what is agreed on it (None: nothing any more) and whether that was typed. What is past our
    limit keeps its reason with our last offer, which has that value (reason_of), or in a row of its own (not_offered).
    """

    point: Row
    unit: str
    value: Decimal | None
    typed: bool
    reason_of: int | None = None
    not_offered: RecordDraft | None = None


def agree(
    env: Env, which: str, words: Sequence[str] = (), *, on: str = "", past_limit: str = "", dry_run: bool = False
) -> Change:
    """Note what is agreed. words: `price=94` each, `price` for what both sides offered last, `price=` for nothing any
    more; without any, all points on which nothing is agreed yet are taken as both sides offered last.

    Where the last offers differ, or a side made none, it has to be typed: Refused says which. Past our limit it needs
    its reason as an offer does. BadValue, NotFound.
    """

    def prepare(work: UnitOfWork) -> list[Agreed]:
        of = open_negotiation(work, which)
        day = day_in(work, of, on)
        found = _read(work, of, words, private=bool(past_limit))
        past = [each for each in found if _is_past(work, each)]
        settle_reason([each.point["name"] for each in past], past_limit)
        for each in found:
            _refuse_before_offer(work, each.point, day)
        return [_with_reason(work, each, day, past_limit) if each in past else each for each in found]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, found):
        said, references = [], []
        for point, unit, value, typed, reason_of, not_offered in found:
            kept, day = (None, None) if value is None else (format(value, "f"), work.day)
            work.update(POINT.name, point["id"], {"agreed": kept, "agreed_on": day, "unit": unit or None})
            if reason_of:
                work.update(OFFER.name, reason_of, {"past_limit": past_limit})
                work.notes.append(f"OF{reason_of}, our offer of it, has the reason")
            if not_offered:
                work.notes.append(f"OF{write_new(work, OFFER, not_offered)} has the reason: agreed, and not offered")
            as_offered = "" if typed or value is None else ", as both sides offered"
            said.append(f"{point['name']} {'open again' if value is None else spelled(value, unit)}{as_offered}")
            references.append(f"PT{point['id']}")
        work.summary = f"agreed in NG{found[0].point['negotiation_id']}: {'; '.join(said)}"
        return changed(work, references, dry_run=dry_run)


def _read(work: UnitOfWork, of: Row, words: Sequence[str], *, private: bool) -> list[Agreed]:
    """What the words say, each point once. private: whether a word may be one of a reason. Raises BadValue, NotFound,
    and Refused for what has to be typed.
    """
    points = points_of(work, of["id"])
    if not points:
        raise Refused(f"NG{of['id']} has no points: `amcli negotiation point NG{of['id']} NAME` adds one")
    if not words:
        left = [point for point in points if point["agreed"] is None]
        if not left:
            raise Refused(f"all points of NG{of['id']} are agreed: type POINT=V to change one")
        return _as_offered(work, of, left)
    if not private:
        _refuse_spaces(words)
    found: dict[int, Agreed] = {}
    for word in words:
        name, equals, value = word.rpartition("=") if "=" in word else (word, "", "")
        point = _named(work, of, name, private=private)
        if point["id"] in found:
            raise BadValue(f"{point['name']} stands twice: say one value for it")
        if not equals:
            found[point["id"]] = _as_offered(work, of, [point])[0]
        elif not value.strip():
            found[point["id"]] = Agreed(point, point["unit"] or "", None, typed=True)
        else:
            typed = parse_value(value, work.env.config.decimal)
            unit = common_unit(point["name"], point["unit"] or "", typed.unit)
            found[point["id"]] = Agreed(point, unit, typed.value, typed=True)
    return list(found.values())


def _named(work: UnitOfWork, of: Row, name: str, *, private: bool) -> Row:
    """The point of a word. BadValue for one of a reason without quotes; NotFound."""
    try:
        return point_of(work, of, name)
    except NotFound:
        if private:
            raise BadValue("there is a word too many, which may be private: quote the reason") from None
        raise


def _refuse_spaces(words: Sequence[str]) -> None:
    """Raises BadValue for spaces around `=`."""
    ends = any(word.endswith("=") and "=" not in after for word, after in pairwise(words))
    if ends or any(word.startswith("=") for word in words):
        raise BadValue("a point and its value are one word: type POINT=V, as price=9000, in quotes where it has spaces")


def _as_offered(work: UnitOfWork, of: Row, points: Sequence[Row]) -> list[Agreed]:
    """What both sides offered last on points. Refused where they did not offer the same, with what each did."""
    found, apart = [], []
    for point in points:
        offers, unit = offers_on(work, point["id"]), point["unit"] or ""
        ours, theirs = last_of(offers, US), last_of(offers, CLIENT)
        if ours and theirs and ours.value == theirs.value:
            found.append(Agreed(point, unit, ours.value, typed=False))
            continue
        said = [
            f"{whose} {spelled(last.value, unit)}" if last else f"none of {whose}"
            for whose, last in (("ours", ours), ("theirs", theirs))
        ]
        apart.append((point["name"], ", ".join(said)))
    if apart:
        typed = " ".join(f"'{name}=V'" if " " in name else f"{name}=V" for name, _ in apart)
        told = "; ".join(f"{name}: {said}" for name, said in apart)
        raise Refused(f"the last offers are not the same ({told}): type `amcli negotiation agree NG{of['id']} {typed}`")
    return found


def _is_past(work: UnitOfWork, each: Agreed) -> bool:
    """Whether a value is past our limit, and no row of ours that stands has it with its reason."""
    if each.value is None or not is_past_limit(each.point, each.value):
        return False
    offers = [one for one in offers_on(work, each.point["id"]) if one.side == US and one.withdrawn is None]
    return not any(one.value == each.value and one.past_limit for one in offers)


def _with_reason(work: UnitOfWork, each: Agreed, day: str, reason: str) -> Agreed:
    """The same, with where its reason is kept. Raises BadValue."""
    assert each.value is not None
    last = last_of(offers_on(work, each.point["id"]), US)
    if last and last.value == each.value:
        return each._replace(reason_of=last.number)
    fields = {"side": US, "day": day, "in_return": NOT_OFFERED, "past_limit": reason}
    return each._replace(not_offered=draft_offer(work, each.point, each.value, fields, typed=False))


def _refuse_before_offer(work: UnitOfWork, point: Row, day: str) -> None:
    """Raises BadValue for a day before the last offer that stands."""
    days = [each.day.isoformat() for each in offers_on(work, point["id"]) if each.withdrawn is None]
    if days and day < max(days):
        raise BadValue(f"{point['name']} had an offer on {max(days)}: --on is that day, or a later one")
