"""What --map and --ignore take: columns, sums, differences, texts of one's own."""

import pytest

from conftest import Cli, Done, built_once


@pytest.fixture
@built_once
def acme(cli: Cli) -> Cli:
    """One account in euros."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    return cli


def take(cli: Cli, text: str, *options: str, kind: str = "sales") -> Done:
    return cli("import", kind, "-", *options, stdin=text)


def listed(cli: Cli, noun: str, columns: str) -> list[str]:
    return cli.ok(noun, "list", "-f", "csv", "--columns", columns).splitlines()[1:]


@pytest.mark.parametrize(
    ("header", "cells", "option", "cost"),
    [
        ("Sales,Profit", "100.10,30.03", "cost=Sales-Profit", "70.07"),
        ("Sales,Profit", "100.10,30.03", "cost=Sales - Profit", "70.07"),
        ("Labour,Parts,Travel", "1.01,2.02,3.03", "cost=Labour+Parts+Travel", "6.06"),
        ("Sub-Total,Tax", "10.00,1.90", "cost=Sub-Total-Tax", "8.10"),
        ("Sub-Total,Sub,Total,Tax", "10.00,1,2,1.90", "cost=Sub-Total", "10.00"),
        ("A+B,A,B", "7.00,1,2", "cost=A+B", "7.00"),
        ("Minus", "-7.00", "cost=-Minus", "7.00"),
        ("Sales,Profit", '"1.000,10","30,03"', "cost=Sales-Profit", "970.07"),
        ("Big,Small", "10000000000000.01,0.02", "cost=Big-Small", "9999999999999.99"),
        ("Net (EUR),Rebate (EUR)", "5.00,1.00", "cost=Net (EUR)-Rebate (EUR)", "4.00"),
    ],
)
def test_numbers_are_added_and_taken_away(acme: Cli, header: str, cells: str, option: str, cost: str) -> None:
    """Exactly; and a column whose whole name has the sign comes first."""
    done = take(acme, f"account,date,amount,{header}\nacme,2026-01-01,1,{cells}\n", "--map", option)
    assert done.code == 0, done.err
    assert listed(acme, "sale", "cost") == [cost]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("100.10,x", "'x' is not an amount"),
        ("10,30", "is negative: the cost of a sale is zero or more"),
        ("EUR 10,USD 3", "has more than one currency"),
    ],
)
def test_a_sum_that_cannot_be_made_is_a_bad_row(acme: Cli, cells: str, says: str) -> None:
    """A blank cell alone is taken for zero."""
    done = take(acme, f"account,date,amount,S,P\nacme,2026-01-01,1,{cells}\n", "--map", "cost=S-P")
    assert (done.code, says in done.err) == (2, True), done.err
    assert listed(acme, "sale", "cost") == []


def test_columns_of_two_currencies_are_not_added(acme: Cli) -> None:
    """Whatever their cells say."""
    text = "account,date,amount,A (EUR),B (USD)\nacme,2026-01-01,1,1,1\n"
    done = take(acme, text, "--map", "cost=A (EUR)+B (USD)")
    assert (done.code, "'A (EUR)' and 'B (USD)' have two" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ('name=First+" "+Last', "Ann Lee"),
        ("name=First+ +Last", "Ann Lee"),
        ("name=Last+', '+First", "Lee, Ann"),
        ("name=Last+, +First", "Lee, Ann"),
        ('name="Dr. "+First+" "+Last', "Dr. Ann Lee"),
        ('name=First+" "+Middle+" "+Last', "Ann Lee"),
        ("name=First+Last", "Ann-Lee"),
        ('name=Last+" ("+First+")"', "Lee (Ann)"),
    ],
)
def test_texts_stand_between_columns(acme: Cli, option: str, name: str) -> None:
    """In quotes, or without them where the shell took them away; not beside an empty cell."""
    done = take(acme, "Account,First,Middle,Last\nacme,Ann,,Lee\n", "--map", option, kind="contacts")
    assert done.code == 0, done.err
    assert listed(acme, "contact", "name")[0].strip('"') == name


def test_a_text_alone_is_the_same_in_all_rows(acme: Cli) -> None:
    """Also where rows are read by columns."""
    text = "account,date,amount,ref\n" + "".join(f"acme,2026-01-{n:02},{n}.00,R{n}\n" for n in range(1, 20))
    assert take(acme, text, "--map", 'currency="CHF"').code == 0
    assert set(listed(acme, "sale", "currency")) == {"CHF"}


def test_a_profile_keeps_what_map_says(acme: Cli) -> None:
    """Sums and texts too."""
    text = "account,date,amount,S,P,N\nacme,2026-01-01,1,{},30,7\n"
    assert take(acme, text.format(100), "--map", "cost=S-P", "--map", 'ref="R-"+N', "--save-profile", "erp").code == 0
    assert take(acme, text.format(90).replace(",7", ",8"), "--profile", "erp").code == 0
    assert listed(acme, "sale", "cost,ref") == ["60.00,R-8", "70.00,R-7"]


def test_a_column_that_is_ignored_is_not_there(acme: Cli) -> None:
    """No field is taken from it, and no question is asked about it."""
    text = "account,date,Invoice Date,amount,City\nacme,2026-01-01,2026-02-02,1,x\n"
    assert take(acme, text).code == 2
    done = take(acme, text, "--ignore", "Date", "--ignore", "CITY")
    assert done.code == 0, done.err
    assert "ignored the columns date, City" in done.err
    assert listed(acme, "sale", "date") == ["2026-02-02"]


def test_what_is_ignored_has_to_be_there(acme: Cli) -> None:
    """And a column that is mapped is not to be ignored."""
    text = "account,date,amount\nacme,2026-01-01,1\n"
    done = take(acme, text, "--ignore", "amuont")
    assert (done.code, "--ignore: the file has no column 'amuont'" in done.err) == (2, True)
    done = take(acme, text, "--ignore", "amount", "--map", "amount=amount")
    assert (done.code, "has no column 'amount'" in done.err) == (2, True)
