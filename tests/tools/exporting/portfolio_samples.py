"""Random portfolios, written straight into the tables: every table, every column that may be empty, gaps in the ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from amcli.base.stages import ENDS
from amcli.base.text import clean
from amcli.features.accounts.nouns import ROLES, SCOPES, SIDES, SUBJECTS
from amcli.features.activity.nouns import INTERACTIONS
from amcli.features.budgets.nouns import AGREED, DIRECTIONS
from amcli.features.contracts import nouns as contracts
from amcli.features.deadlines.nouns import DEADLINES, PRIORITIES, SHIFTS
from amcli.features.issues.nouns import CAUSES, SEVERITIES, STAGES, WAITS
from amcli.features.negotiations.nouns import BETTER, OUTCOMES, POINTS
from amcli.features.pipeline.nouns import FORECASTS, KINDS
from amcli.features.plans import nouns as plans
from amcli.features.proposals.nouns import VERDICTS
from amcli.features.sales.nouns import SALES
from amcli.records.portfolio_document import parts

TABLES = tuple(part.noun.name for part in parts().values())
SPICE = (
    "=1+1",
    "'",
    '"a", "b"',
    "two\nlines",
    "\t",
    "-5",
    "'=x",
    "Ω é 合同 🎉",
    "[bold]",
    "\\n \\",
    "a;b,c",
    "null",
    " x ",
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
TEXT = st.one_of(st.sampled_from(SPICE), ANY).filter(lambda text: clean(text)[0] == text)
WORD = TEXT.filter(lambda text: ";" not in text)
PLAIN = st.sampled_from(SPICE)
LINKS = st.sampled_from(("https://x.example/a,b%3Bc", "offers/2026 Q4.pdf;https://x.example", "'=x", "[bold];a"))
CODE = st.from_regex(r"[a-z]{3}[A-Za-z0-9._-]{0,6}", fullmatch=True)
DAY = st.dates(date(1990, 1, 1), date(2090, 12, 30)).map(date.isoformat)
TIME = st.times().map(lambda time: f"T{time:%H:%M}")
DUE = st.one_of(DAY, st.tuples(DAY, TIME).map("".join))
CURRENCY = st.sampled_from(("USD", "JPY", "KWD", "CLF"))
MINOR = st.one_of(st.integers(0, 10_000), st.integers(0, 10**14))
SPAN = st.sampled_from(("3m", "90d", "2w", "1y"))
NUMBERS = ("0", "25", "2.5", "0.000001", "999999999999.123456")
VALUES = st.sampled_from(NUMBERS)
RATES = ("0.92", "110", "0.000000000001", "1.10")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def joined(words: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return maybe(st.lists(words, min_size=1, max_size=3, unique=True).map(";".join))


Rows = list[dict[str, Any]]


@st.composite
def portfolios(draw: st.DrawFn) -> dict[str, Rows]:
    """Rows by table. What refers to a record of its own table does so in any order of ids, and in no circle."""
    made: dict[str, Rows] = {}

    def rows(table: str, most: int, unique: str = "", **columns: Any) -> Rows:
        ids = draw(st.lists(st.integers(1, 10**6), max_size=most, unique=True))
        found: Rows = []
        for number in ids:
            row: dict[str, Any] = {"id": number}
            for name, strategy in columns.items():
                row[name] = draw(strategy(found) if callable(strategy) else strategy)
            if not unique or row[unique].lower() not in {each[unique].lower() for each in found}:
                found.append(row)
        made[table] = found
        return found

    def one_of(table: str, column: str = "id") -> Callable[[Rows], st.SearchStrategy[Any]]:
        return lambda found: st.sampled_from([row[column] for row in (made[table] if table else found)])

    def perhaps(table: str = "") -> Callable[[Rows], st.SearchStrategy[Any]]:
        return lambda found: maybe(one_of(table)(found)) if (made[table] if table else found) else st.none()

    def linked(table: str) -> Rows:
        return [
            {f"{table}_id": row["id"], "contact_id": number}
            for row in made[table]
            for number in draw(st.lists(st.sampled_from(people), unique=True, max_size=3) if people else st.just([]))
        ]

    rows("account", 4, "code", code=CODE, name=TEXT, parent_id=perhaps(), tier=maybe(st.integers(1, 3)),
         category=maybe(TEXT), scope=maybe(st.sampled_from(SCOPES)), currency=maybe(CURRENCY),
         cadence=maybe(st.integers(1, 3650)), phone=maybe(TEXT), website=maybe(TEXT), address=maybe(TEXT),
         city=maybe(TEXT), country=maybe(TEXT), external_id=maybe(TEXT), note=maybe(TEXT), tags=joined(WORD),
         links=maybe(LINKS), not_for=maybe(LINKS),
         created=DAY, archived=maybe(DAY))  # fmt: skip
    rows("colleague", 3, "code", code=CODE, name=PLAIN, department=maybe(PLAIN), title=maybe(PLAIN),
         email=maybe(PLAIN), phone=maybe(PLAIN), hours=maybe(st.sampled_from(NUMBERS)), reports_to_id=perhaps(),
         left=maybe(DAY), external_id=maybe(PLAIN), note=maybe(PLAIN))  # fmt: skip
    product = {"name": TEXT, "category": maybe(TEXT), "price_minor": maybe(MINOR), "currency": CURRENCY}
    rows("product", 3, "code", code=CODE, **product, external_id=maybe(TEXT))
    rates = rows("rate", 2, from_currency=st.just("USD"), to_currency=st.sampled_from(("JPY", "CLF")), date=DAY,
                 rate=st.sampled_from(RATES))  # fmt: skip
    made["rate"] = list({(row["to_currency"], row["date"]): row for row in rates}.values())
    if not made["account"]:
        return made
    account, product_of = one_of("account"), perhaps("product")
    rows("contact", 4, account_id=account, name=TEXT, roles=joined(st.sampled_from(ROLES)), title=maybe(TEXT),
         email=maybe(TEXT), phone=maybe(TEXT), note=maybe(TEXT), external_id=maybe(TEXT))  # fmt: skip
    for place, row in enumerate(made["contact"]):
        above = [other["id"] for other in made["contact"][:place] if other["account_id"] == row["account_id"]]
        row["reports_to_id"] = draw(maybe(st.sampled_from(above))) if above else None
    people = [row["id"] for row in made["contact"]]

    def of_one(table: str, row: dict[str, Any]) -> Any:
        """A record of the same account, or none."""
        same = [each["id"] for each in made[table] if each["account_id"] == row["account_id"]]
        return draw(maybe(st.sampled_from(same))) if same else None

    def with_one(part: str, table: str, **columns: Any) -> None:
        """Each record of a table has one of these at least, which the program sees to."""
        known = {row[f"{table}_id"] for row in made[part]}
        missing = [row["id"] for row in made[table] if row["id"] not in known]
        made[part] += [{"id": 10**7 + number, f"{table}_id": number, **columns} for number in missing]

    value: dict[str, Any] = {
        "value_minor": maybe(MINOR),
        "currency": CURRENCY,
        "per": maybe(st.sampled_from(contracts.PER)),
    }
    begun: dict[str, Any] = {"start": st.just("2026-01-01"), "end": DAY.filter(lambda day: day >= "2026-01-01")}
    rows("contract", 3, account_id=account, name=PLAIN, kind=st.sampled_from(contracts.KINDS), **begun, **value,
         renews=st.sampled_from(contracts.RENEWALS), notice=maybe(SPAN), term=maybe(SPAN), lead=maybe(SPAN),
         latest_end=maybe(DAY), signed=maybe(DAY), ref=maybe(PLAIN), ends=maybe(DAY), reason=maybe(PLAIN),
         snoozed=maybe(DAY), colleague_id=perhaps("colleague"), links=maybe(LINKS), note=maybe(PLAIN),
         external_id=maybe(PLAIN))  # fmt: skip
    for row in made["contract"]:
        row["noticed"] = draw(maybe(DAY))
        row["noticed_by"] = draw(st.sampled_from(SIDES)) if row["noticed"] else None
    made["term"] = []
    if made["contract"]:
        rows("term", 3, contract_id=one_of("contract"), **begun, **value)
        with_one("term", "contract", start="2026-01-01", end="2026-12-31")
    dated: dict[str, Any] = {
        "since": DAY, "amount_minor": maybe(MINOR), "currency": CURRENCY, "close": maybe(DAY),
        "probability": st.integers(0, 100), "forecast": st.sampled_from(FORECASTS),
        "colleague_id": perhaps("colleague"),
    }  # fmt: skip
    rows("opportunity", 3, account_id=account, name=PLAIN, stage=st.sampled_from(("idea", "lead", "won", "undecided")),
         **dated, kind=st.sampled_from(KINDS), product_id=product_of, competitor=maybe(PLAIN), reason=maybe(PLAIN),
         links=maybe(LINKS), note=maybe(PLAIN), external_id=maybe(PLAIN), created=DAY)  # fmt: skip
    for row in made["opportunity"]:
        row["closed"] = draw(DAY) if row["stage"] in ENDS else None
        row["contract_id"] = of_one("contract", row)
    made["opportunity_contact"] = linked("opportunity")
    if made["opportunity"]:
        rows("step", 4, opportunity_id=one_of("opportunity"), day=DAY, stage=st.sampled_from(("lead", "won")), **dated,
             slips=st.integers(0, 9))  # fmt: skip
        first = {"day": "2026-01-01", "stage": "lead", "since": "2026-01-01", "probability": 5, "forecast": "best"}
        with_one("step", "opportunity", **first)
    standing: dict[str, Any] = {
        "severity": st.sampled_from(SEVERITIES), "stage": st.sampled_from(STAGES),
        "waiting": maybe(st.sampled_from(WAITS)),
        "colleague_id": perhaps("colleague"), "escalated_id": perhaps("colleague"),
    }  # fmt: skip
    rows("issue", 3, account_id=account, title=PLAIN, **standing, cause=st.sampled_from(CAUSES), opened=DUE,
         wants=maybe(PLAIN), resolution=maybe(PLAIN), cost_minor=maybe(MINOR), currency=CURRENCY,
         accepted=maybe(st.sampled_from(("yes", "no"))), acknowledged=maybe(DUE), links=maybe(LINKS),
         note=maybe(PLAIN), external_id=maybe(PLAIN))  # fmt: skip
    for row in made["issue"]:
        row["closed"] = draw(DUE) if row["stage"] == "closed" else None
        row["contact_id"] = of_one("contact", row)
    made["phase"] = []
    if made["issue"]:
        rows("phase", 3, issue_id=one_of("issue"), at=DUE, **standing)
        with_one("phase", "issue", at="2026-01-01", stage="received", severity="low")
    rows("negotiation", 3, account_id=account, subject=PLAIN, started=DAY, until=maybe(DAY),
         outcome=maybe(st.sampled_from(OUTCOMES)), colleague_id=perhaps("colleague"), links=maybe(LINKS),
         note=maybe(PLAIN), external_id=maybe(PLAIN))  # fmt: skip
    for row in made["negotiation"]:
        row["closed"] = draw(DAY) if row["outcome"] else None
        what = draw(st.sampled_from(("opportunity", "contract")))
        row[f"{what}_id"] = of_one(what, row)
    made["point"], made["offer"] = [], []
    if made["negotiation"]:
        rows("point", 3, negotiation_id=one_of("negotiation"), name=PLAIN, subject=st.sampled_from(POINTS),
             unit=maybe(PLAIN), better=maybe(st.sampled_from(BETTER)), aim=maybe(VALUES), limit=maybe(VALUES),
             agreed=maybe(VALUES))  # fmt: skip
        for row in made["point"]:
            row["agreed_on"] = draw(maybe(DAY)) if row["agreed"] else None
        named = {(row["negotiation_id"], row["name"].lower()): row for row in made["point"]}
        made["point"] = list(named.values())
    if made["point"]:
        rows("offer", 3, point_id=one_of("point"), day=DAY, side=st.sampled_from(SIDES), value=VALUES,
             in_return=maybe(PLAIN), withdrawn=maybe(DAY), past_limit=maybe(PLAIN))  # fmt: skip
    rows("need", 3, account_id=account, text=TEXT, kind=st.sampled_from(plans.NEEDS),
         priority=st.sampled_from(plans.PRIORITIES), day=DAY, met=maybe(DAY), note=maybe(TEXT),
         external_id=maybe(PLAIN))  # fmt: skip
    for row in made["need"]:
        row["contact_id"] = of_one("contact", row)
    rows("plan", 3, account_id=account, start=st.just("2026-01-01"),
         end=st.sampled_from(("2026-01-02", "2026-07-01", "2027-01-01")),
         text=TEXT, written=DAY, external_id=maybe(PLAIN))  # fmt: skip
    made["plan"] = list({(row["account_id"], row["end"]): row for row in made["plan"]}.values())
    made["objective"], made["contribution"] = [], []
    if made["plan"]:
        rows("objective", 4, plan_id=one_of("plan"), number=st.integers(1, 9), title=PLAIN,
             measure=st.sampled_from(plans.MEASURES), goal=maybe(st.sampled_from(NUMBERS)), currency=maybe(CURRENCY),
             due=maybe(DAY), done=maybe(DAY), note=maybe(PLAIN))  # fmt: skip
        made["objective"] = list({(row["plan_id"], row["number"]): row for row in made["objective"]}.values())
        owners = {row["id"]: row["account_id"] for row in made["plan"]}
        for row in made["objective"]:
            row["account_id"] = owners[row["plan_id"]]
            row["need_id"] = of_one("need", row)
        rows("contribution", 3, plan_id=one_of("plan"), year=st.integers(2020, 2040), sales_minor=MINOR,
             cost_minor=MINOR, invest_minor=MINOR, currency=CURRENCY)  # fmt: skip
        made["contribution"] = list({(row["plan_id"], row["year"]): row for row in made["contribution"]}.values())
    rows("assessment", 3, account_id=account, model=st.sampled_from(("stages", "selection")), day=DAY,
         colleague_id=perhaps("colleague"), answers=st.sampled_from(("contacts=1", "contacts=1;trust=2")),
         result=maybe(PLAIN), scores=maybe(st.just("sum=3")), near=maybe(PLAIN), note=maybe(PLAIN))  # fmt: skip
    rows("pulse", 3, account_id=account, day=DAY, score=st.integers(1, 5), note=maybe(PLAIN))
    about: dict[str, Any] = {
        "colleague_id": perhaps("colleague"), "owed_by": maybe(st.sampled_from(SIDES)),
    }  # fmt: skip
    rows("interaction", 3, **about, account_id=account, date=DAY, kind=st.sampled_from(INTERACTIONS), text=TEXT,
         minutes=maybe(st.integers(0, 600)), external_id=maybe(TEXT))  # fmt: skip
    made["interaction_contact"] = linked("interaction")
    rows("deadline", 4, **about, evidence=maybe(PLAIN), account_id=account, title=TEXT, due=DUE,
         kind=st.sampled_from(DEADLINES), priority=st.sampled_from(PRIORITIES), note=maybe(TEXT), done=maybe(DAY),
         remind=maybe(st.sampled_from(("none", "7d,1d,0d", "90m"))),
         every=maybe(st.sampled_from(("month", "2 weeks", "last friday of month", "FREQ=MONTHLY;BYMONTHDAY=1"))),
         anchor=maybe(DUE), until=maybe(DAY), times=maybe(st.integers(1, 99)), shift=maybe(st.sampled_from(SHIFTS)),
         occurrence=maybe(st.integers(0, 99)), series_id=perhaps(), template=maybe(st.just('{"title": "ä \\"x\\""}')),
         sequence=st.integers(0, 9), external_id=maybe(TEXT))  # fmt: skip
    for table in ("interaction", "deadline"):
        for row in made[table]:
            what = draw(st.sampled_from(SUBJECTS))
            row[f"{what}_id"] = of_one(what, row)
            row["uid"] = draw(maybe(st.just(f"{row['id']}@elsewhere")))
    rows("decision", 3, account_id=maybe(account(made["account"])), proposal=PLAIN, reason=PLAIN,
         verdict=st.sampled_from(VERDICTS), day=DAY, deadline_id=perhaps("deadline"), note=maybe(PLAIN))  # fmt: skip
    for row in made["decision"]:
        if row["account_id"]:
            row["deadline_id"] = of_one("deadline", row)
        row["until"] = draw(DAY) if row["verdict"] == "snoozed" else None
    rows("budget", 3, account_id=account, name=TEXT, start=DAY, amount_minor=MINOR, currency=CURRENCY,
         agreed_with=maybe(st.sampled_from(AGREED)), direction=st.sampled_from(DIRECTIONS), note=maybe(TEXT),
         external_id=maybe(TEXT))  # fmt: skip
    rows("target", 3, start=DAY, account_id=perhaps("account"), product_id=product_of, amount_minor=MINOR,
         currency=CURRENCY)  # fmt: skip
    for row in (*made["budget"], *made["target"]):
        row["end"] = (date.fromisoformat(row["start"]) + timedelta(days=draw(st.integers(1, 366)))).isoformat()
    keyed = {(row["start"], row["end"], row["account_id"], row["product_id"]): row for row in made["target"]}
    made["target"] = list(keyed.values())
    if made["budget"]:
        rows("expense", 3, budget_id=one_of("budget"), date=DAY, amount_minor=MINOR, memo=maybe(TEXT),
             external_id=maybe(TEXT))  # fmt: skip
    rows("sale", 4, account_id=account, product_id=product_of, date=DAY, amount_minor=MINOR, currency=CURRENCY,
         kind=st.sampled_from(SALES), quantity=maybe(st.sampled_from(NUMBERS)), cost_minor=maybe(MINOR),
         ref=maybe(TEXT))  # fmt: skip
    for row in made["sale"]:
        row["opportunity_id"] = of_one("opportunity", row)
    refs = {(row["account_id"], row["kind"], row["ref"] or row["id"]): row for row in made["sale"]}
    made["sale"] = list(refs.values())
    made["reminder"] = [
        {"said": said, "claimed_at": "2026-09-01T06:00:00Z", "said_at": "2026-09-01T06:00:01Z"}
        for said in draw(st.lists(TEXT, max_size=2, unique=True))
    ]
    return made


def write(path: Path, made: dict[str, Rows], last: int = 0) -> None:
    """Put the rows into an empty portfolio. `last`: a number that sales have given already, to one that is gone."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for table, rows in made.items():
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    if last:
        connection.execute("DELETE FROM sqlite_sequence WHERE name = 'sale'")
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('sale', ?)", (last,))
    connection.execute("COMMIT")
    connection.close()


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that an export has to keep, by SQL alone: the records, who took part, the numbers given, what was said."""
    connection = sqlite3.connect(path)
    found = {table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES}
    for table in ("interaction", "opportunity"):
        pairs = f"SELECT {table}_id, contact_id FROM {table}_contact ORDER BY {table}_id, id"
        found[f"{table}_contact"] = connection.execute(pairs).fetchall()
    marks = ", ".join("?" * len(TABLES))
    found["given"] = connection.execute(
        f"SELECT name, seq FROM sqlite_sequence WHERE name IN ({marks}) AND seq ORDER BY 1", TABLES
    ).fetchall()
    found["said"] = connection.execute("SELECT said, said_at FROM reminder ORDER BY said").fetchall()
    found["portfolio"] = connection.execute("SELECT uid FROM portfolio").fetchall()
    connection.close()
    return found
