"""A portfolio in memory to report on, filled row by row, and a report's rows by their keys."""

import sqlite3
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from amcli.base.money import to_minor
from amcli.base.results import Report
from amcli.base.time.period import Period, parse_period
from amcli.features.sales.reports.headlines import Headline
from amcli.settings.environment import Env
from amcli.store.connect import prepared
from amcli.store.derived import update_derived
from amcli.store.migrate import migrate
from amcli.store.reader import Reader

DECIMALS = {"USD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KWD": 3}
TODAY = date(2026, 6, 30)


def period(text: str) -> Period:
    """A calendar period by its name."""
    return parse_period(text, TODAY)


@cache
def _empty() -> bytes:
    """A migrated portfolio without a row: it is built once, and each portfolio starts as a copy."""
    built = sqlite3.connect(":memory:", isolation_level=None)
    migrate(built)
    return built.serialize()


class Portfolio:
    """Rows in, a reader out. Amounts are typed as money of their currency; accounts and products go by code."""

    def __init__(self) -> None:
        self.db = prepared(sqlite3.connect(":memory:", isolation_level=None))
        self.db.deserialize(_empty())
        for code, decimals in DECIMALS.items():
            self._insert("currency", code=code, name=code, decimals=decimals, unit=10**decimals)
        self.accounts: dict[str, int] = {}
        self.products: dict[str, int] = {}

    def reader(self, today: str = "2026-06-30", config: Path = Path("/nonexistent")) -> Reader:
        """What reports read from, on a day."""
        return Reader(self.db, Env({"AMCLI_CONFIG": str(config)}, now_fixed=datetime.fromisoformat(today)))

    def account(self, code: str, parent: str | None = None, created: str = "2020-01-01", **more: Any) -> None:
        above = self.accounts[parent] if parent else None
        row = self._insert("account", code=code, name=code.title(), parent_id=above, created=created, **more)
        self.accounts[code] = row

    def product(self, code: str, category: str | None = None) -> None:
        self.products[code] = self._insert("product", code=code, name=code.title(), category=category)

    def sale(
        self,
        account: str,
        day: str,
        amount: str,
        currency: str = "USD",
        kind: str = "sale",
        product: str | None = None,
        cost: str | None = None,
        ref: str | None = None,
    ) -> int:
        number = self._insert(
            "sale",
            account_id=self.accounts[account],
            product_id=self.products[product] if product else None,
            date=day,
            amount_minor=minor(amount, currency),
            currency=currency,
            kind=kind,
            cost_minor=None if cost is None else minor(cost, currency),
            ref=ref,
        )
        update_derived(self.db, [("sale", number, None, {"date": day, "account_id": self.accounts[account]})])
        return number

    def target(
        self,
        span: str,
        amount: str,
        account: str | None = None,
        product: str | None = None,
        currency: str = "USD",
        group: bool = False,
    ) -> int:
        return self._insert(
            "target",
            start=str(period(span).start),
            end=str(period(span).end),
            account_id=self.accounts[account] if account else None,
            product_id=self.products[product] if product else None,
            amount_minor=minor(amount, currency),
            currency=currency,
            group=int(group),
        )

    def budget(
        self,
        account: str,
        name: str,
        span: str,
        amount: str,
        direction: str = "cost",
        currency: str = "USD",
        group: bool = False,
    ) -> int:
        return self._insert(
            "budget",
            account_id=self.accounts[account],
            name=name,
            start=str(period(span).start),
            end=str(period(span).end),
            amount_minor=minor(amount, currency),
            currency=currency,
            direction=direction,
            group=int(group),
        )

    def expense(self, budget: int, day: str, amount: str, memo: str | None = None) -> int:
        currency = self.db.execute("SELECT currency FROM budget WHERE id = ?", (budget,)).fetchone()[0]
        return self._insert("expense", budget_id=budget, date=day, amount_minor=minor(amount, currency), memo=memo)

    def interaction(self, account: str, day: str, kind: str = "call", minutes: int | None = None) -> int:
        row = {"account_id": self.accounts[account], "date": day, "kind": kind, "text": "Spoke", "minutes": minutes}
        return self._insert("interaction", **row)

    def rate(self, base: str, into: str, rate: str, day: str) -> None:
        self._insert("rate", from_currency=base, to_currency=into, rate=rate, date=day)

    def _insert(self, table: str, **row: Any) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})"
        number = self.db.execute(sql, tuple(row.values())).lastrowid
        assert number is not None
        return number


def minor(amount: str, currency: str) -> int:
    """Money as it is stored."""
    return to_minor(Decimal(amount), DECIMALS[currency])


def figures_of(line: Headline) -> dict[str, Any]:
    """The figures of a headline, which the report has too."""
    return {key: value for key, value in line._asdict().items() if key not in ("books", "behind")}


def rows_of(report: Report) -> list[dict[str, Any]]:
    """Each row by column key."""
    return [named(report, row) for row in report.rows]


def row_of(report: Report, key: str | None) -> dict[str, Any]:
    """The row of a key; `total` is the total."""
    if key == "total":
        assert report.total is not None
        return named(report, report.total)
    (found,) = (row for row in rows_of(report) if row[report.reference] == key)
    return found


def named(report: Report, row: Any) -> dict[str, Any]:
    return dict(zip((column.key for column in report.columns), row, strict=True))


def spelled(value: object) -> str:
    """A cell as text, so that 2 and 2.00 differ."""
    return str(value)
