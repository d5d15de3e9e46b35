"""The sample data as it lies in its files, and what is added up from it by hand: what answers are compared with."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from conftest import ROOT, TODAY

DAY = date.fromisoformat(TODAY)
YEAR, QUARTER = ("2026-01-01", "2026-12-31"), ("2026-07-01", "2026-09-30")
CADENCES = {"1": 14, "2": 30, "3": 90, "": 90}
Line = dict[str, str]


def lines(name: str) -> list[Line]:
    """The rows of a file of the sample data."""
    with (ROOT / "sample_data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def money(value: Fraction | int) -> Decimal:
    """As an answer has it: to the cent."""
    return round(Decimal(value.numerator) / value.denominator, 2)


def percent(part: Fraction | int, whole: Fraction | int) -> Decimal:
    """With one decimal."""
    share = Fraction(100 * part) / whole
    return round(Decimal(share.numerator) / share.denominator, 1)


@dataclass(frozen=True)
class Books:
    """Every file, read once."""

    accounts: Sequence[Line]
    contacts: Sequence[Line]
    products: Sequence[Line]
    sales: Sequence[Line]
    targets: Sequence[Line]
    budgets: Sequence[Line]
    expenses: Sequence[Line]
    interactions: Sequence[Line]
    deadlines: Sequence[Line]
    opportunities: Sequence[Line]
    colleagues: Sequence[Line]
    assignments: Sequence[Line]
    placements: Sequence[Line]
    assessments: Sequence[Line]

    @classmethod
    def read(cls) -> "Books":
        return cls(*(lines(name) for name in cls.__dataclass_fields__))

    def named(self, code: str) -> str:
        return next(row["name"] for row in (*self.accounts, *self.products) if row["code"] == code)

    def sold(self, first: str, last: str, **same: str) -> Fraction:
        """Sales less credits of these days, both in; purchases are none."""
        return sum((signed(row) for row in self._sales(first, last, **same)), Fraction())

    def margin(self, first: str, last: str, **same: str) -> Decimal:
        """Over the lines that carry a cost."""
        costed = [row for row in self._sales(first, last, **same) if row["cost"]]
        cost = sum((signed(row, "cost") for row in costed), Fraction())
        sold = sum(map(signed, costed), Fraction())
        return percent(sold - cost, sold)

    def _sales(self, first: str, last: str, **same: str) -> list[Line]:
        return [
            row
            for row in self.sales
            if first <= row["date"] <= min(last, TODAY) and row["kind"] != "purchase" and _matches(row, same)
        ]

    def target(self, period: str, account: str = "") -> Fraction:
        (row,) = (
            row for row in self.targets if (row["period"], row["account"], row["product"]) == (period, account, "")
        )
        return Fraction(row["amount"])

    def selling(self) -> list[str]:
        """The accounts with a target of 2026, which are those that buy."""
        return [row["account"] for row in self.targets if row["period"] == "2026" and row["account"]]

    def groups(self, field: str) -> dict[str, list[str]]:
        """The accounts of each value of a field; an account has several tags."""
        found: dict[str, list[str]] = {}
        for row in self.accounts:
            for value in row[field].split(";"):
                found.setdefault(value, []).append(row["code"])
        return found

    def spent(self, account: str, budget: str) -> Fraction:
        return sum(
            (Fraction(row["amount"]) for row in self.expenses if (row["account"], row["budget"]) == (account, budget)),
            Fraction(),
        )

    def cadence(self, code: str) -> int:
        row = next(row for row in self.accounts if row["code"] == code)
        return int(row["cadence"] or CADENCES[row["tier"]])

    def spoken(self, wanted: Callable[[Line], bool]) -> date:
        """The last day with an interaction of these, a note to oneself aside."""
        return date.fromisoformat(
            max(row["date"] for row in self.interactions if row["kind"] != "note" and wanted(row))
        )


def signed(row: Line, field: str = "amount") -> Fraction:
    return Fraction(row[field]) * (-1 if row["kind"] == "credit" else 1)


def _matches(row: Line, same: dict[str, str]) -> bool:
    return all(row[field] == value for field, value in same.items())


def weekdays(after: date, last: date) -> int:
    """Working days of a portfolio without a country."""
    return sum((after + timedelta(days)).weekday() < 5 for days in range(1, (last - after).days + 1))


def numbered(rows: Iterable[Line], letter: str) -> list[tuple[str, Line]]:
    """Each row of a file with the id that it got."""
    return [(f"{letter}{number}", row) for number, row in enumerate(rows, 1)]
