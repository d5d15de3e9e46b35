"""Where on a line it is typed whose records are meant: as a positional of their own, or behind an option."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.text import quote

PREFIX = "f_"  # a field may be called `from`, which is no parameter name
PLACE = "place"  # the positional of a list or a report that stands for the option of an owner
WITHIN = "within"  # the option of a noun that is listed by another one's records, although no field names it


def one_place(name: str, place: str | None, option: str | None) -> str | None:
    """What is typed as the positional, or behind the option `--NAME`. BadValue where both are."""
    if place is not None and option is not None:
        raise BadValue(f"the {name} stands twice: leave out {quote(place)} or --{name} {quote(option)}")
    return option if place is None else place


def typed_owner(params: Mapping[str, Any], name: str) -> str:
    """Which record of a noun the line being completed names as the owner; an empty text for none or several."""
    for key in (PLACE, PREFIX + name, name, WITHIN):
        value = params.get(key)
        words = [value] if isinstance(value, str) else list(value or ())
        if len(words) == 1 and words[0]:
            return str(words[0])
    return ""
