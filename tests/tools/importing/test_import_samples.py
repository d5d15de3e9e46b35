"""Real files: the project's own samples, and the Northwind company's public data with its known figures."""

import os
from pathlib import Path

import pytest
from import_samples import Portfolio

from amcli.tools.history.services import undo as journal
from conftest import ROOT

SAMPLES = ROOT / "sample_data"
KINDS = (
    "accounts", "contacts", "products", "sales", "targets", "budgets", "expenses", "interactions", "deadlines", "rates",
)  # fmt: skip
NORTHWIND = Path(os.environ.get("AMCLI_NORTHWIND", ROOT.parent / "shared" / "data" / "northwind"))
TAKEN = (
    ("accounts", "customers.csv",
     "code=CustomerID name=CompanyName phone=Phone address=Address city=City country=Country"),
    ("contacts", "customers.csv", "account=CustomerID name=ContactName title=ContactTitle"),
    ("products", "products.csv", "code=ProductID name=ProductName category=Category price=UnitPrice"),
    ("sales", "order_lines.csv",
     "account=CustomerID amount=NetAmount date=OrderDate product=ProductID quantity=Quantity ref=OrderID+ProductID"),
)  # fmt: skip


def test_the_samples_go_in_as_they_are(tmp_path: Path) -> None:
    """No mapping, no bad row, no note but of an overspent budget; a second time nothing new; undone, nothing left."""
    file = Portfolio(tmp_path)
    empty = file.image()
    for kind in KINDS:
        text = (SAMPLES / f"{kind}.csv").read_bytes()
        change = file.take(kind, text)
        assert change.message.endswith("(0 already there, 0 rejected)"), change
        over = "B3 Launch rebate: 26,470 of 24,000 USD spent, over by 2,470 (110.3 %)"
        assert change.notes == ((over,) if kind == "expenses" else ())
        assert file.take(kind, text).message.startswith("Imported 0 ")
    assert file.cells("PRAGMA foreign_key_check") == []
    assert len(file.rows("SELECT * FROM operation")) == len(KINDS)
    for _ in KINDS:
        journal.undo(file.env)
    assert file.image() == empty


@pytest.mark.skipif(not NORTHWIND.is_dir(), reason="the Northwind data is not here")
def test_northwind_gives_the_known_figures(tmp_path: Path) -> None:
    """Accounts, contacts, products and sales by --map: the totals to the cent, and nothing new the second time."""
    file = Portfolio(tmp_path)
    for wanted in ([93, 93, 77, 2155], [0, 0, 0, 0]):
        for (kind, name, mapping), count in zip(TAKEN, wanted, strict=True):
            change = file.take(kind, (NORTHWIND / name).read_bytes(), *mapping.split())
            assert change.message.startswith(f"Imported {count:,} {kind} (")
        assert file.cells("SELECT sum(amount_minor) FROM sale") == [126_579_302]
        by_year = "SELECT substr(date, 1, 4), sum(amount_minor) FROM sale GROUP BY 1"
        assert file.rows(by_year) == [("1996", 20_808_397), ("1997", 61_708_522), ("1998", 44_062_383)]
        largest = "SELECT account, sum(amount_minor) FROM sales GROUP BY 1 ORDER BY 2 DESC LIMIT 3"
        assert file.rows(largest) == [("QUICK", 11_027_732), ("ERNSH", 10_487_499), ("SAVEA", 10_436_196)]
