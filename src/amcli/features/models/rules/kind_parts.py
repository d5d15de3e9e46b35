"""The parts that kinds of models have: items, axes with bands, cells, parts, points, roles. All raise Wrong."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from amcli.base.text import nearest, quote
from amcli.features.accounts.nouns import ROLES as CONTACT_ROLES
from amcli.features.models.rules.facts import FACTS
from amcli.features.models.rules.model import (
    DECLARED,
    Axis,
    Band,
    Cell,
    Demand,
    Item,
    Part,
    Point,
    Result,
    Role,
)
from amcli.features.models.rules.section import Section, each_once
from amcli.features.models.rules.spelled import spelled

MOST_ITEMS, MOST_BANDS, MOST_CELLS, MOST_DECLARED, MOST_ON_LINE = 50, 10, 100, 10, 20
WHOLE = Fraction(100)  # what weights add up to


def result_of(section: Section, *more: str) -> Result:
    """A name, and what is advised. more: what else the table may have."""
    section.only("name", "advice", *more)
    return Result(section.name(), section.text("advice", needed=False))


def items_of(whole: Section, scale: tuple[int, int], *, weighted: bool = True) -> tuple[Item, ...]:
    """The items, of which all have a weight or none: weights add up to 100."""
    sections = whole.sections("items", "an item", most=MOST_ITEMS)
    points = scale[1] - scale[0] + 1
    items = []
    for section in sections:
        section.only("code", "name", "words", *(["weight"] if weighted else []))
        code = section.code()
        if code.lower() in (DECLARED, *FACTS):
            raise section.wrong(f"code {quote(code)} means something else already: use another one", "code")
        words = section.texts("words", points, points, longest=200)
        weight = section.number("weight") if section.has("weight") else None
        items.append(Item(code, section.text("name", longest=200), words, weight))
    list(each_once(sections, [item.code for item in items], "code"))
    _check_weights(sections, items)
    return tuple(items)


def _check_weights(sections: Sequence[Section], items: Sequence[Item]) -> None:
    weights = [item.weight for item in items if item.weight is not None]
    if not weights:
        return
    for section, item in zip(sections, items, strict=True):
        if item.weight is None:
            raise section.wrong(f"item {item.code} has no weight, and others have one: all have one, or none has")
        if item.weight <= 0:
            raise section.wrong("weight: use a number above 0", "weight")
    if sum(weights) != WHOLE:
        raise sections[-1].wrong(
            f"the weights of these {len(items)} items add up to {spelled(sum(weights, Fraction(0)))}: "
            "they have to add up to 100",
            "weight",
        )


def axis_of(section: Section, scale: tuple[int, int], *, code: str, weighted: bool = True) -> Axis:
    """The items and bands of an axis, or of a score, whose table is the whole file. code: what it is called."""
    items = items_of(section, scale, weighted=weighted)
    sections = section.sections("bands", "a band", least=2, most=MOST_BANDS)
    bands = tuple(Band(result_of(each, "from", "to"), each.number("from"), each.number("to")) for each in sections)
    list(each_once(sections, [band.result.name for band in bands], "name"))
    return Axis(code, section.text("name", longest=200), items, bands)


def cells_of(whole: Section, axes: Sequence[Axis]) -> list[tuple[Section, Cell]]:
    """A cell for each pair of bands that a table of cells names, with that table."""
    keys = [axis.code for axis in axes]
    found = []
    for section in whole.sections("cells", "a cell", most=MOST_CELLS):
        result = result_of(section, *keys)
        named = []
        for axis in axes:
            bands = [band.result.name for band in axis.bands]
            words = section.texts(axis.code, 1, MOST_BANDS)
            for word in words:
                if word not in bands:
                    raise section.wrong(f"{quote(word)} is no band of {axis.code}: use {', '.join(bands)}", axis.code)
            named.append(words)
        found += [(section, Cell(pair, result)) for pair in product(*named)]
    return found


def parts_of(whole: Section, items: Sequence[Item]) -> tuple[Part, ...]:
    """The parts of a score, each of some of its items."""
    codes = [item.code for item in items]
    sections = whole.sections("parts", "a part", least=0, most=10)
    parts = []
    for section in sections:
        section.only("code", "name", "items")
        some = section.texts("items", 1, MOST_ITEMS)
        for word in some:
            if word not in codes:
                raise section.wrong(f"{quote(word)} is no item: use {', '.join(codes)}", "items")
        parts.append(Part(section.code(), section.text("name", longest=200), some))
    list(each_once(sections, [part.code for part in parts], "code"))
    return tuple(parts)


def points_of(whole: Section, items: Sequence[Item], most: int) -> tuple[Point, ...]:
    """The points of a line, from the least on. most: the last point of the scale of the items."""
    known = (*FACTS, *(item.code for item in items))
    sections = whole.sections("points", "a point", least=2, most=MOST_ON_LINE)
    points = []
    for section in sections:
        result = result_of(section, "words", "when")
        demands = section.sections("when", "a rule", least=0, most=10)
        if section.has("when") and not demands:
            raise section.wrong("when is a list of tables such as [{ sales = 1 }]: leave it out to declare it", "when")
        rules = tuple(_demand(rule, known, items, most) for rule in demands)
        points.append(Point(result, section.text("words"), rules))
    list(each_once(sections, [point.result.name for point in points], "name"))
    return tuple(points)


def _demand(rule: Section, known: Sequence[str], items: Sequence[Item], most: int) -> Demand:
    if not rule.values:
        raise rule.wrong(f"a rule needs something to be at least: {', '.join(known)}")
    for key in rule.values:
        if key not in known:
            near = nearest(key, known, 1)
            meant = f", such as {near[0]}" if near else ""
            raise rule.wrong(f"{quote(key)} is no fact and no item{meant}: use {', '.join(known)}", key)
    asked = {item.code for item in items}
    return tuple((key, rule.whole(key, 1, most if key in asked else 10_000)) for key in rule.values)


def roles_of(whole: Section) -> tuple[Role, ...]:
    """The roles that are counted, and those that are counted apart."""
    sections = whole.sections("roles", "a role", most=len(CONTACT_ROLES))
    roles = []
    for section in sections:
        section.only("role", "words", "later")
        roles.append(Role(section.word("role", CONTACT_ROLES), section.text("words"), section.flag("later")))
    list(each_once(sections, [role.role for role in roles], "role"))
    if all(role.later for role in roles):
        raise whole.wrong("a model of roles needs one at least that is not later", "roles")
    return tuple(roles)
