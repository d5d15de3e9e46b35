"""A portfolio of sixty accounts for pages: names that are long, wide, from right to left, or look like markup, and a
little of everything for each of them.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from conftest import Cli

ACCOUNTS = 60
NAMES = (
    "Northgate Bearings",
    "合同续签与价格谈判会议记录株式会社",
    "شركة الخليج العربى للتجارة",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "<script>alert(1)</script><b>bold</b>",
    "</svg></style><img src=x onerror=alert(1)>",
    '"quoted" & <a href="https://example.com">link</a>',
    "Ze\u0301le\u0301nka\u0308 Mu\u0308ller and the brothers of the same name in all of the towns along the river",
    "अनुबंध नवीनीकरण",
    "javascript:alert(1) style=color:red [bold]X `code` {{x}} ]]>",
    "MMMMMMMMMMMMMMMMMMMMWWWWWWWWWWWWWWWW",
    "﷽ 🎉🎉 tail",
)
ITEMS = ("budget", "growth", "profit", "prestige", "technical", "range", "support", "price", "reliability", "people")
Rows = Iterator[Sequence[object]]


def code(number: int) -> str:
    return f"acc-{number:02}"


def name(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {number}"


def _accounts() -> Rows:
    yield "code", "name", "parent", "tier", "category", "currency", "cadence", "city"
    for each in range(ACCOUNTS):
        parent = code(each - each % 10) if each % 10 else ""
        yield code(each), name(each), parent, each % 4 or "", NAMES[each % 3], "USD", 10 + each, NAMES[(each + 1) % 12]


def _contacts() -> Rows:
    yield "account", "name", "roles", "title", "reports_to"
    for each in range(ACCOUNTS):
        for place, role in enumerate(("decider", "user", "buyer")):
            boss = f"{name(each + place - 1)} decider" if place == 1 else ""
            yield code(each), f"{name(each + place)} {role}", role, NAMES[(each + place) % 12], boss


def _sales() -> Rows:
    yield "account", "date", "product", "amount", "currency", "cost"
    for each in range(ACCOUNTS):
        for month in range(1, 9):
            yield code(each), f"2026-{month:02}-11", f"product {each % 7}", 1000 + each**3 * month, "USD", 500
            yield code(each), f"2025-{month:02}-11", f"product {each % 5}", 90_000 - each * month, "USD", 500


def _products() -> Rows:
    yield "code", "name", "category"
    for each in range(7):
        yield f"product-{each}", f"product {each}", NAMES[each]


def _targets() -> Rows:
    yield "period", "account", "amount", "currency"
    for each in range(ACCOUNTS):
        if each % 10:
            yield "2026", code(each), 50_000 + each**3 * 40, "USD"


def _budgets() -> Rows:
    yield "account", "name", "period", "amount", "currency"
    for each in range(ACCOUNTS):
        yield code(each), NAMES[each % 12], "2026", 1000 + each, "USD"


def _expenses() -> Rows:
    yield "account", "budget", "date", "amount"
    for each in range(ACCOUNTS):
        yield code(each), NAMES[each % 12], "2026-05-05", each * 45 + 1


def _interactions() -> Rows:
    yield "account", "date", "kind", "text"
    for each in range(ACCOUNTS):
        for day in range(1, each % 4 + 1):
            yield code(each), f"2026-0{day + 3}-0{day}", "call", NAMES[(each + day) % 12]


def _opportunities() -> Rows:
    yield "account", "name", "amount", "currency", "close", "stage"
    for each in range(ACCOUNTS):
        stage = ("qualified", "proposal", "negotiation", "verbal")[each % 4]
        yield code(each), NAMES[each % 12], each * 7000, "USD", "2026-11-20", stage


def _contracts() -> Rows:
    yield "account", "name", "start", "end", "value", "currency"
    for each in range(0, ACCOUNTS, 2):
        yield code(each), NAMES[each % 12], "2025-01-01", "2026-12-31", 100_000 + each, "USD"


def _issues() -> Rows:
    yield "account", "title", "severity", "opened"
    for each in range(0, ACCOUNTS, 3):
        yield code(each), NAMES[each % 12], ("low", "normal", "high")[each % 3], f"2026-08-{each % 28 + 1:02} 10:00"


def _deadlines() -> Rows:
    yield "account", "title", "due"
    for each in range(ACCOUNTS):
        yield code(each), NAMES[(each + 2) % 12], f"2026-09-{each % 28 + 1:02}"


def _colleagues() -> Rows:
    yield "code", "name", "hours"
    for each in range(24):
        yield f"col-{each}", name(each), 20 + each


def _assignments() -> Rows:
    yield "account", "colleague", "role", "hours", "from"
    for each in range(ACCOUNTS):
        yield code(each), f"col-{each % 24}", "owner", 9 + each % 3, "2026-01-01"


def _territories() -> Rows:
    yield "code", "name", "parent"
    for each in range(6):
        yield f"ter-{each}", name(each), f"ter-{each - 1}" if each else ""


def _placements() -> Rows:
    yield "account", "territory", "from"
    for each in range(ACCOUNTS):
        yield code(each), f"ter-{each % 6}", "2026-01-01"


TABLES = {
    "accounts": _accounts, "contacts": _contacts, "products": _products, "sales": _sales, "targets": _targets,
    "budgets": _budgets, "expenses": _expenses, "interactions": _interactions, "opportunities": _opportunities,
    "contracts": _contracts, "issues": _issues, "deadlines": _deadlines, "colleagues": _colleagues,
    "assignments": _assignments, "territories": _territories, "placements": _placements,
}  # fmt: skip


def fill(cli: Cli, folder: Path) -> Cli:
    """The same portfolio each time."""
    for noun, rows in TABLES.items():
        file = folder / f"{noun}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows())
        cli.ok("import", noun, str(file))
    for each in range(0, ACCOUNTS, 3):
        answers = (f"{item}={1 + each * place % 5}" for place, item in enumerate(ITEMS, 1))
        cli.ok("assess", code(each), "selection", *answers)
    return cli
