"""What the minus signs of a file mean together: whether they go against its types, or are its usual way of spending.

A bank writes what was spent with a minus, and a ledger what was sold: then the plain reading, by which a minus gives
back, would turn the whole file around. So it would where the types say one thing and the signs another.
"""

from __future__ import annotations

import shlex

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.text import one_line, quote


class SignCheck:
    """Counts the rows of one file by sign."""

    def __init__(self) -> None:
        self.minus = self.plus = 0
        self.adding = ""  # the first type that adds up, of a row with a minus
        self.taking = False  # whether a type that takes away has a row without one

    def hear(self, *, negative: bool, takes: bool, text: str = "") -> None:
        """A row. takes: whether its type takes away. text: its type in the file, empty where there is none."""
        self.minus += negative
        self.plus += not negative
        if takes and not negative:
            self.taking = True
        elif negative and not takes:
            self.adding = self.adding or text

    def ask(self, noun: Noun, amount: str, kind: str) -> None:
        """BadValue where the signs contradict the types, or most of several rows have a minus and no type.

        amount, kind: the titles of these columns.
        """
        name = shlex.quote(f"amount=-{one_line(amount)}")
        as_is = shlex.quote(f"amount={one_line(amount)}")
        if kind and self.adding and self.taking:
            raise BadValue(
                f"the column {one_line(kind)} says {quote(self.adding)} beside a minus, and has credits "
                f"without one: type --ignore {shlex.quote(one_line(kind))} where the signs alone count, or "
                f"--map {name} where they are the wrong way round; nothing was imported"
            )
        if not kind and self.minus > max(self.plus, 1):
            ours = noun.field(noun.signs).choices
            raise BadValue(
                f"{self.minus:,} of {self.minus + self.plus:,} amounts in {one_line(amount)} have a minus, which may "
                f"be the usual way of the file: type --map {name} where a minus is a {ours[0]}, or --map {as_is} "
                f"where it is a {ours[-1]}; nothing was imported"
            )
