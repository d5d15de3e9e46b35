"""The columns of a register of contracts: for how long a value is, and what says whether a contract goes on."""

from __future__ import annotations

import re
from dataclasses import replace

from amcli.base.fields import Noun
from amcli.base.text import quote
from amcli.tools.importing.services.columns import register_names as names
from amcli.tools.importing.services.columns.column_source import ColumnSource

RENEWS, EXTENDABLE = "renews", "extendable"
VALUE, PER = "value", "per"


def settle_register(noun: Noun, found: dict[str, ColumnSource]) -> list[str]:
    """Take a yes of whether it can be extended for how it renews, where no other column says that, and the unit of a
    value from its title. What is to be said of it.
    """
    said = []
    if EXTENDABLE in found and RENEWS not in found:
        found[RENEWS] = replace(found.pop(EXTENDABLE), field=noun.field(RENEWS))
    value = found.get(VALUE)
    if value and value.columns and PER not in found:
        per, known = value_is_per(value.title)
        found[PER] = ColumnSource(noun.field(PER), (), "", constant=per)
        if not known:
            said.append(
                f"value is for the whole term: {quote(value.title)} does not say for how long; --map 'per=\"year\"' or "
                "'per=\"month\"' does"
            )
    return said


def value_is_per(title: str) -> tuple[str, bool]:
    """For what a value of that title is (total, year or month), and whether the title says so."""
    said = {word.casefold() for word in re.findall(r"[^\W\d_]+", title.replace(".", "").replace("_", " "))}
    for per, words in (("month", names.A_MONTH), ("year", names.A_YEAR), ("total", names.IN_ALL)):
        if not said.isdisjoint(word.strip().casefold() for word in words.split("|")):
            return per, True
    short = {"acv": "year", "tcv": "total"}
    return next(((short[word], True) for word in said if word in short), ("total", False))
