"""Files of other systems whose numbers, types, states and lengths mean what that system means by them, by value."""

from pathlib import Path

import pytest

from conftest import Cli, Done, built_once
from older_documents import of_format

FILES = Path(__file__).parent / "foreign"


@pytest.fixture
@built_once
def blue(cli: Cli) -> Cli:
    """An account in euros."""
    cli.ok("account", "add", "Blue Ltd", "--code", "blue", "--currency", "EUR")
    return cli


def actual(cli: Cli) -> str:
    """What the sales report has for the account."""
    lines = cli.ok("report", "sales", "-f", "csv", "--columns", "actual").splitlines()
    return lines[1] if len(lines) > 1 else ""


def refused(cli: Cli, *words: str, stdin: str = "") -> str:
    """The question of a command that stops: exit 2, and nothing was written."""
    before = cli.dump()
    done: Done = cli(*words, stdin=stdin)
    assert done.code == 2, done
    assert cli.dump() == before
    return done.err


def test_lakhs_and_crores(cli: Cli) -> None:
    """Groups of two above the last three can be read in one way alone: in a file and where they are typed."""
    cli.ok("config", "set", "currency", "INR")
    cli.ok("account", "add", "Maruti")
    cli.ok("import", "sales", str(FILES / "lakhs-and-crores" / "sales.csv"))
    assert actual(cli) == "1434566.00"
    assert "1234567.00" in cli.ok("target", "set", "2026", "12,34,567", "--account", "maruti")


def test_lakhs_where_a_comma_is_the_decimal_sign(blue: Cli) -> None:
    """There they are none, and say so."""
    text = 'account;date;amount\nblue;2026-09-01;"1.234,50"\nblue;2026-09-02;"12,34,567"\n'
    said = refused(blue, "import", "sales", "-", stdin=text)
    assert "'12,34,567': is no number with a decimal comma (as in line 2)" in said


@pytest.mark.parametrize("name", ["type", "belegart", "sage", "datev"])
def test_a_column_of_types_makes_credits(blue: Cli, name: str) -> None:
    """1,000 invoiced and 300 given back, with positive amounts, are 700; and it is said how the words were read."""
    options = ["--map", "amount=Umsatz (ohne Soll/Haben-Kz)"] if name == "datev" else []
    done = blue("import", "sales", str(FILES / "credit-notes-with-a-type" / f"{name}.csv"), *options)
    assert done.code == 0
    assert actual(blue) == "700.00"
    assert "  decided   read the column " in done.err
    assert " is credit" in done.err


def sales(*rows: str, header: str = "Customer,Date,Amount,Type") -> str:
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("column", "sale", "credit"),
    [("Type", "Invoice", "Credit Memo"), ("Transaction Type", "Sales Receipt", "Refund"),
     ("Type", "ACCREC", "ACCRECCREDIT"), ("Belegart", "Ausgangsrechnung", "Stornorechnung"),
     ("Rechnungsart", "Rechnung", "Rechnungskorrektur"),
     ("Soll/Haben", "Soll", "Haben"), ("S/H", "S", "H"), ("Debit/Credit", "Debit", "Credit"), ("DR/CR", "Dr", "Cr"),
     ("Type de document", "Facture", "Avoir"), ("Tipo de documento", "Factura", "Nota de Crédito"),
     ("Tipo documento", "Fattura", "Nota di credito"), ("Tipo documento", "TD01", "TD04"),
     ("Soort", "Factuur", "Creditnota"), ("Invoice Type Code", "380", "381"),
     ("Typ", "Faktura", "Kreditnota"),
     ("move_type", "out_invoice", "out_refund")],
)  # fmt: skip
def test_types_of_many_systems(blue: Cli, column: str, sale: str, credit: str) -> None:
    """Whether the amount of a credit has a minus of its own or not, it is taken off once."""
    header = f"Customer,Date,Amount,{column}"
    rows = f"blue,2026-09-01,1000.00,{sale}", f"blue,2026-09-05,300.00,{credit}", f"blue,2026-09-06,-50.00,{credit}"
    blue.ok("import", "sales", "-", stdin=sales(*rows, header=header))
    assert actual(blue) == "650.00"


def test_what_is_no_invoice_is_left_out(blue: Cli) -> None:
    """Quotes and delivery notes beside invoices; purchases are no sales, nor is what comes back of them."""
    rows = [
        f"blue,2026-09-0{n},{n}00,{word}"
        for n, word in enumerate(["SI", "PI", "PC", "Estimate", "Proforma", "Lieferschein"], 1)
    ]
    done = blue("import", "sales", "-", "--dry-run", stdin=sales(*rows))
    assert "Type 'Estimate': is no sale" in done.err
    out = blue.ok("import", "sales", "-", stdin=sales(*rows))
    assert out == "Imported 2 sales (0 already there, 4 left out, 0 rejected)\n"
    assert actual(blue) == "100.00"


@pytest.mark.parametrize("options", [(), ("--rejects", "bad.csv")])
def test_a_type_that_nobody_knows_is_asked(blue: Cli, options: tuple[str, ...]) -> None:
    """Once for all rows, with the lines; an answer for each word, also that the row is none, gets it in."""
    rows = ["blue,2026-09-01,1000,Payment", "blue,2026-09-02,300,Foo Bar", "blue,2026-09-03,50,Payment"]
    said = refused(blue, "import", "sales", "-", *options, stdin=sales(*rows))
    assert said.count("--word") == 1
    assert "the column Type has 'Payment' (line 2), 'Foo Bar' (line 3) in 3 rows, which is no kind of sales" in said
    assert "type --word kind:Payment=sale for each, or with =purchase, =credit or =skip" in said
    answers = "--word", "kind:Payment=skip", "--word", "kind:foo bar=sale"
    assert "2 left out" in blue.ok("import", "sales", "-", *answers, stdin=sales(*rows))
    assert actual(blue) == "300.00"


def test_an_empty_type_is_asked(blue: Cli) -> None:
    """Where only the credits are marked, the others are sales when the user says so."""
    rows = ["blue,2026-09-01,1000,", "blue,2026-09-02,300,CM"]
    said = refused(blue, "import", "sales", "-", stdin=sales(*rows))
    assert "the column Type has '' (line 2)" in said
    assert "--word kind:=sale" in said
    blue.ok("import", "sales", "-", "--word", "kind:=sale", stdin=sales(*rows))
    assert actual(blue) == "700.00"


@pytest.mark.parametrize(
    ("options", "says"),
    [(("--word", "kind"), "is not FIELD:THEIRS=OURS"), (("--word", "kind:a=gift"), "'gift' is no word of ours"),
     (("--word", "colour:a=b"), "is no field with words of its own: sales have kind, stage, status"),
     (("--word", "status:a=keep"), "is for a file with such a column"),
     (("--keep-status", "Draft"), "name it with --status COLUMN"), (("--status", "Nowhere"), "no column 'Nowhere'")],
)  # fmt: skip
def test_options_that_do_not_fit_the_file(blue: Cli, options: tuple[str, ...], says: str) -> None:
    """Are errors, and none is ignored."""
    assert says in refused(blue, "import", "sales", "-", *options, stdin=sales("blue,2026-09-01,1,Invoice"))


@pytest.mark.parametrize("name", ["status", "state"])
def test_void_and_draft_invoices(blue: Cli, name: str) -> None:
    """What was cancelled or never sent is left out, and counted with its state."""
    path = str(FILES / "void-and-draft-invoices" / f"{name}.csv")
    said = blue("import", "sales", path, "--dry-run").err
    assert "Status 'Voided': does not count; --keep-status 'Voided' takes it in (1)" in said or name == "state"
    assert "left out, 0 rejected" in blue.ok("import", "sales", path)
    assert actual(blue) == "1000.00"


@pytest.mark.parametrize(
    ("column", "word", "counts"),
    [("Status", "Overdue", True), ("Status", "PARTIALLY_PAID", True), ("Payment Status", "unpaid", True),
     ("Rechnungsstatus", "Teilweise bezahlt", True), ("Statut", "Payée", True), ("Estado", "Pendiente de pago", True),
     ("Belegstatus", "Storniert", False), ("Status", "Entwurf", False), ("Statut", "Annulée", False),
     ("Estado", "Borrador", False), ("Stato", "Bozza", False), ("Status", "Concept", False),
     ("Financial Status", "voided", False), ("Status", "Pro-forma", False), ("Status", "Deleted", False),
     ("Voided", "yes", False), ("Voided", "No", True), ("Cancelled at", "2026-09-03T10:00:00", False),
     ("Cancelled at", "", True), ("Is Draft", "true", False), ("Storniert", "x", False), ("Storniert", "0", True)],
)  # fmt: skip
def test_states_of_many_systems(blue: Cli, column: str, word: str, counts: bool) -> None:
    """Words for what counts and what does not, and columns that say yes or when."""
    text = sales("blue,2026-09-01,1000.00,", f"blue,2026-09-02,5.00,{word}", header=f"Customer,Date,Amount,{column}")
    blue.ok("import", "sales", "-", stdin=text)
    assert actual(blue) == ("1005.00" if counts else "1000.00")


def test_a_state_that_nobody_knows_is_asked(blue: Cli) -> None:
    """With one of them named, the others are left out; what is known stays."""
    header = "Customer,Date,Amount,Status"
    text = sales(
        "blue,2026-09-01,1000,Paid", "blue,2026-09-02,200,On the way", "blue,2026-09-03,30,Refunded",
        "blue,2026-09-04,4,Draft", header=header,
    )  # fmt: skip
    said = refused(blue, "import", "sales", "-", stdin=text)
    assert "the column Status has 'On the way' (line 3), 'Refunded' (line 4)" in said
    assert "type --keep-status 'On the way' for each that counts (others are then left out), or --ignore Status" in said
    blue.ok("import", "sales", "-", "--keep-status", "on the WAY", stdin=text)
    assert actual(blue) == "1200.00"
    blue.ok("undo")
    blue.ok("import", "sales", "-", "--keep-status", "on the way", "--keep-status", "draft", stdin=text)
    assert actual(blue) == "1204.00"
    blue.ok("undo")
    blue.ok("import", "sales", "-", "--word", "status:On the way=skip", "--word", "status:refunded=keep", stdin=text)
    assert actual(blue) == "1030.00"


def test_a_state_in_a_column_of_another_name(blue: Cli) -> None:
    """--status names it; a stage of a deal in a column of states is asked about."""
    text = sales("blue,2026-09-01,1000,Paid", "blue,2026-09-02,200,Void", header="Customer,Date,Amount,Ampel")
    blue.ok("import", "sales", "-", "--status", "Ampel", stdin=text)
    assert actual(blue) == "1000.00"
    said = refused(blue, "import", "sales", "-", stdin=text.replace("Ampel", "Status").replace("Void", "Won"))
    assert "--map stage=Status" in said


def test_a_million_rows_with_a_type_take_the_fast_way(blue: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Types and states that are known need no reading row by row."""
    from amcli.tools.importing.services.rows.row_reader import RowReader

    monkeypatch.setattr(RowReader, "__call__", lambda self, cells: pytest.fail("row by row"))
    rows = [f"blue,2026-09-0{n % 9 + 1},{n}.50,{('Invoice', 'Credit Note')[n % 2]},Paid,R{n}" for n in range(2, 900)]
    blue.ok("import", "sales", "-", stdin=sales(*rows, header="Customer,Date,Amount,Type,Status,ref"))
    assert actual(blue) == f"{sum((-1) ** n * (n + 0.5) for n in range(2, 900)):.2f}"


def test_priorities_of_a_scale_that_nobody_named(cli: Cli) -> None:
    """1 is the highest to most and the middle one to Dynamics: it is asked, and the answer counts."""
    cli.ok("account", "add", "Acme")
    path = str(FILES / "priority-one" / "tasks.csv")
    said = refused(cli, "import", "deadlines", path)
    assert "the column priority has '1' (line 2), '2' (line 3), a number of a scale that the file does not name" in said
    assert "type --word priority:1=high for each, or with =normal, =low" in said
    cli.ok("import", "deadlines", path, "--word", "priority:1=high", "--word", "priority:2=normal")
    listed = cli.ok("deadline", "list", "-f", "csv", "--columns", "title,priority").splitlines()[1:]
    assert listed == ["P1 the house is on fire,high", "P2 important,normal"]


@pytest.mark.parametrize(
    ("header", "number", "wanted"),
    [("(Do Not Modify) Task", "2", "high"), ("(Do Not Modify) Task", "1", "normal"),
     ("_regardingobjectid_value", "0", "low"),
     ("DATE_LANG", "1", "high"), ("DATE_LANG", "4", "low"), ("DTSTART", "1", "high"), ("DTSTART", "9", "low"),
     ("DTSTART", "0", "normal")],
)  # fmt: skip
def test_priorities_on_the_scale_of_the_files_own_system(cli: Cli, header: str, number: str, wanted: str) -> None:
    """Its columns tell whose it is."""
    cli.ok("account", "add", "Acme")
    text = f"account,title,due,priority,{header}\nacme,T,2026-12-01,{number},x\n"
    cli.ok("import", "deadlines", "-", stdin=text)
    assert cli.ok("deadline", "list", "-f", "csv", "--columns", "priority").splitlines()[1:] == [wanted]


@pytest.mark.parametrize(
    ("header", "number", "asks"),
    [("Status", "1", True), ("Status", "2", True), ("Closed", "1", False), ("Activity - Done", "0", False)],
)
def test_numbers_for_what_became_of_a_task(cli: Cli, header: str, number: str, asks: bool) -> None:
    """Are a yes or a no where the column is one; else they are asked about."""
    cli.ok("account", "add", "Acme")
    text = f"account,title,due,{header}\nacme,T,2026-12-01,{number}\n"
    if asks:
        assert "--word status:" in refused(cli, "import", "deadlines", "-", stdin=text)
        cli.ok("import", "deadlines", "-", "--word", f"status:{number}=done", stdin=text)
    else:
        cli.ok("import", "deadlines", "-", stdin=text)


@pytest.fixture
@built_once
def fair(cli: Cli) -> Cli:
    """An account with a budget of 1,000, of which 400 were spent."""
    cli.ok("account", "add", "Acme")
    cli.ok("budget", "add", "acme", "Fair", "--period", "2026-Q3", "--amount", "1000")
    cli.ok("budget", "spend", "acme", "Fair", "400", "--on", "2026-09-01", "--memo", "Stand")
    return cli


def spent_and_left(cli: Cli) -> str:
    return cli.ok("report", "budget", "-f", "csv", "--columns", "spent,left").splitlines()[1]


def test_money_back_on_a_budget(fair: Cli) -> None:
    """A negative expense of a file is a refund: it lowers what was spent, and that is said; once is enough."""
    path = str(FILES / "money-back-on-a-budget" / "refund.csv")
    done = fair("import", "expenses", path)
    assert done.code == 0
    assert "took 1 negative amount for a refund" in done.err
    assert spent_and_left(fair) == "300.00,700.00"
    assert "(1 already there" in fair.ok("import", "expenses", path)
    assert "X2,2026-09-10,100.00,refund" in fair.ok("expense", "list", "-f", "csv", "--columns", "id,date,amount,kind")
    fair.ok("undo")
    assert spent_and_left(fair) == "400.00,600.00"


def test_a_refund_is_typed(fair: Cli) -> None:
    """What refuses a negative amount names an option that the command has, for each command its own."""
    words = "budget", "spend", "acme", "Fair", "--on", "2026-09-10"
    assert "money given back is --kind refund" in refused(fair, *words, "--", "-100")
    assert "money given back is --kind refund" in refused(fair, *words, "-100")
    assert "money given back is --kind refund" in refused(fair, "expense", "edit", "X1", "--amount", "-100")
    assert "money given back is --kind credit" in refused(fair, "sale", "add", "acme", "-100")
    assert "given back" not in refused(fair, "target", "set", "2026", "--", "-100")
    assert "type one of them" in refused(fair, *words, "100", "--refund", "--kind", "spend")
    assert fair.ok(*words, "100", "--refund") == "Refunded expense X2 (100.00 USD Fair)\n"
    fair.ok(*words, "50", "--kind", "refund")
    assert spent_and_left(fair) == "250.00,750.00"
    fair.ok("expense", "edit", "X3", "--kind", "spend")
    assert spent_and_left(fair) == "350.00,650.00"
    lines = fair.ok("report", "budget", "--explain", "acme", "-f", "csv").splitlines()
    assert any("-100.00" in line for line in lines)


def test_a_column_of_types_makes_refunds(fair: Cli) -> None:
    """Of expenses too, and what is void is left out; a word that nobody knows is asked about."""
    text = (
        "account,budget,date,amount,Type,Status\nacme,Fair,2026-09-02,50,Bill,Paid\n"
        "acme,Fair,2026-09-03,20,Vendor Credit,Paid\nacme,Fair,2026-09-04,700,Bill,Void\n"
    )
    assert "1 left out" in fair.ok("import", "expenses", "-", stdin=text)
    assert spent_and_left(fair) == "430.00,570.00"
    said = refused(fair, "import", "expenses", "-", stdin=text.replace("Bill", "Journal"))
    assert "--word kind:Journal=spend for each, or with =refund or =skip" in said


def test_a_document_of_before_refunds_comes_in(fair: Cli, tmp_path: Path) -> None:
    """Its expenses were all spent; the document of today has their kind, and comes back the same."""
    import json

    assert [row["kind"] for row in json.loads(fair.ok("export", "all"))["expenses"]] == ["spend"]
    document = of_format(fair.ok("export", "all"), 1)
    other = Cli(tmp_path / "other")
    other.folder.mkdir()
    other.ok("import", "all", "-", stdin=json.dumps(document))
    assert other.ok("export", "all") == fair.ok("export", "all")
    document = of_format(fair.ok("export", "all"), 2)
    del document["expenses"][0]["kind"]
    third = Cli(tmp_path / "third")
    third.folder.mkdir()
    assert "kind is missing" in third("import", "all", "-", stdin=json.dumps(document)).err


@pytest.fixture
@built_once
def acme(cli: Cli) -> Cli:
    cli.ok("account", "add", "Acme")
    return cli


def minutes_of(cli: Cli) -> list[str]:
    return cli.ok("interaction", "list", "-f", "csv", "--columns", "minutes").splitlines()[1:]


def test_minutes_and_seconds(acme: Cli) -> None:
    """05:30 may be minutes or hours and 325 seconds: one question for both, and its answer."""
    path = str(FILES / "minutes-and-seconds" / "calls.csv")
    said = refused(acme, "import", "interactions", path)
    assert "the column Duration has '05:30' (line 2), '325' (line 3), a length of time, and nothing says" in said
    assert "type --minutes mm:ss, hh:mm, minutes, seconds or hours" in said
    assert "--minutes 'weeks' is not accepted" in refused(acme, "import", "interactions", path, "--minutes", "weeks")
    acme.ok("import", "interactions", path, "--minutes", "mm:ss")
    assert minutes_of(acme) == ["5", "6"]


@pytest.mark.parametrize(
    ("header", "cell", "wanted"),
    [("minutes", "325", "325"), ("Duration (seconds)", "325", "5"), ("Duration (mm:ss)", "05:30", "6"),
     ("Duration", "1:02:03", "62"), ("Dauer (hh:mm)", "05:30", "330"), ("Duration", "45 min", "45")],
)  # fmt: skip
def test_lengths_that_say_what_they_are(acme: Cli, header: str, cell: str, wanted: str) -> None:
    """By the name of their column, or in themselves."""
    acme.ok("import", "interactions", "-", stdin=f"account,date,text,{header}\nacme,2026-09-01,T,{cell}\n")
    assert minutes_of(acme) == [wanted]


def test_an_instant_falls_on_the_day_of_the_configured_zone(blue: Cli) -> None:
    """As in a calendar; a clock without an offset stays as it is written, and it is said once, with the line."""
    blue.ok("config", "set", "zone", "Europe/Berlin")
    text = "account,date,amount\nblue,2026-09-29T10:00:00,1\nblue,2026-09-30T22:00:00Z,2\nblue,2026-09-30T22:00:00,4\n"
    done = blue("import", "sales", "-", stdin=text)
    assert done.code == 0
    assert "read instants with an offset in the zone Europe/Berlin, as in line 3: '2026-09-30T22:00:00Z'" in done.err
    rows = blue.ok("sale", "list", "-f", "csv", "--columns", "amount,date", "--sort", "amount").splitlines()[1:]
    assert rows == ["1.00,2026-09-29", "2.00,2026-10-01", "4.00,2026-09-30"]


def test_an_instant_falls_on_the_day_of_the_machine(blue: Cli) -> None:
    """Where no zone is configured; and nothing is said where the clock is the same."""
    text = "account,date,amount\nblue,2026-09-30T22:00:00Z,2\n"
    done = blue("import", "sales", "-", "--dry-run", stdin=text, TZ="UTC")
    assert "instants" not in done.err
    process = blue.spawn("import", "sales", "-", environ={"TZ": "Asia/Kolkata"})
    out, err = process.communicate(text.encode())
    assert (process.returncode, b"in this machine's zone, as in line 2" in err) == (0, True), (out, err)
    assert blue.ok("sale", "list", "-f", "csv", "--columns", "date").splitlines()[1:] == ["2026-10-01"]


def test_a_cancelled_invoice_and_what_cancels_it_are_not_both_taken_off(blue: Cli) -> None:
    """Left out for its state, and taken off by its Storno as well, it would count twice: that is asked."""
    header = "Kunde,Datum,Betrag,Belegart,Status"
    rows = [
        "blue,2026-09-01,1000.00,Rechnung,Bezahlt", "blue,2026-09-02,300.00,Rechnung,Storniert",
        "blue,2026-09-03,300.00,Storno,Versendet", "blue,2026-09-04,7.00,Rechnung,Entwurf",
    ]  # fmt: skip
    text = sales(*rows, header=header)
    said = refused(blue, "import", "sales", "-", stdin=text)
    assert "may count twice: type --keep-status Storniert, or --word kind:Storno=skip" in said
    for options in (("--keep-status", "Storniert"), ("--word", "kind:Storno=skip")):
        blue.ok("import", "sales", "-", *options, stdin=text)
        assert actual(blue) == "1000.00"
        blue.ok("undo")
    blue.ok("import", "sales", "-", stdin=sales(rows[0], rows[2], rows[3], header=header))
    assert actual(blue) == "700.00"


def test_an_option_that_no_row_has_a_use_for_is_said(blue: Cli) -> None:
    """A slip of the finger leaves out what was to be kept."""
    text = sales("blue,2026-09-01,1000,Invoice,Paid", header="Customer,Date,Amount,Type,Status")
    done = blue("import", "sales", "-", "--keep-status", "Drafft", "--word", "kind:Foo=credit", stdin=text)
    assert done.code == 0
    assert "no row has a use for --keep-status drafft" in done.err
    assert "no row has a use for --word kind:foo" in done.err


def test_a_column_that_says_that_it_came_back(fair: Cli) -> None:
    """A yes makes a refund, a no or nothing an expense; what is neither is asked about."""
    text = (
        "account,budget,date,amount,Refund\nacme,Fair,2026-09-02,50,no\nacme,Fair,2026-09-03,20,Yes\n"
        "acme,Fair,2026-09-04,3,\n"
    )
    fair.ok("import", "expenses", "-", stdin=text)
    assert spent_and_left(fair) == "433.00,567.00"
    assert "the column Refund has '20.00'" in refused(
        fair, "import", "expenses", "-", stdin=text.replace("Yes", "20.00")
    )
    sold = sales("acme,2026-09-01,10,0", "acme,2026-09-02,4,1", header="Customer,Date,Amount,Is Credit Note")
    fair.ok("import", "sales", "-", stdin=sold)
    assert actual(fair) == "6.00"
