"""What the files of the sample data say to each question of tests/app/test_questions.py: rows by the keys of JSON."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import independent as by_hand
from sample_books import DAY, QUARTER, YEAR, Books, Line, money, numbered, percent, weekdays

from conftest import TODAY

Row = dict[str, Any]
LAST_YEAR = ("2025-01-01", "2025-09-17")


def some(row: Mapping[str, Any], *keys: str) -> Row:
    return {key: row[key] for key in keys}


def against(actual: Fraction | int, target: Fraction | int, **more: str) -> Row:
    return {**more, "actual": money(actual), "target": money(target), "attainment": percent(actual, target)}


def calculator(book: Books) -> by_hand.Books:
    """The sample data for the calculator of the rules."""
    sales = [
        by_hand.Sale(row["account"], date.fromisoformat(row["date"]), Fraction(row["amount"]), kind=row["kind"])
        for row in book.sales
    ]
    targets = [
        by_hand.Target(*span(row["period"]), Fraction(row["amount"]), account=row["account"] or None)
        for row in book.targets
        if not row["product"]
    ]
    return by_hand.Books({row["code"]: row["parent"] or None for row in book.accounts}, sales, targets)


def span(period: str) -> tuple[date, date]:
    """The days of `2026` and `2026-Q3`, half-open."""
    year, _, quarter = period.partition("-Q")
    first = int(quarter or 1) * 3 - 2
    after = int(year) * 12 + first + (2 if quarter else 11)
    return date(int(year), first, 1), date(after // 12, after % 12 + 1, 1)


def standing(book: Books) -> list[Row]:
    actual, target = book.sold(*YEAR), book.target("2026")
    booked = max(row["date"] for row in book.sales)
    return [
        {"actual": money(actual), "target": money(target), "attainment": percent(actual, target), "booked_to": booked}
    ]


def by_account(book: Books, codes: str, *keys: str) -> list[Row]:
    """Accounts in an order, with figures of 2026."""
    found = []
    for code in codes.split():
        actual, target = book.sold(*YEAR, account=code), book.target("2026", code)
        whole = {
            "key": code,
            "name": book.named(code),
            "actual": money(actual),
            "target": money(target),
            "attainment": percent(actual, target),
            "margin": book.margin(*YEAR, account=code),
            "needed_per_working_day": money((target - actual) / weekdays(DAY, date(2026, 12, 31))),
        }
        found.append({key: whole[key] for key in keys})
    return found


def worst_first(book: Books) -> list[Row]:
    return by_account(book, "ford hyundai goody parker maruti", "name", "actual", "target", "attainment")


def at_the_end(book: Books) -> list[Row]:
    """What is missing by the forecast of the rules."""
    span = by_hand.Span(date(2026, 1, 1), date(2027, 1, 1))
    figures = by_hand.flat(by_hand.Question(calculator(book), span, DAY, "USD"))
    rows = [
        {
            "name": book.named(code),
            "target": money(figures[code]["target"]),
            "shortfall": money(figures[code]["shortfall"]),
        }
        for code in book.selling()
    ]
    return sorted(rows, key=lambda row: -row["shortfall"])


def this_quarter(book: Books) -> list[Row]:
    """Of Maruti the target of the quarter, of the others a share of the year by days."""
    order = "ford hyundai maruti parker goody"
    targets = {code: book.target("2026", code) * 92 / 365 for code in order.split()} | {
        "maruti": book.target("2026-Q3", "maruti")
    }
    return [
        {
            "name": book.named(code),
            "actual": money(actual),
            "target": money(target),
            "attainment": percent(actual, target),
        }
        for code, target in targets.items()
        for actual in [book.sold(*QUARTER, account=code)]
    ]


def invoices(book: Books) -> list[Row]:
    return [
        {
            "id": number,
            "date": row["date"],
            "product": row["product"],
            "ref": row["ref"],
            "amount": Decimal(row["amount"]),
        }
        for number, row in numbered(book.sales, "S")
        if row["account"] == "maruti" and row["date"].startswith("2026-08") and row["kind"] == "sale"
    ]


def against_last_year(book: Books) -> list[Row]:
    found = []
    for product in {row["product"] for row in book.sales if row["account"] == "maruti"}:
        now, before = (book.sold(*days, account="maruti", product=product) for days in (YEAR, LAST_YEAR))
        figures = {"actual": money(now), "last_year": money(before), "growth": percent(now - before, before)}
        found.append({"key": product, "name": book.named(product), **figures})
    return sorted(found, key=lambda row: -row["actual"])


def pairs(book: Books) -> list[Row]:
    found = {(row["account"], row["product"]) for row in book.sales if row["date"] >= YEAR[0]}
    rows = [
        {"key": account, "key2": product, "actual": money(book.sold(*YEAR, account=account, product=product))}
        for account, product in sorted(found)
    ]
    return [row for row in rows if row["actual"]]


def stopped(book: Books) -> list[Row]:
    """Goody's workshop was rebuilt."""
    last = max(row["date"] for row in book.sales if row["account"] == "goody" and row["date"] <= "2026-06-30")
    return [
        {
            "name": book.named("goody"),
            "actual": money(book.sold("2026-01-01", "2026-06-30", account="goody")),
            "last_sale": last,
            "last_year": money(book.sold("2025-01-01", "2025-06-30", account="goody")),
        }
    ]


def shares(book: Books) -> list[Row]:
    whole, run, found = book.sold(*YEAR), Fraction(), []
    for actual, code in sorted(((book.sold(*YEAR, account=code), code) for code in book.selling()), reverse=True):
        run += actual
        figures = {"actual": money(actual), "share": percent(actual, whole), "cumulative": percent(run, whole)}
        found.append({"name": book.named(code), **figures})
    return found


def against_last_quarter(book: Books) -> list[Row]:
    """As many days of it as there are of this one: 79."""
    found = []
    for code in ["ford", "hyundai", "maruti", "parker", "goody"]:
        now, before = book.sold(*QUARTER, account=code), book.sold("2026-04-01", "2026-06-18", account=code)
        figures = {"actual": money(now), "against": money(before), "change": money(now - before)}
        found.append({"name": book.named(code), **figures, "change_percent": percent(now - before, before)})
    return found


def grouped_by(field: str, order: str) -> Callable[[Books], list[Row]]:
    """Sales and targets of the accounts that have a value, in the order of the screen."""

    def rows(book: Books) -> list[Row]:
        groups, sells = book.groups(field), book.selling()
        return [
            {
                "key": value,
                "actual": money(sum((book.sold(*YEAR, account=code) for code in groups[value]), Fraction())),
                "target": money(
                    sum((book.target("2026", code) for code in groups[value] if code in sells), Fraction())
                ),
            }
            for value in order.split(",")
        ]

    return rows


def held_by(field: str, order: str, rows_of: Callable[[Books], list[Line]]) -> Callable[[Books], list[Row]]:
    """Sales and targets of the accounts of each colleague or territory, which are the same all of this year."""

    def rows(book: Books) -> list[Row]:
        held = [row for row in rows_of(book) if not row["until"] or row["until"] >= YEAR[0]]
        assert all(row["from"] <= YEAR[0] and not row["until"] for row in held)
        codes = {key: [row["account"] for row in held if row[field] == key] for key in order.split(",")}
        return [
            {
                "key": key,
                "actual": money(sum((book.sold(*YEAR, account=code) for code in some), Fraction())),
                "target": money(sum((book.target("2026", code) for code in some), Fraction())),
            }
            for key, some in codes.items()
        ]

    return rows


def promises_at_stake(book: Books) -> list[Row]:
    """What is late and ours, by account: a twentieth of what the account bought in twelve months is at stake."""
    found = []
    for account in ("maruti", "hyundai", "ford"):
        late = [
            (row["due"], place)
            for place, row in enumerate(book.deadlines, 1)
            if row["account"] == account and row["due"] < TODAY and not row["done"] and row.get("owed_by") != "client"
        ]
        (due, place), bought = min(late), book.sold("2025-09-18", TODAY, account=account)
        found.append({
            "name": f"{account}:promise", "late": (DAY - date.fromisoformat(due)).days, "amount": money(bought),
            "stake": money(bought / 20), "command": f"amcli deadline done D{place}",
        })  # fmt: skip
    return found


def group_total(book: Books) -> list[Row]:
    actual = sum(book.sold(*YEAR, account=row["code"]) for row in book.accounts)
    target = sum(book.target("2026", code) for code in book.selling())
    return [
        {"key": "kirchoff", "actual": money(actual), "target": money(target), "attainment": percent(actual, target)}
    ]


def deciders(book: Books) -> list[Row]:
    return [
        {"id": number, "name": row["name"], "roles": row["roles"].split(";"), "phone": row["phone"]}
        for number, row in numbered(book.contacts, "C")
        if row["account"] == "maruti" and "decider" in row["roles"].split(";")
    ]


def buying_centres(book: Books) -> list[Row]:
    """Of each account how many of five roles somebody has, whether one decides, who was spoken with in 90 days."""
    found = []
    for code in ("maruti", "hyundai", "ford", "goody", "parker", "kirchoff"):
        people = [row for row in book.contacts if row["account"] == code]
        roles = {role for row in people for role in row["roles"].split(";")}
        active = sum((DAY - book.spoken(took_part(row["name"]))).days <= 90 for row in people)
        covered = len(roles & {"user", "influencer", "decider", "buyer", "gatekeeper"})
        found.append({"key": code, "covered": covered, "no_decider": "decider" not in roles, "active": active})
    return found


def concentrated(book: Books) -> list[Row]:
    """The sales, the largest first, with their classes and shares."""
    whole, run, found = book.sold(*YEAR), Fraction(), []
    for sales, code in sorted(((book.sold(*YEAR, account=code), code) for code in book.selling()), reverse=True):
        abc = "A" if run < whole * 80 / 100 else "B" if run < whole * 95 / 100 else "C"
        run += sales
        shares = (round(part / whole * 100, 2) for part in (sales, run))
        share, cumulative = (Decimal(int(each * 100)).scaleb(-2) for each in shares)
        found.append({"key": code, "class": abc, "sales": money(sales), "share": share, "cumulative": cumulative})
    return found


def took_part(name: str) -> Callable[[Line], bool]:
    return lambda row: name in row["with"].split(";")


def was_at(code: str) -> Callable[[Line], bool]:
    return lambda row: row["account"] == code


def spoken_with(book: Books) -> list[Row]:
    last = book.spoken(took_part("Lucinda Quarrow"))
    return [{"name": "Lucinda Quarrow", "account": "ford", "last_contact": last.isoformat()}]


def quiet(key: str, account: str, said: Callable[[Line], bool], book: Books) -> Row:
    last, cadence = book.spoken(said), book.cadence(account)
    since = (DAY - last).days
    figures = {"last": last.isoformat(), "days_since": since, "cadence": cadence, "over": since - cadence}
    return {"key": key, **figures, "quiet": since > cadence}


def longest_over_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -row["over"])


def quiet_people(book: Books) -> list[Row]:
    return longest_over_first(
        [quiet(number, row["account"], took_part(row["name"]), book) for number, row in numbered(book.contacts, "C")]
    )


def quiet_accounts(book: Books) -> list[Row]:
    return longest_over_first([quiet(row["code"], row["code"], was_at(row["code"]), book) for row in book.accounts])


def due(wanted: Callable[[Line], bool]) -> Callable[[Books], list[Row]]:
    """Deadlines in order of time."""

    def rows(book: Books) -> list[Row]:
        found = [(row["due"], number, row) for number, row in numbered(book.deadlines, "D") if wanted(row)]
        return [
            {"id": number, "due": day, "account": row["account"], "title": row["title"]}
            for day, number, row in sorted(found)
        ]

    return rows


def next_week(book: Books) -> list[Row]:
    """What is due then, the day to act on a contract of Parker among it: notice has to arrive by 30 September."""
    found = due(lambda row: "2026-09-21" <= row["due"] <= "2026-09-27" and not row["done"])(book)
    act = {
        "id": "CT5",
        "due": "2026-09-23",
        "account": "parker",
        "title": "Decide on notice: Parts supply for the shop",
    }
    return sorted([*found, act], key=lambda row: row["due"])


def contracts(book: Books) -> list[Row]:
    """Those with a day of notice, as sample_data/README.md has them; the one to act on first at the head."""
    keys, days = ("id", "end", "arrive_by", "act_by"), (
        ("CT5", "2026-11-30", "2026-09-30", "2026-09-23"),
        ("CT2", "2027-06-30", "2026-12-31", "2026-12-17"),
    )  # fmt: skip
    return [dict(zip(keys, row, strict=True)) for row in days]


def works_on(account: str) -> Callable[[Books], list[Row]]:
    """Who works on an account today, the most loaded first: as what, and the hours of all that they do."""

    def rows(book: Books) -> list[Row]:
        now = [each for each in book.assignments if each["from"] <= TODAY <= (each["until"] or TODAY)]
        found = []
        for each in (each for each in now if each["account"] == account):
            code = each["colleague"]
            given = sum(int(other["hours"]) for other in now if other["colleague"] == code)
            (capacity,) = (int(one["hours"]) for one in book.colleagues if one["code"] == code)
            load = percent(given, capacity)
            found.append({"code": code, "role": [each["role"]], "hours_there": int(each["hours"]), "load": load})
        return sorted(found, key=lambda row: -row["load"])

    return rows


def issues(book: Books) -> list[Row]:
    """The open ones, the critical one first."""
    return [
        {"id": "IS6", "account": "ford", "severity": "critical"},
        {"id": "IS1", "account": "hyundai", "severity": "normal"},
    ]


def how_far(book: Books) -> list[Row]:
    """What either side offered last on the points that both spoke of, and how far we may go."""
    names = ("name", "aim", "limit", "ours", "theirs", "room")
    points = (("discount", 1, 3, 2, 3.5, 1), ("volume", 9600, 8400, 9600, 8600, 1200))
    return [dict(zip(names, row, strict=True)) for row in points]


def done(book: Books) -> list[Row]:
    titles = dict(numbered(book.deadlines, "D"))
    return [
        {"id": number, "title": titles[number]["title"], "done": day}
        for number, day in (("D12", "2026-09-15"), ("D6", TODAY))
    ]


def said(book: Books) -> list[Row]:
    texts = [
        *((number, "deadline", row["account"], row["title"]) for number, row in numbered(book.deadlines, "D")),
        *((number, "interaction", row["account"], row["text"]) for number, row in numbered(book.interactions, "I")),
        *(
            (number, "opportunity", row["account"], f"{row['name']} — {row['note']}" if row["note"] else row["name"])
            for number, row in numbered(book.opportunities, "OP")
        ),
    ]
    return [
        {"id": number, "kind": kind, "account": account, "text": text}
        for number, kind, account, text in texts
        if {"price", "list"} <= set(re.findall(r"\w+", text.lower()))
    ]


def whose(book: Books) -> list[Row]:
    return [
        {
            "id": number,
            "account": row["account"],
            "date": row["date"],
            "text": row["ref"],
            "amount": Decimal(row["amount"]),
        }
        for number, row in numbered(book.sales, "S")
        if row["ref"] == "INV-2608-014"
    ]


def burn(book: Books) -> list[Row]:
    """Of a revenue budget the sales of its days are used."""
    found = []
    for row in book.budgets:
        cost, agreed = row["direction"] == "cost", Fraction(row["amount"])
        spent = book.spent(row["account"], row["name"]) if cost else book.sold(*QUARTER, account=row["account"])
        figures = {"agreed": money(agreed), "spent": money(spent), "left": money(agreed - spent)}
        found.append({"account": row["account"], "name": row["name"], **figures, "percent": percent(spent, agreed)})
    return sorted(found, key=lambda row: -row["percent"])


def over_budget(book: Books) -> list[Row]:
    return [
        {
            "account": row["account"],
            "name": row["name"],
            "spent": row["spent"],
            "amount": row["agreed"],
            "over": -row["left"],
        }
        for row in burn(book)
        if row["left"] < 0
    ]


def spent_of_hyundai(book: Books) -> list[Row]:
    return [
        {"id": number, "budget": "B3", **some(row, "date", "memo"), "amount": Decimal(row["amount"])}
        for number, row in numbered(book.expenses, "X")
        if row["account"] == "hyundai"
    ]


def ends(book: Books) -> list[Row]:
    """As it went so far: 260 of 365 days of the year, 79 of 92 of the quarter."""
    over = {"2026": Fraction(365, 260), "2026-Q3": Fraction(92, 79)}
    rows = [
        {
            "account": row["account"],
            "name": row["name"],
            "ends_at": money(book.spent(row["account"], row["name"]) * over[row["period"]]),
        }
        for row in book.budgets
        if row["direction"] == "cost" and row["period"] in over
    ]
    return sorted(rows, key=lambda row: -row["ends_at"])


def since_august(book: Books) -> list[Row]:
    return [
        {"summary": "done deadline D6 (Draft of the 2027 price list, 2026-09-14)"},
        {"summary": "changed target T7 2026 maruti: 1,500,000 → 1,550,000 USD"},
    ]


def changed_since_august(book: Books) -> list[Row]:
    """A promise was kept, a target raised: the one of the deadline by the day on which that was done."""
    return [
        {"account": "maruti", "record": "deadline D6", "change": f"done none → {TODAY}"},
        {"account": "maruti", "record": "target T7", "change": "amount 1,500,000 → 1,550,000 USD"},
    ]


def minutes(book: Books) -> list[Row]:
    found = {row["code"]: 0 for row in book.accounts}
    for row in book.interactions:
        if row["date"] >= YEAR[0]:
            found[row["account"]] += int(row["minutes"] or 0)
    return [{"key": row["key"], "minutes": found[row["key"]]} for row in quiet_accounts(book)]


def by_models(book: Books) -> list[Row]:
    """What maruti comes to by each model: its contacts' roles, its newest answers, its sales and contracts."""
    core = {"user", "influencer", "decider", "buyer", "gatekeeper"}
    roles: list[set[str]] = [set(row["roles"].split(";")) for row in book.contacts if row["account"] == "maruti"]
    held = sum(any(role in each for each in roles) for role in core)
    newest = {row["model"]: row for row in book.assessments if row["account"] == "maruti"}
    points = {model: [int(word.partition("=")[2]) for word in row["words"].split()] for model, row in newest.items()}
    weights = (25, 25, 25, 10, 15, 20, 20, 20, 25, 15)
    weighed = [Decimal(weight * point) / 100 for weight, point in zip(weights, points["selection"], strict=True)]
    attractive, strong = (f"{sum(half, Decimal(0)).normalize():f}" for half in (weighed[:5], weighed[5:]))
    customer, ours = (f"{Decimal(sum(half)) / 5:f}" for half in (points["portfolio"][:5], points["portfolio"][5:]))
    sold = sum(
        row["account"] == "maruti" and row["kind"] == "sale" and row["date"] <= "2026-08-24" for row in book.sales
    )
    return [
        {"model": "buying-centre", "result": f"{held} of 5 roles",
         "scores": [f"roles={held}", f"people={len(roles)}"]},
        {"model": "selection", "result": "invest for growth",
         "scores": [f"attractiveness={attractive}", f"strengths={strong}"]},
        {"model": "stages", "result": "partnership KAM",
         "scores": [f"sum={sum(points['stages'])}", "involvement=3", "collaboration=3"]},
        {"model": "portfolio", "result": "captive supplier", "scores": [f"customer={customer}", f"supplier={ours}"]},
        {"model": "continuum", "result": "3 lasting agreement",
         "scores": ["point=3", f"sales={sold}", f"sales_24_months={sold}", "contract_months=36", "frame_contracts=1"]},
    ]  # fmt: skip
