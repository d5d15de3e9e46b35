"""What the records say of an account that a model may rest on."""

from __future__ import annotations

from typing import NamedTuple

# By the name in a model's file, and in what is kept of an assessment.
FACTS = {
    "sales": "sales ever",
    "sales_24_months": "sales in the last 24 months",
    "contract_months": "months of the longest contract that runs",
    "frame_contracts": "frame agreements that run",
}
RECENT_MONTHS = 24


class Facts(NamedTuple):
    """The figures of one account on a day, in the order of FACTS. Credits and purchases are no sales."""

    sales: int = 0
    sales_24_months: int = 0
    contract_months: int = 0
    frame_contracts: int = 0


NO_FACTS = Facts()
