"""What accounts do not buy although others like them do: states, peers, potentials, the grid, suggestions."""

import shlex
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, period

from amcli.features.analysis.rules.whitespace import Kin, Market
from conftest import Cli

D = Decimal
BOOKED = (  # account, day, amount, product
    ("anna", "2026-02-01", 600, "pad"), ("anna", "2026-03-01", 400, "oil"),
    ("berta", "2026-02-01", 300, "pad"), ("berta", "2026-03-01", 700, "oil"),
    ("carl", "2026-01-31", 200, "pad"), ("carl", "2026-04-01", 600, "oil"), ("carl", "2025-05-05", 50, "lamp"),
    ("dora", "2026-02-02", 1000, "lamp"), ("dora", "2025-12-31", 90, "oil"),
    ("emil", "2026-02-02", 500, "lamp"), ("emil", "2026-02-02", 500, "oil"),
    ("fritz", "2025-02-02", 70, "pad"),
)  # fmt: skip


@pytest.fixture
def shop(cli: Cli) -> Cli:
    """Five accounts of one sort that bought in 2026, and one that bought before."""
    for code in ("anna", "berta", "carl", "dora", "emil", "fritz"):
        cli.ok("account", "add", code, "--category", "garage")
    for code, category in (("pad", "Brakes, all"), ("oil", "Fluids"), ("lamp", "Lights"), ("bolt", "")):
        cli.ok("product", "add", code, "--category", category)
    for account, day, amount, product in BOOKED:
        cli.ok("sale", "add", account, str(amount), "--on", day, "--product", product)
    return cli


def asked(cli: Cli, *words: str) -> Any:
    return cli.json("report", "whitespace", "--period", "2026", *words)


def cells(cli: Cli, *words: str) -> dict[tuple[str, str], Any]:
    return {(row["account"], row["group"]): row for row in asked(cli, *words)["rows"]}


def test_the_first_state_that_holds(shop: Cli) -> None:
    """Not eligible, bought, open, lost, dropped, gap; the peers that buy a group, and what they make of it; who bought
    nothing in the period has no row unless it is asked for; sales without a product or a category are said.
    """
    found = cells(shop)
    assert len(found) == 15
    states = {key: row["state"] for key, row in found.items() if row["state"] != "bought"}
    assert states == {
        ("anna", "Lights"): "gap", ("berta", "Lights"): "gap", ("carl", "Lights"): "dropped",
        ("dora", "Brakes, all"): "gap", ("dora", "Fluids"): "dropped", ("emil", "Brakes, all"): "gap",
    }  # fmt: skip
    dora = found["dora", "Fluids"]  # 40, 70, 75 and 50 % of what the others spend
    assert (dora["peers"], dora["of_peers"], dora["potential"], dora["share"]) == (4, 4, D("600.00"), D("60.0"))
    assert (dora["last_sold"], dora["reason"]) == ("2025-12-31", "4 of 4 of garage buy it, at 60 % of what they spend")
    assert found["anna", "Lights"]["potential"] == D("750.00")  # of dora all, of emil half
    assert found["emil", "Brakes, all"]["potential"] == D("300.00")  # 60, 30 and 25 %
    assert (found["anna", "Fluids"]["upsell"], found["anna", "Fluids"]["potential"]) == (D("300.00"), None)  # 70 - 40 %
    shop.ok("account", "edit", "anna", "--not-for", "lights")
    shop.ok("opportunity", "add", "berta", "Lamps", "100", "--product", "lamp", "--close", "2026-12-01")
    shop.ok("opportunity", "add", "carl", "Lamps", "100", "--product", "lamp", "--close", "2026-12-01",
            "--on", "2026-05-01")  # fmt: skip
    shop.ok("opportunity", "lost", "OP2", "--reason", "price", "--on", "2026-09-01")
    shop.ok("sale", "add", "emil", "9", "--on", "2026-02-02")
    shop.ok("sale", "add", "emil", "8", "--on", "2026-02-02", "--product", "bolt")
    found = cells(shop)
    lights = [found[who, "Lights"] for who in ("anna", "berta", "carl")]
    assert [(row["state"], row["opportunity"]) for row in lights] == [
        ("not eligible", None), ("open", "OP1"), ("lost", None),
    ]  # fmt: skip
    assert found["anna", "Lights"]["potential"] is None
    report = asked(shop)
    white = sum(row["potential"] or 0 for row in report["rows"] if row["state"] in ("gap", "dropped"))
    tried = sum(row["potential"] or 0 for row in report["rows"] if row["state"] in ("open", "lost"))
    assert (report["total"]["potential"], report["tried_potential"]) == (white, tried) and tried
    assert any(f": {white:,.0f} in all; open and lost ones besides: {tried:,.0f}" in note for note in report["notes"])
    grid = shop("report", "whitespace", "--period", "2026", "-f", "table", COLUMNS="120").out.splitlines()
    column = {line.split()[0]: line.split()[-1] for line in grid if line.startswith(("total", "dora"))}
    dora = sum(row["potential"] or 0 for row in report["rows"] if row["account"] == "dora")
    assert column == {"total": f"{white:,.0f}", "dora": f"{dora:,.0f}"}
    one = shop("report", "whitespace", "carl", "--period", "2026", "-f", "table", COLUMNS="120").out
    assert "what is white; lost ones besides" in one
    assert asked(shop)["notes"][-2:] == [
        "sales without a product are in no group: 9",
        "products without a category are in no group: 8 (bolt)",
    ]
    of_one = asked(shop, "anna", "--account", "berta")["notes"]
    assert [note for note in of_one if "in no group" in note] == []
    assert "products without a category are in no group: 8" in asked(shop, "emil")["notes"]
    for day, state in (("2026-06-01", "open"), ("2026-09-10", "lost")):  # and the one of berta was not there yet
        then = cells(shop, "--as-of", day)
        assert [then[who, "Lights"]["state"] for who in ("berta", "carl")] == ["gap", state]
    spring = shop.json("report", "whitespace", "--period", "2026-03..2026-04", "--as-of", "2026-06-01")
    assert (spring["as_of"], spring["known"]) == ("2026-04-30", "2026-06-01")  # type: ignore[index]
    (none,) = {row["state"] for row in cells(shop, "fritz").values()} - {"dropped"}
    assert none == "gap"
    by_product = cells(shop, "--by", "product")
    assert by_product["anna", "lamp"]["state"] == "not eligible"  # its category is


def test_a_group_that_it_is_not_for_is_one_that_there_is(shop: Cli) -> None:
    """In any case; spelled as it stands; a product too; another word is refused with the nearest, and completed."""
    shop.ok("account", "edit", "anna", "--not-for", "brakes, ALL", "--not-for", "OIL")
    assert '"not_for": ["Brakes, all", "oil"]' in shop.ok("account", "show", "anna", "-f", "json")
    done = shop("account", "edit", "anna", "--add-not-for", "Light")
    assert (done.code, "Lights" in done.err, len(done.err.splitlines())) == (3, True, 1)
    shop.ok("account", "edit", "anna", "--remove-not-for", "BRAKES, all")
    shop.ok("product", "edit", "oil", "--code", "grease", "--name", "grease")
    shop.ok("account", "edit", "anna", "--add-not-for", "Lights")  # what is there already stays
    assert '"not_for": ["oil", "Lights"]' in shop.ok("account", "show", "anna", "-f", "json")


def test_people_see_a_grid(shop: Cli) -> None:
    """A sign for each cell, a legend, amounts where all groups fit; no line is wider than the terminal, and what has no
    room is named. Of one account the reasons are seen.
    """
    wide = shop("report", "whitespace", "--period", "2026", "-f", "table", COLUMNS="100").out
    assert "600" in wide and "+750" in wide and "↓+600" in wide and "never bought" in wide
    for room in (40, 60):
        lines = shop("report", "whitespace", "--period", "2026", "-f", "table", COLUMNS=str(room)).lines
        assert max(map(len, lines)) <= room
        assert any("●" in line for line in lines) or room == 60
    one = shop("report", "whitespace", "dora", "--period", "2026", "-f", "table", COLUMNS="120").out
    assert "4 of 4 of garage buy it, at 60 % of what they spend" in one


def test_a_suggestion_is_a_command(shop: Cli) -> None:
    """The largest potentials, each with the command that adds the opportunity, which takes it off the list; and where
    one comes from.
    """
    rows = asked(shop, "--suggest", "--limit", "2")["rows"]
    assert [(row["account"], row["group"], row["potential"]) for row in rows] == [
        ("anna", "Lights", D("750.00")), ("berta", "Lights", D("750.00")),
    ]  # fmt: skip
    program, *command = shlex.split(rows[0]["command"])
    assert (program, "--kind" in command) == ("amcli", False)  # the first reading is right
    shop.ok(*command)
    listed: Any = shop.json("opportunity", "list")
    (added,) = listed
    assert [added[key] for key in ("account", "name", "amount", "kind", "product")] == [
        "anna", "Lights", D("750.00"), "cross-sell", "lamp",
    ]  # fmt: skip
    assert asked(shop, "--suggest", "--limit", "1")["rows"][0]["account"] == "berta"
    peers = asked(shop, "dora", "--explain", "fluids")
    assert [(row["key"], row["share"]) for row in peers["rows"]] == [
        ("carl", D("75.0")), ("berta", D("70.0")), ("emil", D("50.0")), ("anna", D("40.0")),
    ]  # fmt: skip
    assert peers["notes"][-1] == "60.0 % (the median of those that buy it) × 1,000.00 USD = 600.00 USD"
    assert (peers["total"], peers["account"], peers["sales"], peers["sold"]) == (None, "dora", D("1000.00"), 0)
    assert shop("report", "whitespace", "--explain", "fluids").code == 2
    two = shop("report", "whitespace", "--account", "anna", "--account", "dora", "--explain", "fluids")
    assert (two.code, "leave out all but one of anna, dora" in two.err) == (2, True)
    shop.ok("sale", "add", "emil", "1", "--on", "2026-02-02", "--product", "pad")
    shop.ok("sale", "add", "dora", "5", "--kind", "credit", "--on", "2026-02-02", "--product", "oil")
    said = asked(shop, "dora", "--explain", "fluids")["notes"][-1]
    assert said == "59.975 % (the median of those that buy it) × 995.00 USD + 5.00 USD credited = 601.75 USD"


def test_a_suggestion_by_product_and_one_with_a_dash(shop: Cli) -> None:
    """A product of a group that the account buys is an upsell; a name that begins with a dash is no option."""
    shop.ok("product", "add", "grease", "--category", "Fluids")
    shop.ok("product", "edit", "lamp", "--category", "-Lights")
    for account in ("anna", "berta", "dora"):
        shop.ok("sale", "add", account, "50", "--on", "2026-03-01", "--product", "grease")
    for words, kind in ((("carl", "--by", "product"), "upsell"), (("anna",), "cross-sell")):
        row = asked(shop, *words, "--suggest", "--limit", "1")["rows"][0]
        shop.ok(*shlex.split(row["command"])[1:])
        added: Any = shop.json("opportunity", "list", "--sort", "-id")
        assert (added[0]["name"], added[0]["product"], added[0]["kind"]) == (row["group_name"], row["product"], kind)


def test_nothing_to_see_says_why(small: Cli) -> None:
    """Without a category there is no group; by product there is; a period without sales has no row."""
    small.ok("product", "edit", "pad", "--category", "")
    small.ok("rate", "set", "JPY", "USD", "0.01", "--on", "2026-01-01")
    small.ok("config", "set", "currency", "USD")
    assert "product edit PRODUCT --category" in small("report", "whitespace", tty=True).out
    assert small("report", "whitespace", "--suggest", tty=True).code == 0
    assert "no sales in 2031" in small("report", "whitespace", "--period", "2031", "--by", "product", tty=True).out


def test_another_currency_comes_in_at_the_rate_of_the_day() -> None:
    """Also where the rate changes within a month, and where the period begins and ends within one."""
    from amcli.features.analysis.reports.whitespace import whitespace

    book = Portfolio()
    book.account("one")
    book.product("pad", "Brakes")
    book.rate("EUR", "USD", "1.1", "2026-01-01")
    book.rate("EUR", "USD", "1.3", "2026-03-10")
    for day in ("2026-02-14", "2026-02-15", "2026-03-09", "2026-03-10", "2026-04-15", "2026-04-16"):
        book.sale("one", day, "100", "EUR", product="pad")
    found = whitespace(book.reader(), period=period("2026-02-15..2026-04-15"), as_of=None, currency="USD")
    assert found.total is not None
    assert found.total[5] == D("480.00")  # 110 + 110 + 130 + 130


amounts = st.dictionaries(st.integers(0, 2), st.integers(1, 9), max_size=3)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from([1, None]), amounts), max_size=12))
def test_peers_are_counted_without_the_account_itself(
    rows: list[tuple[str | None, int | None, dict[int, int]]],
) -> None:
    """The circle, its buyers and the median of their shares are those of a calculation that goes the long way."""
    kin = {number: Kin(category, tier) for number, (category, tier, _) in enumerate(rows)}
    bought = {number: spent for number, (_, _, spent) in enumerate(rows) if spent}
    totals = {number: sum(spent.values()) for number, spent in bought.items()}
    market = Market([0, 1, 2], kin, totals, cast("Any", bought))

    def circles(number: int) -> Iterator[list[int]]:
        own, others = kin[number], [each for each in totals if each != number]
        yield [each for each in others if own.category and kin[each].category == own.category]
        yield [each for each in others if own.tier and kin[each].tier == own.tier]
        yield others

    for number in kin:
        peers = next((each for each in circles(number) if len(each) >= 3), list(circles(number))[-1])
        for group, standing in enumerate(market.standings(number)):
            shares = [Fraction(bought[each][group], totals[each]) for each in peers if group in bought[each]]
            counts = shares and len(shares) * 100 >= len(peers) * 40
            assert standing[1:] == (len(shares), len(peers), median(shares) if counts else None)
