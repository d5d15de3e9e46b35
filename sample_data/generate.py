"""Write sales.csv and interactions.csv, the two large sample files: `python sample_data/generate.py [FOLDER]`.

FOLDER is where they go (the folder of this script unless given). The same bytes come out on every run and every
Python: the seeds are fixed, and of `random` only `random()` is used, whose sequence Python promises to keep.
"""

from __future__ import annotations

import csv
import sys
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
FIRST_MONTH, LAST_DAY = date(2024, 10, 1), date(2026, 9, 15)
SALES_HEADER = ("account", "date", "product", "amount", "currency", "quantity", "cost", "ref", "kind")
INTERACTIONS_HEADER = ("account", "date", "kind", "text", "with", "minutes")

# A month's share of an average month, January first, in percent.
USUAL = (85, 90, 120, 95, 95, 92, 85, 80, 98, 115, 125, 120)
SPRING = (85, 105, 145, 135, 115, 90, 80, 75, 85, 100, 105, 95)

COST_PERCENT = {"Brakes": 66, "Filters": 58, "Suspension": 71, "Electrical": 76}
LINES_WITH_COST = 0.8
REF_PREFIX = {"sale": "INV", "credit": "CRN", "purchase": "PO"}


class Plan(NamedTuple):
    """What one account buys: growth in percent a year, the year's shape, average units a month by product."""

    growth: int
    season: tuple[int, ...]
    units: dict[str, int]
    pause: tuple[date, ...] = ()


PLANS = {
    "maruti": Plan(
        14,
        USUAL,
        {
            "brake-pad-set": 700,
            "brake-disc": 380,
            "oil-filter": 2200,
            "air-filter": 1100,
            "shock-absorber": 260,
            "coil-spring": 180,
            "spark-plug-set": 420,
            "alternator": 45,
        },
    ),
    "hyundai": Plan(
        0,
        SPRING,
        {
            "brake-pad-set": 420,
            "brake-caliper": 95,
            "cabin-filter": 900,
            "oil-filter": 1300,
            "control-arm": 160,
            "starter-motor": 70,
            "spark-plug-set": 300,
        },
    ),
    "ford": Plan(
        -15,
        USUAL,
        {
            "brake-disc": 330,
            "brake-caliper": 80,
            "shock-absorber": 210,
            "control-arm": 140,
            "alternator": 50,
            "air-filter": 500,
        },
    ),
    "goody": Plan(
        4,
        USUAL,
        {
            "brake-pad-set": 60,
            "brake-disc": 24,
            "oil-filter": 240,
            "air-filter": 120,
            "cabin-filter": 80,
            "spark-plug-set": 45,
        },
        pause=(date(2026, 5, 1), date(2026, 6, 1)),  # the workshop was being rebuilt
    ),
    "parker": Plan(
        30,
        USUAL,
        {"brake-pad-set": 18, "oil-filter": 70, "shock-absorber": 8, "spark-plug-set": 14, "starter-motor": 2},
    ),
}

# Kind, account, day, product, quantity, discount: goods taken back, and used cores that we buy from the workshops.
EXCEPTIONS = (
    ("credit", "maruti", date(2025, 2, 18), "brake-disc", 40, 3),
    ("credit", "hyundai", date(2025, 6, 12), "cabin-filter", 120, 3),
    ("credit", "ford", date(2025, 11, 5), "alternator", 6, 0),
    ("credit", "ford", date(2026, 4, 22), "brake-caliper", 12, 0),
    ("credit", "maruti", date(2026, 6, 24), "shock-absorber", 25, 3),
    ("credit", "goody", date(2026, 8, 5), "brake-pad-set", 6, 0),
    ("purchase", "goody", date(2025, 3, 20), "alternator", 12, 75),
    ("purchase", "parker", date(2025, 9, 10), "starter-motor", 5, 75),
    ("purchase", "goody", date(2026, 3, 18), "alternator", 15, 75),
    ("purchase", "parker", date(2026, 7, 22), "starter-motor", 6, 75),
)


class Product(NamedTuple):
    """What a line needs of products.csv: the list price, and what the goods cost us in percent of it."""

    code: str
    price: Decimal
    cost_percent: int


class Sale(NamedTuple):
    """One line, without its reference; `cost` is that of the whole line, None where nobody knows it."""

    day: date
    kind: str
    account: str
    product: str
    quantity: int
    amount: Decimal
    cost: Decimal | None = None


class Rhythm(NamedTuple):
    """The contacts with one account, oldest first (kind, with whom, text), spread evenly from first to last day."""

    first: date
    last: date
    notes: tuple[tuple[str, str, str], ...]


RHYTHMS = {
    "kirchoff": Rhythm(
        date(2025, 10, 15),
        date(2026, 7, 14),
        (
            ("meeting", "Nora Feldmarsh", "Portfolio review: Maruti carries the year, Ford needs a plan"),
            (
                "meeting",
                "Nora Feldmarsh;Emil Tarnowick",
                "Targets 2026 agreed, with a stretch on top for the portfolio",
            ),
            ("call", "Emil Tarnowick", "Lead time for brake discs stays at five weeks until the autumn"),
            ("meeting", "Nora Feldmarsh", "Half-year review: on course, Hyundai's autumn is the open question"),
        ),
    ),
    "maruti": Rhythm(
        date(2025, 9, 24),
        date(2026, 9, 15),
        (
            (
                "meeting",
                "Anika Torvalkar;Devraj Pellumal",
                "Volumes for the festive season: plus 15 % on pads and discs",
            ),
            ("call", "Devraj Pellumal", "Two pallets of oil filters short; sent by express at our cost"),
            ("email", "Devraj Pellumal", "Order confirmation for November and December"),
            ("call", "Kiran Bhostani", "Found a slot in Anika's diary for the annual talks"),
            ("meeting", "Anika Torvalkar", "Annual talks: asks for 2 % on brakes against a volume promise"),
            ("email", "Anika Torvalkar", "Offer for 2026: 1.5 % from the third quarter on, quarterly steps"),
            ("call", "Anika Torvalkar", "Accepts the quarterly steps; paper follows"),
            ("visit", "Sunita Marolika;Devraj Pellumal", "Plant tour; new test bench for suspension parts"),
            ("note", "", "A competitor was seen at the gate with coil springs"),
            ("call", "Devraj Pellumal", "Brake disc lead time of five weeks hurts; promised a weekly status"),
            ("email", "Devraj Pellumal", "March call-offs raised by 12 %, confirmed the same day"),
            ("visit", "Anika Torvalkar;Sunita Marolika", "At our trade fair stand; liked the cut-away caliper"),
            ("call", "Sunita Marolika", "Asks for test reports with each batch of shock absorbers"),
            ("email", "Sunita Marolika", "Test reports for April sent, none open"),
            ("call", "Devraj Pellumal", "Wants alternators quoted for a second model"),
            ("call", "Sunita Marolika", "Complaint: oil leak on 25 shock absorbers from one batch"),
            ("visit", "Sunita Marolika", "Batch inspected together: bad seals; credit promised, report by 3 July"),
            ("meeting", "Sunita Marolika;Anika Torvalkar", "Corrective action accepted; quality back to green"),
            ("email", "Kiran Bhostani", "Names for the second training group"),
            ("call", "Devraj Pellumal", "Asks for a stock buffer before the festive season"),
            (
                "meeting",
                "Anika Torvalkar;Devraj Pellumal",
                "Renewal: they want a three-year price formula, we want volumes",
            ),
            ("call", "Devraj Pellumal", "Waits for the 2027 price list; October disc lead time still open"),
        ),
    ),
    "hyundai": Rhythm(
        date(2025, 9, 29),
        date(2026, 9, 8),
        (
            ("call", "Jae Wolbin", "Autumn volumes flat; they work down stock"),
            ("email", "Jae Wolbin", "Price list 2026 for filters sent"),
            ("meeting", "Hana Choryeon;Jae Wolbin", "Spring launch: wants a rebate on pads, calipers and filters"),
            ("call", "Jae Wolbin", "Rebate frame of 24,000 settled for the launch"),
            ("note", "", "Hana decides in rounds: January, April, July, October"),
            ("meeting", "Hana Choryeon", "Launch volumes signed off; deliveries from February"),
            ("call", "Vikash Amburi", "Asks for mixed pallets, eight per truck"),
            ("visit", "Vikash Amburi;Jae Wolbin", "Warehouse: our labels do not scan at gate 2"),
            ("email", "Vikash Amburi", "New label file works; matter closed"),
            ("call", "Jae Wolbin", "Launch sells faster than planned; rebate will run out in May"),
            ("call", "Jae Wolbin", "Two late claims; said yes by phone, must be put in writing"),
            ("meeting", "Renée Ostravel", "Cabin filter refit: sample parts by 19 June, then a workshop day"),
            ("email", "Renée Ostravel", "Samples arrived; fit is good, clip is stiff"),
            ("call", "Hana Choryeon", "Quarter closes flat; wants a better price on starter motors"),
            ("email", "Jae Wolbin", "Starter motor cost sheet requested from our plant"),
            ("call", "Jae Wolbin", "Price talk on starter motors fixed for 17 September, 15:30"),
        ),
    ),
    "ford": Rhythm(
        date(2025, 9, 22),
        date(2026, 9, 2),
        (
            ("call", "Lucinda Quarrow", "Fourth quarter call-offs cut by a tenth"),
            ("email", "Dale Hobstead", "Six alternators returned with worn bearings; credit on its way"),
            ("meeting", "Walter Brindlemoor", "Reorganisation: sourcing moves to a central team"),
            ("call", "Lucinda Quarrow", "No price increase for 2026, or a second source for calipers"),
            ("email", "Lucinda Quarrow", "Prices held for calipers, control arms up by 1 %"),
            ("visit", "Dale Hobstead", "Plant visit with our test engineer; torque data handed over"),
            ("call", "Dale Hobstead", "Complaint: caliper pistons stick after the salt test"),
            ("meeting", "Dale Hobstead;Lucinda Quarrow", "Laboratory agreed for the caliper complaint; twelve go back"),
            ("email", "Dale Hobstead", "Written answer accepted; complaint closed without a charge"),
            ("visit", "Dale Hobstead", "Line 3: new pistons run clean"),
            ("call", "Lucinda Quarrow", "Second source is named all the same; 20 % of calipers go there"),
            ("call", "Walter Brindlemoor", "Wants a recovery plan before the 2027 sourcing round"),
            ("note", "", "Walter did not pick up, twice; recovery plan half written"),
        ),
    ),
    "goody": Rhythm(
        date(2025, 10, 6),
        date(2026, 9, 3),
        (
            ("visit", "Marge Gooderley;Pete Sandlock", "Winter check campaign: leaflet and filter bundle"),
            ("call", "Ines Calrook", "Order rhythm moves to twice a month"),
            ("call", "Pete Sandlock", "Happy with the new pads: no squeal"),
            ("email", "Ines Calrook", "Yearly statement sent; nothing open"),
            ("meeting", "Marge Gooderley", "Rebuild planned for May and June: no orders in those weeks"),
            ("visit", "Pete Sandlock", "Collected the list of used alternators to buy back"),
            ("call", "Marge Gooderley", "Radio spot goes out before the rebuild"),
            ("note", "", "Closed for the rebuild until the end of June"),
            ("call", "Marge Gooderley", "Rebuild on time; wants a brake display for the new hall"),
            (
                "visit",
                "Marge Gooderley;Pete Sandlock;Ines Calrook",
                "New hall seen: two more bays, volume promise for the quarter",
            ),
            ("call", "Ines Calrook", "Six pad sets in damaged boxes; credited"),
            ("call", "Ines Calrook", "Interested in a filter starter kit; offer promised"),
        ),
    ),
    "parker": Rhythm(
        date(2025, 10, 8),
        date(2026, 6, 11),
        (
            ("visit", "Otis Parkerell;Wendy Oakshard", "Hired a second mechanic; wants smaller boxes"),
            ("call", "Wendy Oakshard", "Oil filters now in boxes of ten: good"),
            ("email", "Otis Parkerell", "Early payment discount confirmed for 2026"),
            ("call", "Otis Parkerell", "Starter motors sell well; asks about buying back cores"),
            ("call", "Wendy Oakshard", "Wrong shock absorbers in one box; exchanged in two days"),
            ("visit", "Otis Parkerell", "Loaner tools for the summer; next visit promised for August"),
        ),
    ),
}

MINUTES = {"call": (10, 30), "meeting": (45, 90), "visit": (90, 180), "email": (5, 15)}


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both in."""
    return low + int(rng.random() * (high - low + 1))


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month from `first` (itself a first day) to the month of `last`."""
    while first <= last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def weekdays(month: date) -> list[date]:
    """The days of a month from Monday to Friday."""
    days = (month.replace(day=number + 1) for number in range(monthrange(month.year, month.month)[1]))
    return [day for day in days if day.weekday() < 5]


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def read_products() -> dict[str, Product]:
    """The products by code, from products.csv beside this script."""
    with (HERE / "products.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Product(row["code"], Decimal(row["price"]), COST_PERCENT[row["category"]])
            for row in csv.DictReader(file)
        }


def make_line(rng: Random, account: str, month: date, product: Product) -> Sale:
    """One product's sale to one account in one month, as the account's plan has it, give or take an eighth."""
    plan = PLANS[account]
    elapsed = (month.year - FIRST_MONTH.year) * 12 + month.month - FIRST_MONTH.month
    shape = plan.season[month.month - 1] / 100 * (1 + plan.growth / 100 * elapsed / 12)
    quantity = max(1, round(plan.units[product.code] * shape * (0.88 + 0.24 * rng.random())))
    days = weekdays(month)
    day = days[between(rng, 0, len(days) - 1)]
    list_value = quantity * product.price
    amount = cents(list_value * (100 - between(rng, 0, 6)) / 100)
    cost = cents(list_value * (product.cost_percent + between(rng, -3, 3)) / 100)
    return Sale(day, "sale", account, product.code, quantity, amount, cost if rng.random() < LINES_WITH_COST else None)


def make_sales() -> list[Sale]:
    """Every line up to LAST_DAY, by day."""
    rng = Random(20241001)  # noqa: S311 - sample data, no secret
    products = read_products()
    lines = [
        make_line(rng, account, month, products[code])
        for month in months(FIRST_MONTH, LAST_DAY)
        for account, plan in PLANS.items()
        for code in plan.units
        if month not in plan.pause
    ]
    for kind, account, day, code, quantity, discount in EXCEPTIONS:
        amount = cents(quantity * products[code].price * (100 - discount) / 100)
        lines.append(Sale(day, kind, account, code, quantity, amount))
    return sorted((line for line in lines if line.day <= LAST_DAY), key=lambda line: line[:4])


def sales_rows() -> Iterator[Sequence[object]]:
    """The rows of sales.csv: numbered by kind within each month, as an invoicing program would."""
    numbers: Counter[str] = Counter()
    for line in make_sales():
        series = f"{REF_PREFIX[line.kind]}-{line.day:%y%m}"
        numbers[series] += 1
        ref = f"{series}-{numbers[series]:03}"
        cost = "" if line.cost is None else line.cost
        yield line.account, line.day, line.product, line.amount, "USD", line.quantity, cost, ref, line.kind


def interaction_rows() -> Iterator[Sequence[object]]:
    """The rows of interactions.csv, by day."""
    rng = Random(20250918)  # noqa: S311 - sample data, no secret
    rows = []
    for account, (first, last, notes) in RHYTHMS.items():
        span = (last - first).days
        for number, (kind, people, text) in enumerate(notes):
            inner = 0 < number < len(notes) - 1
            day = first + timedelta(days=span * number // (len(notes) - 1) + (between(rng, -3, 3) if inner else 0))
            day -= timedelta(days=max(0, day.weekday() - 4))  # a weekend's contact was on the Friday
            low, high = MINUTES.get(kind, (0, 0))
            rows.append((day, account, kind, text, people, between(rng, low // 5, high // 5) * 5 or ""))
    for day, account, *rest in sorted(rows, key=lambda row: row[:2]):
        yield account, day, *rest


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write both files into an existing folder."""
    write(folder / "sales.csv", SALES_HEADER, sales_rows())
    write(folder / "interactions.csv", INTERACTIONS_HEADER, interaction_rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
