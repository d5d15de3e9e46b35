"""What the rows of a sales report can be: one key, or two for a grid."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from amcli.base.errors import BadValue
from amcli.base.text import nearest, quote

# What an account is told apart by, and the column that has it. `category` is a product's.
OF_ACCOUNTS: Mapping[str, str] = MappingProxyType({
    "tier": "tier",
    "scope": "scope",
    "city": "city",
    "country": "country",
    "tag": "tags",
    "account-category": "category",
})  # fmt: skip
# What an account is in from a day to a day: each sale counts where it was on its day.
BY_DAY = WHO, WHERE = ("owner", "territory")
IN_TIME = ("month", "quarter")  # rows that are parts of the period, in their order, whether they sold anything or not
BY = ("account", "product", "category", *OF_ACCOUNTS, *BY_DAY, *IN_TIME)
MOST_KEYS = 2


def row_keys(text: str) -> tuple[str, ...]:
    """The keys of `tier` or `account,product`, in order. Raises BadValue for others, one twice, and a third."""
    keys = tuple(key.strip().lower() for key in text.split(","))
    for key in keys:
        if key not in BY:
            raise BadValue(f"cannot report by {quote(key)}: use one of {', '.join(BY)}", nearest(key, BY))
    if len(keys) > MOST_KEYS:
        raise BadValue(f"cannot report by {len(keys)} keys: use one, or two as in {','.join(keys[:MOST_KEYS])}")
    if len(set(keys)) < len(keys):
        raise BadValue(f"cannot report by {keys[0]} twice: use {keys[0]} alone, or with another of {', '.join(BY)}")
    return keys
