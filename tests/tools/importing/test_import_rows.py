"""What the cells of a row become."""

from functools import cache
from pathlib import Path

import pytest
from import_samples import Portfolio, lines, prepared, table

from amcli.base.errors import BadValue
from amcli.tools.history.services import undo as journal
from amcli.tools.importing.services.import_table import RowsRejected, noun_of

ACCOUNTS = "code,name,currency\nacme,Acme Corp,EUR\nbolt,Bolt,\n"


@pytest.fixture
def file(tmp_path: Path) -> Portfolio:
    """A portfolio with two accounts, a product and three contacts."""
    return Portfolio(tmp_path, _filled())


@cache
def _filled() -> bytes:
    return prepared(
        accounts=ACCOUNTS,
        products="code,name,price\npad,Brake pad,12.50\n",
        contacts="account,name\nacme,Ann Lee\nacme,Bob Moe\nbolt,Ann Lee\n",
    )


def bad(file: Portfolio, kind: str, text: str, *mapping: str, **options: object) -> list[str]:
    """What is said of the bad rows."""
    with pytest.raises(RowsRejected) as error:
        file.take(kind, text, *mapping, **options)
    return [str(row) for row in error.value.rows]


def test_a_sale_has_all_its_fields(file: Portfolio) -> None:
    """Each field goes to its column; money in minor units, the account's currency where none is given."""
    text = lines(
        "account,amount,date,product,quantity,cost,ref,kind,currency",
        'ACME,"1,250.50",2026-03-01,Brake Pad,2.50,EUR 99,R-1,CREDIT,',
    )
    change = file.take("sales", text)
    assert change.message == "Imported 1 sale (0 already there, 0 rejected)"
    assert change.exit_code == 0
    sql = "SELECT account, amount, date, product, quantity, cost, ref, kind, currency FROM sales"
    assert file.rows(sql) == [("acme", "1250.50", "2026-03-01", "pad", "2.5", "99.00", "R-1", "credit", "EUR")]


def test_every_kind_is_taken(file: Portfolio) -> None:
    """One row of each kind, in the plural and in the singular."""
    file.take("sales", "account,amount,date\nacme,1,2026-01-01\n")
    file.take("target", "period,amount\n2026-Q4,5\n")
    file.take("interaction", "account,text,date\nacme,Hello,2026-01-02\n")
    file.take("deadlines", "account,title,due\nacme,Offer,2026-12-01T15:30\n")
    file.take("budgets", "account,name,period,amount\nacme,Fair,2026,100\n")
    file.take("expenses", "account,budget,date,amount\nacme,fair,2026-05-01,7\n")
    file.take("RATES", "from,to,rate,on\nUSD,EUR,0.90,2026-01-01\n")
    assert file.rows('SELECT "start", "end", amount FROM targets') == [("2026-10-01", "2027-01-01", "5.00")]
    assert file.rows("SELECT text, kind FROM interactions") == [("Hello", "call")]
    assert file.rows("SELECT due, kind, priority FROM deadlines") == [("2026-12-01T15:30", "other", "normal")]
    assert file.rows("SELECT budget, amount, currency FROM expenses") == [("Fair", "7.00", "EUR")]
    assert file.rows('SELECT "from", "to", rate, date FROM rates') == [("USD", "EUR", "0.9", "2026-01-01")]
    assert file.cells("PRAGMA foreign_key_check") == []


def test_an_unknown_kind_names_the_nearest(file: Portfolio) -> None:
    """A kind that there is not."""
    with pytest.raises(BadValue, match="'salse' is no kind of record: import one of accounts") as error:
        file.take("salse", "a\n")
    assert "sales" in error.value.candidates


def test_an_import_is_one_operation(file: Portfolio) -> None:
    """It says what it was, and keeps the exact ids that it made; nothing new is no operation."""
    before = len(file.rows("SELECT * FROM operation"))
    text = "account,amount,date\nacme,1,2026-01-01\nacme,2,2026-01-01\nbolt,3,2026-01-01\n"
    file.take("sales", text, source_name="may.csv")
    file.take("sales", text)
    file.take("sales", "account,amount,date\n")
    assert file.rows("SELECT summary, records FROM operations")[before:] == [("imported 3 sales from may.csv", 3)]
    last = "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = (SELECT max(id) FROM operation)"
    assert file.rows(last) == [("sale", 1, 3)]


def test_ids_are_never_given_twice(file: Portfolio) -> None:
    """After an undo the next import gets new ids, and its range is theirs."""
    text = "account,text,date,with\nacme,a,2026-01-01,Ann Lee\nacme,b,2026-01-01,Ann Lee;Bob Moe\n"
    before = file.image()
    file.take("interactions", text)
    journal.undo(file.env)
    assert file.image() == before
    file.take("interactions", text)
    ranges = "SELECT record, first_id, last_id FROM operation_range ORDER BY id DESC LIMIT 2"
    assert file.rows(ranges) == [("interaction_contact", 4, 6), ("interaction", 3, 4)]
    assert file.cells("SELECT id FROM interaction_contact") == [4, 5, 6]


def test_who_took_part_is_told_by_names(file: Portfolio) -> None:
    """Names of contacts of that account, joined by semicolons, in their order, each once."""
    file.take(
        "interactions",
        lines("account,text,date,with", "acme,Hi,2026-01-01,bob moe; Ann Lee;BOB MOE;", "bolt,Ho,2026-01-01,Ann Lee"),
    )
    assert file.rows('SELECT account, "with" FROM interactions') == [("acme", "Bob Moe;Ann Lee"), ("bolt", "Ann Lee")]
    people = "SELECT c.account_id FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id ORDER BY ic.id"
    assert file.cells(people) == [1, 1, 2]


def test_sets_are_joined_by_semicolons_or_commas(file: Portfolio) -> None:
    """Tags as they come, roles in their own order."""
    file.take("accounts", 'name,tags\nNew,"red; green,red"\n')
    file.take("contacts", "account,name,roles\nNew,Cy,user;Decider;user\n")
    assert file.cells("SELECT tags FROM account WHERE name = 'New'") == ["red;green"]
    assert file.cells("SELECT roles FROM contact WHERE name = 'Cy'") == ["user;decider"]


def test_empty_cells_are_not_given(file: Portfolio) -> None:
    """Empty or blank: the default where there is one, else nothing."""
    file.take("sales", "account,amount,date,kind,cost,ref,product\nacme,1,2026-01-01, ,,  ,\n")
    assert file.rows("SELECT kind, cost_minor, ref, product_id FROM sale") == [("sale", None, None, None)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sales", "account,amount,date\nacme,1,\n"),
        ("interactions", "account,text,date\nacme,Hi, \n"),
        ("expenses", "budget,amount,date\nFair,1,\n"),
        ("rates", "from,to,rate,date\nUSD,EUR,1,\n"),
    ],
)
def test_an_empty_day_is_never_today(file: Portfolio, kind: str, text: str) -> None:
    """A row whose day is missing is a bad row."""
    (said,) = bad(file, kind, text)
    assert said.startswith("line 2, date '")
    assert "is empty, and every" in said


def test_a_date_may_be_any_that_can_be_typed(file: Portfolio) -> None:
    """`yesterday` is one; words that are none are not."""
    file.take("sales", "account,amount,date\nacme,1,yesterday\n")
    assert file.cells("SELECT date FROM sale") == ["2026-06-30"]
    assert "'someday': is not a date" in bad(file, "sales", "account,amount,date\nacme,1,someday\n")[0]


def test_all_bad_rows_are_named_in_one_run_and_nothing_goes_in(file: Portfolio) -> None:
    """Line, column as the file calls it, value and reason of each; the message tells how many and the first."""
    text = (
        "Kunde;Netto;date;product\nacme;12x;2026-01-01;\nacme;--5;2026-01-01;\nacme;1;2026-01-01;\n"
        'nobody;1;2026-01-01;"pad\n"\nacme;1;2026-13-01;\nacme;1.005;2026-01-01;\nacme;1;2026-01-01\n'
        "acme;1 USDX;2026-01-01;\nacme;1 ABC;2026-01-01;\nacme;1;2026-01-01;nope\n;1;2026-01-01;\n"
    )
    before = file.image()
    with pytest.raises(RowsRejected) as error:
        file.take("sales", text, "account=Kunde", "amount=Netto")
    assert [(row.line, row.column, row.value) for row in error.value.rows] == [
        (2, "Netto", "12x"), (3, "Netto", "--5"), (5, "Kunde", "nobody"), (7, "date", "2026-13-01"),
        (8, "Netto", "1.005"), (9, "", ""), (10, "Netto", "1 USDX"), (11, "Netto", "1 ABC"), (12, "product", "nope"),
        (13, "Kunde", ""),
    ]  # fmt: skip
    assert error.value.exit == 2
    assert error.value.total == 10
    assert error.value.message == (
        "10 rows are bad, so nothing was imported (--rejects FILE would take the others): line 2, Netto '12x': "
        "is not an amount: use 125000, 125000.50, 125,000.50, EUR 99 or 99EUR"
    )
    assert str(error.value.rows[2]) == "line 5, Kunde 'nobody': there is no account 'nobody'"
    assert str(error.value.rows[5]) == "line 9: has 3 cells, and the header has 4 cells"
    assert file.image() == before


def test_a_hundred_bad_rows_are_named(file: Portfolio) -> None:
    """And all are counted."""
    text = "account,amount,date\n" + "acme,x,2026-01-01\n" * 250
    with pytest.raises(RowsRejected, match="250 rows are bad") as error:
        file.take("sales", text)
    assert [row.line for row in error.value.rows] == list(range(2, 102))
    assert error.value.total == 250


def test_the_nearest_thing_is_named(file: Portfolio) -> None:
    """For a record, a choice, and a name that several have."""
    file.take("accounts", "code,name\nx1x,Twin\nx2x,Twin\n")
    text = "account,amount,date,kind\nacmee,1,2026-01-01,\nacme,1,2026-01-01,sell\nTwin,1,2026-01-01,\n"
    assert bad(file, "sales", text) == [
        "line 2, account 'acmee': there is no account 'acmee'; nearest: acme",
        "line 3, kind 'sell': is no kind: use one of sale, purchase, credit; nearest: sale",
        "line 4, account 'Twin': is more than one account: type its code; it could be: x1x (Twin), x2x (Twin)",
    ]


def test_a_file_is_not_guessed_at(file: Portfolio) -> None:
    """The beginning of a code or a word of a name, which a person may type, names nothing in a file; nor does an id."""
    for text in ("ac", "A1"):
        with pytest.raises(RowsRejected) as error:
            file.take("sales", f"account,amount,date\n{text},1,2026-01-01\n")
        assert f"there is no account '{text}'" in str(error.value)


def test_other_accents_are_said(file: Portfolio) -> None:
    """One record whose name differs in accents alone is meant, and the note says so."""
    change = file.take("sales", "account,amount,date\nBölt,1,2026-01-01\n")
    assert change.notes == ("took 'Bölt' for the account 'Bolt', the only one that differs in accents alone",)


def test_columns_that_nobody_wants_are_said(file: Portfolio) -> None:
    """Ten by name."""
    header = ",".join(f"c{n}" for n in range(12))
    assert file.take("accounts", f"name,Fax,{header}\n").notes == (
        "ignored the columns Fax, c0, c1, c2, c3, c4, c5, c6, c7, c8 and 3 more",
    )
    assert file.take("accounts", "name,Fax\n").notes == ("ignored the column Fax",)


def test_control_characters_are_taken_out_with_a_note(file: Portfolio) -> None:
    """Of the rows that go in, each once."""
    text = table(["account", "text", "date"], ["acme", "a\0b\x1b[1m", "2026-01-01"], ["acme", "\u202ex", "2026-01-02"])
    assert file.take("interactions", text).notes == ("took 3 control characters out of the text",)
    assert file.cells("SELECT text FROM interaction") == ["ab[1m", "x"]
    assert file.take("interactions", text).notes == ()


def test_a_text_of_control_characters_alone_is_empty(file: Portfolio) -> None:
    """A needed text is then missing, another is nothing."""
    assert "is empty, and every account needs its name" in bad(file, "accounts", "name\n\x07\n")[0]
    file.take("accounts", "name,note\nNew,\x07\n")
    assert file.cells("SELECT note FROM account WHERE name = 'New'") == [None]


def test_too_many_decimals_are_rounded_when_asked(file: Portfolio) -> None:
    """Half even, with how many and by how much in all, exactly; rows that do not go in do not count."""
    text = (
        "account,amount,date,cost,currency,ref\nacme,0.125,2026-01-01,0.005,,1\nacme,0.375,2026-01-01,1,,2\n"
        "acme,0.5,2026-01-01,,JPY,3\nacme,2.000,2026-01-01,,,4\n"
    )
    assert bad(file, "sales", text)[0].startswith("line 2, amount '0.125': has too many decimals: EUR takes")
    change = file.take("sales", text, rounding=True)
    assert change.notes == (
        "rounded 2 amounts in EUR, by 0 in all",
        "rounded 1 amount of cost in EUR, by -0.005 in all",
        "rounded 1 amount in JPY, by -0.5 in all",
    )
    assert file.cells("SELECT amount FROM sales ORDER BY record_id") == ["0.12", "0.38", "0", "2.00"]
    assert file.cells("SELECT cost FROM sales ORDER BY record_id") == ["0.00", "1.00", None, None]
    assert file.take("sales", text, rounding=True).notes == ()


def test_a_row_has_one_currency(file: Portfolio) -> None:
    """Two in one row are refused, as is an amount that no file can hold."""
    said = bad(
        file,
        "sales",
        "account,amount,cost,date\nacme,USD 1,EUR 1,2026-01-01\nacme,999999999999999 CLF,,2026-01-01\n",
    )
    assert said[0] == "line 2, amount 'USD 1': one sale has one currency, not EUR and USD"
    assert "is too large for an amount in CLF" in said[1]


def test_a_rate_is_between_two_currencies(file: Portfolio) -> None:
    """The rule of `rate set` holds."""
    (said,) = bad(file, "rates", "from,to,rate,date\nUSD,usd,1,2026-01-01\n")
    assert said == "line 2, to 'usd': a rate is between two currencies, not USD and itself"


def test_an_expense_finds_its_budget(file: Portfolio) -> None:
    """By account, name and day; without an account by a name that one budget has; never by an id of ours."""
    budgets = "account,name,period,amount\nacme,Fair,2025,1\nacme,Fair,2026,1\nbolt,Fair,2026,1\nbolt,Tools,2026,1\n"
    file.take("budgets", budgets)
    text = lines(
        "account,budget,date,amount",
        "acme,FAIR,2025-05-01,1",
        "acme,Fair,2026-05-01,2",
        "bolt,Fair,2026-05-01,3",
        ",Tools,2026-05-01,4",
    )
    file.take("expenses", text)
    assert file.rows("SELECT budget_id, amount_minor FROM expense") == [(1, 100), (2, 200), (3, 300), (4, 400)]
    file.take("budgets", "account,name,period,amount\nbolt,Tools,2026-Q2,1\n")
    wrong = lines(
        "account,budget,date,amount",
        "acme,Fair,2027-01-01,1",
        "bolt,Tools,2026-05-01,1",
        "acme,Tools,2026-05-01,1",
        "acme,B4,2026-05-01,1",
        ",Fair,2026-05-01,1",
        "bolt,Fair,2026-05-01,USD 1",
        "acme,Fair,2026-05-01,USD 1",
    )
    said = bad(file, "expenses", wrong)
    assert [line.split(",")[0] for line in said] == ["line 2", "line 3", "line 4", "line 5", "line 6", "line 8"]
    assert "no budget 'Fair' of acme holds 2027-01-01" in said[0]
    assert "bolt has 2 budgets 'Tools' that hold 2026-05-01" in said[1]
    assert said[5] == "line 8, amount 'USD 1': one expense has one currency, not EUR and USD"


def test_the_first_account_without_a_currency_says_which_is_taken(file: Portfolio, tmp_path: object) -> None:
    """As the first `account add` does; not when each has one, and not later."""
    note = "amounts without a currency are in USD: `amcli config set currency EUR` changes that"
    (file.folder / "new").mkdir()
    new = Portfolio(file.folder / "new")
    assert new.take("accounts", "name,currency\nA,EUR\n", dry_run=True).notes == ()
    assert new.take("accounts", ACCOUNTS, dry_run=True).notes == (note,)
    assert note in new.take("sales", "account,amount,date\nX,1,2026-01-01\n", create_missing=True).notes
    assert new.take("accounts", ACCOUNTS).notes == ()


def test_a_dry_run_is_the_real_run_rolled_back(file: Portfolio) -> None:
    """The same words and counts, the same errors, and nothing in the file."""
    before = file.image()
    change = file.take("accounts", "name\nNew\nNewer\n", dry_run=True)
    assert change.message == "Would have imported 2 accounts (0 already there, 0 rejected)"
    assert bad(file, "accounts", "name,tier\nNew,7\n", dry_run=True)
    assert file.image() == before
    assert file.take("accounts", "name\nNew\nNewer\n").message == "Imported 2 accounts (0 already there, 0 rejected)"


def test_an_interrupt_leaves_nothing_behind(file: Portfolio) -> None:
    """Ctrl-C in the middle of a file rolls all of it back, and takes the draft of the rejects away."""

    def interrupt(rows: int) -> None:
        assert 0 < rows < 40_000
        raise KeyboardInterrupt

    before = file.image()
    text = "account,amount,date\n" + "acme,1,2026-01-01\n" * 40_000
    with pytest.raises(KeyboardInterrupt):
        file.take("sales", text, progress=interrupt, rejects=file.folder / "bad.csv")
    assert file.image() == before
    assert not list(file.folder.glob("*bad*"))


def test_progress_counts_the_rows_so_far(file: Portfolio) -> None:
    """After some thousand, and at the end."""
    seen: list[int] = []
    file.take("sales", "account,amount,date\n" + "acme,1,2026-01-01\n" * 40_000, progress=seen.append)
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 40_000
    assert file.cells("SELECT count(*) FROM sale") == [40_000]


def test_the_file_is_not_made_for_a_header_that_is_refused(file: Portfolio) -> None:
    """What can be said before the database is touched is said before."""
    file.path.unlink()
    with pytest.raises(BadValue):
        file.take("accounts", "code\nx\n")
    assert not file.path.exists()


def test_unknown_text_in_a_summary_is_on_one_line(file: Portfolio) -> None:
    """A file may be called anything."""
    file.take("accounts", "name\nNew\n", source_name="a\nb\x1b.csv")
    assert file.cells("SELECT summary FROM operation")[-1] == "imported 1 account from a ⏎ b.csv"


def test_kinds_are_found_in_any_case() -> None:
    """Singular and plural."""
    assert noun_of("Sales").name == noun_of(" sale ").name == "sale"
