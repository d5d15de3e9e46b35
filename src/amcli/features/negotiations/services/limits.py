"""Whether a value of ours goes past our limit, which no message says."""

from __future__ import annotations

from decimal import Decimal

from amcli.base.errors import BadValue
from amcli.features.negotiations.rules.sides import better_of, is_past
from amcli.features.negotiations.services.found import number_of
from amcli.store.rows import Row


def is_past_limit(point: Row, value: Decimal) -> bool:
    """Whether a value is worse for us than the limit of a point. BadValue where nothing says which way is better."""
    limit = number_of(point, "limit")
    if limit is None:
        return False
    better = better_of(point["better"], number_of(point, "aim"), limit)
    if better is None:
        raise BadValue(
            f"what is better for us on {point['name']} is not said: type `amcli negotiation point "
            f"NG{point['negotiation_id']} PT{point['id']} --better higher` (or lower)"
        )
    return is_past(value, limit, better)
