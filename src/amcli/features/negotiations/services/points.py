"""Points of a negotiation: added, and changed by their name. What is private is never said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amcli.base.errors import BadValue, Refused
from amcli.base.field_type import ARROW, NONE
from amcli.base.results import Change
from amcli.features.negotiations.nouns import OTHER, POINT, POINTS, US
from amcli.features.negotiations.rules.sides import better_of, is_past, last_of
from amcli.features.negotiations.rules.values import as_typed, common_unit, parse_value
from amcli.features.negotiations.services.found import number_of, offers_on, open_negotiation, point_if_there
from amcli.records.services.changes import RecordDraft, changed, draft_change, draft_new, write_change, write_new
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation


def set_point(env: Env, which: str, name: str, given: Mapping[str, str], *, dry_run: bool = False) -> Change:
    """Add a point to an open negotiation, or change the one that is called so. given: what was typed of its fields; an
    empty text clears.

    BadValue for a value, for two units and for what is better where aim and limit say otherwise; Refused for a
    negotiation that has ended; NotFound.
    """

    def prepare(work: UnitOfWork) -> tuple[Row | None, RecordDraft]:
        of = open_negotiation(work, which)
        known = point_if_there(work, of, name)
        typed = _read_values(work, known, name, given)
        if known:
            draft = draft_change(work, POINT, known["id"], typed)
            _refuse_other_unit(work, known, draft.row)
            if not given.get("better"):
                _refuse_turn(known, draft.row)
            return known, draft
        subject = name.strip().lower()
        named = {"negotiation": f"NG{of['id']}", "name": name, "subject": subject if subject in POINTS else OTHER}
        return None, draft_new(work, POINT, {**named, **typed})

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (known, draft)):
        if known:
            write_change(work, POINT, known["id"], draft)
        record_id = known["id"] if known else write_new(work, POINT, draft)
        row = work.row(POINT.name, record_id)
        called = f"point PT{record_id} ({row['name']}, NG{row['negotiation_id']})"
        said = ", ".join(_changes(known, row) if known else _first(row))
        work.summary = f"{'changed' if known else 'added'} {called}: {said}" if said else f"{called} is so"
        work.notes += _since(work, known, row)
        return changed(work, [f"PT{record_id}"], dry_run=dry_run)


def _read_values(work: UnitOfWork, known: Row | None, name: str, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with plain numbers in the place of values, and the unit that came with them. BadValue."""
    called, unit = (known or {}).get("name", name), given.get("unit", (known or {}).get("unit") or "")
    decimal = work.env.config.decimal
    typed = dict(given)
    for field in POINT.private:
        if typed.get(field.name):
            value = parse_value(typed[field.name], decimal, private=field.name)
            unit = common_unit(called, unit, value.unit, private=True)
            typed[field.name] = as_typed(value.value, decimal)
    return {**typed, **({"unit": unit} if unit or "unit" in given else {})}


def _refuse_other_unit(work: UnitOfWork, known: Row, row: Row) -> None:
    """Raises Refused where the unit of values that stay would change: a number alone says nothing."""
    if not known["unit"] or row.get("unit", known["unit"]) == known["unit"]:
        return
    stay = known["agreed"] is not None or any(
        known[field.column] is not None and field.column not in row for field in POINT.private
    )
    if stay or offers_on(work, known["id"]):
        raise Refused(f"what is known of {known['name']} is in {known['unit']}: add a point of another name instead")


def _refuse_turn(known: Row, row: Row) -> None:
    """Raises BadValue where aim and limit said what is better, and would say the contrary: a slip would turn all that
    is read of them.
    """
    before, after = _better(known), _better({**known, **row})
    if before and after and before != after:
        raise BadValue(
            f"that would make {after} better for us on {known['name']}, and it was {before}: type --better {after} too "
            "if that is meant"
        )


def _better(row: Row) -> str | None:
    return better_of(row["better"], number_of(row, "aim"), number_of(row, "limit"))


def _since(work: UnitOfWork, before: Row | None, row: Row) -> Iterator[str]:
    """What a change of aim and limit means, without a value of them."""
    limit, better = number_of(row, "limit"), _better(row)
    if limit is not None and better is None:
        yield f"what is better for us on {row['name']} is not said: type --better higher or lower"
    if better and not row["better"] and not (before and _better(before)):
        yield f"{better} is better for us on {row['name']}, as aim and limit say"
    ours = last_of(offers_on(work, row["id"]), US)
    tightened = before is not None and before["limit"] != row["limit"]
    if tightened and ours and limit is not None and better and is_past(ours.value, limit, better):
        yield f"our last offer on {row['name']}, OF{ours.number}, is past the new limit"


def _first(row: Row) -> Iterator[str]:
    yield row["subject"] + (f" in {row['unit']}" if row["unit"] else "")
    kept = [field.name for field in POINT.private if row[field.column] is not None]
    if kept:
        yield f"with {' and '.join(kept)}"


def _changes(before: Row, after: Row) -> Iterator[str]:
    for field in POINT.fields:
        old, new = before[field.column], after[field.column]
        if old != new:
            yield f"{field.name} changed" if field.private else f"{field.name} {old or NONE} {ARROW} {new or NONE}"
