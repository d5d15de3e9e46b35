"""What narrows or widens a list beside the fields of its noun."""

from typing import NamedTuple


class Scope(NamedTuple):
    """within: a record of the noun's own `within`, whose records are listed. period: in which their day lies.
    everything: also what is done or archived.
    """

    within: str = ""
    period: str = ""
    everything: bool = False


LIVE = Scope()
