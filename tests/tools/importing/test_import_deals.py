"""`import opportunities`: the deals of four CRMs and of a plain sheet, what is odd in them, and the same file again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Cli

FILES = Path(__file__).parent / "deals"  # each with an open deal, a won one and a lost one, as its system exports them
STAGES = {
    "salesforce": (),
    "hubspot": ("--stage", "987654321=proposal"),
    "pipedrive": ("--stage", "Proposal Made=proposal"),
    "dynamics": ("--stage", "3-Propose=proposal"),
}
COLUMNS = "name,stage,amount,probability,kind,forecast,owner,created,since,closed,reason"
PADS = "Pads,proposal,1000.00,60,new,best,nora,2026-05-01,{},,"
ENDED = [
    "Discs,won,500.00,100,upsell,pipeline,nora,2026-01-05,2026-03-01,2026-03-01,",
    "Hoses,lost,,0,upsell,omitted,nora,2026-01-06,2026-04-01,2026-04-01,Price",
]


def listed(cli: Cli, columns: str, kind: str = "opportunity", *more: str) -> list[str]:
    return cli.ok(kind, "list", *more, "-f", "csv", "--columns", columns).splitlines()[1:]


def begin(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    cli.ok("colleague", "add", "Nora Vance", "--code", "nora", "--email", "nora@example.com")


@pytest.mark.parametrize("crm", STAGES)
def test_the_deals_of_a_crm(cli: Cli, crm: str) -> None:
    """Its columns, words and days become the same three opportunities, with steps of the days that they tell of; a
    second time nothing goes in. A stage that is not known is asked for; an end is known whatever stage it came from.
    """
    begin(cli)
    file = FILES / f"{crm}.csv"
    if STAGES[crm]:
        asked = cli("import", "opportunities", str(file), "--dry-run")
        assert asked.code == 2
        assert asked.err.count("no stage of ours is ") == 1
        assert "(1 row): type --stage " in asked.err
    done = cli("import", "opportunities", str(file), *STAGES[crm])
    assert done.out == "Imported 3 opportunities (0 already there, 0 rejected)\n", done.err
    assert done.err.count("lost for 0: the amount is not known") == 1
    since = "2026-06-01" if crm in ("salesforce", "pipedrive") else "2026-05-01"
    assert sorted(listed(cli, COLUMNS, "opportunity", "--all")) == sorted([PADS.format(since), *ENDED])
    steps = [f"{since},Pads,proposal", "2026-03-01,Discs,won", "2026-04-01,Hoses,lost"]
    assert sorted(listed(cli, "day,name,stage", "step")) == sorted(steps)
    again = cli.ok("import", "opportunities", str(file), "--update", *STAGES[crm])
    assert again == "Imported 0 opportunities (3 already there, 0 rejected)\n"


ODD = """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Moses Frase,GTXPro,Isdom,Won,2026-01-20,2026-03-01,4514
A2,Moses Frase,GTX Pro,Isdom,Lost,2026-01-25,2026-03-07,0
A3,Zane Levy,MG Special,,Engaging,2026-02-01,,
A4,Zane Levy,MG Special,Isdom,Prospecting,,,
A5,Zane Levy,,Isdom,Prospecting,,,
A6,Zane Levy,MG Special,Isdom,Won,2026-02-02,,10
A7,Zane Levy,MG Special,Isdom,Won,2026-02-02,2026-12-24,0
"""


def test_each_oddity_is_said_once(cli: Cli, tmp_path: Path) -> None:
    """What has to be answered stands in one message, each thing once with its rows; with the answers nothing is
    dropped, made up or counted twice, the plan says what was decided, and an undo takes all of it back.
    """
    cli.ok("account", "add", "Isdom", "--code", "isdom")
    cli.ok("account", "add", "Not known yet", "--code", "none")
    for name, code in (("GTX Pro", "gtx-pro"), ("MG Special", "mg")):
        cli.ok("product", "add", name, "--code", code)
    cli.ok("sale", "add", "isdom", "10", "--product", "gtx-pro", "--on", "2025-01-01")
    before = {name: rows for name, rows in cli.dump().items() if name != "backup"}
    file = tmp_path / "pipeline.csv"
    file.write_text(ODD, encoding="utf-8")
    bad = cli("import", "opportunities", str(file))
    assert bad.code == 2
    assert bad.err.splitlines()[1:] == [
        "  7 rows, from line 2 on: sales_agent 'Moses Frase' (2 rows), 'Zane Levy' (5 rows): there is no such "
        "colleague; --create-missing makes them",
        "  deal_stage: no stage of ours is 'Engaging' (1 row), 'Prospecting' (2 rows): type --stage Engaging=qualified "
        "--stage Prospecting=lead (ours: idea, lead, qualified, proposal, negotiation, verbal, won, lost, undecided; "
        "or open, skip)",
        "  line 4: account is empty, and every opportunity needs its account: --account CODE gives it to all rows "
        "without one",
    ]
    assert "there is no stage" not in bad.err
    wrong = cli("import", "opportunities", str(file), "--stage", "Engaging=engaged")
    assert (wrong.code, "use one of idea, lead" in wrong.err) == (2, True)
    answers = ["--stage", "Engaging=qualified", "--stage", "prospecting=lead", "--account", "none", "--create-missing"]
    late = cli("import", "opportunities", str(file), *answers)
    assert "line 7: 'A6' is won, and no column says since when: type --map closed=COLUMN, or" in late.err
    rejects = str(tmp_path / "bad.csv")
    done = cli("import", "opportunities", str(file), *answers, "--rejects", rejects)
    assert (done.code, done.out) == (6, "Imported 6 opportunities (0 already there, 1 rejected)\n")
    for said in (
        "created 2 colleagues: moses-frase, zane-levy",
        "took 'GTXPro' for the product 'GTX Pro', the only one that differs in accents or spaces alone",
        "5 opportunities without a name: called after their product",
        "1 opportunity without a name: called after its id",
        "1 opportunity ended before the close day: today, as far as the file says",
        "1 opportunity lost for 0: the amount is not known",
        "1 opportunity won for 0: taken as it stands",
        "3 opportunities open without a close day",
        "1 row that names no account is of none (--account)",
        "2 opportunities without a day of opening: opened today",
        "2 cross-sell (it bought nothing of the kind), 2 upsell (it bought the product), "
        "1 new (it never bought anything), 1 upsell (no product is named)",
    ):
        assert done.err.count(said) == 1, (said, done.err)
    columns = "name,account,product,stage,kind,probability,created,closed"
    assert listed(cli, columns, "opportunity", "--all", "--sort", "external_id") == [
        "GTX Pro,isdom,gtx-pro,won,upsell,100,2026-01-20,2026-03-01",
        "GTX Pro,isdom,gtx-pro,lost,upsell,0,2026-01-25,2026-03-07",
        "MG Special,none,mg,qualified,new,25,2026-02-01,",
        "MG Special,isdom,mg,lead,cross-sell,10,2026-09-17,",
        "A5,isdom,,lead,upsell,10,2026-09-17,",
        "MG Special,isdom,mg,won,cross-sell,100,2026-02-02,2026-09-17",
    ]
    with Path(rejects).open(encoding="utf-8") as lines:
        assert [row["opportunity_id"] for row in csv.DictReader(lines)] == ["A6"]
    assert cli("doctor").code == 0
    later = cli(
        "import", "opportunities", str(file), *answers, "--rejects", rejects, "--update", AMCLI_TODAY="2026-10-01"
    )
    assert later.out == "Imported 0 opportunities (6 already there, 1 rejected)\n"
    cli.ok("undo")
    assert {name: rows for name, rows in cli.dump().items() if name != "backup"} == before


def test_the_file_of_next_week(cli: Cli, tmp_path: Path) -> None:
    """--update takes what moved as steps, on the day that the file gives a stage, else today; what has ended here is
    not opened by a file. --sale books what was won once, also on a second import and beside `import sales --won`. A
    bare 0.6 is asked about, and deals without ids and days of opening are known again.
    """
    begin(cli)
    file = tmp_path / "deals.csv"
    head = "Deal,Account,Stage,Value,Close Date,Deal ID,Created On,Stage Date,Probability\n"

    def take(*rows: str, options: tuple[str, ...] = ()) -> str:
        file.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
        done = cli("import", "opportunities", str(file), *options)
        return done.out + done.err

    first = (
        "Pads,acme,lead,100,2026-10-01,1,2026-08-01,2026-08-01,10",
        "Discs,acme,lead,50,2026-10-01,2,2026-08-01,,10",
    )
    assert "type --probability fraction where 0.75 is 75 %" in take(first[0][:-2] + "0.6", options=("--dry-run",))
    assert take(*first).startswith("Imported 2 ")
    moved = (
        "Pads,acme,proposal,120,2027-01-15,1,2026-08-01,2026-09-10,0.6",
        "Discs,acme,Won,50,2026-09-12,2,2026-08-01,,",
    )
    assert "--update takes it in" in take(*moved, options=("--probability", "fraction"))
    options = ("--update", "--sale", "--probability", "fraction")
    said = take(*moved, options=options)
    assert "Imported 0 opportunities, changed 2, booked 1 sale (" in said
    assert "changed 2, booked 1 sale from" in cli.ok("history", "--limit", "1")
    assert "  book              1  sale of what was won\n" in said
    assert listed(cli, "day,name,stage,amount,probability,slips", "step", "--sort", "day") == [
        "2026-08-01,Pads,lead,100.00,10,0",
        "2026-08-01,Discs,lead,50.00,10,0",
        "2026-09-10,Pads,proposal,120.00,60,1",
        "2026-09-12,Discs,won,50.00,100,0",
    ]
    assert "booked" not in take(*moved, options=options)
    sales = ("import", "sales", str(file), "--won", "won", "--map", "ref=Deal ID")
    assert cli.ok(*sales).startswith("Imported 0 sales, changed 1 ")
    assert listed(cli, "date,amount,ref,opportunity", "sale") == ["2026-09-12,50.00,2,OP2"]
    assert "ended here and open in the file: `amcli opportunity reopen OP2` opens" in take(first[1], options=options)
    file.write_text("Deal,Account,Stage,Value\nHoses,acme,lead,10\nHoses,acme,lead,20\n", encoding="utf-8")
    assert cli.ok("import", "opportunities", str(file)).startswith("Imported 2 ")
    assert cli.ok("import", "opportunities", str(file), "--update", AMCLI_TODAY="2026-09-18").startswith(
        "Imported 0 opp"
    )
    assert cli("doctor").code == 0


def test_bad_rows_are_said_by_what_is_wrong(cli: Cli, tmp_path: Path) -> None:
    """One sentence for what is wrong with several rows, with the deal and what to type; a proposed stage is one that
    is known. A no beside an end contradicts it; an id is no colleague's name, and a name in another order is one. The
    columns that a file of rejects has besides are nobody's data.
    """
    begin(cli)
    file, rejects = tmp_path / "deals.csv", tmp_path / "bad.csv"
    file.write_text(
        "Account,Deal,Deal ID,Stage,Is Won,Amount,Close Date,Owner,Stage Date,Lost Reason\n"
        "acme,A,a,Closed Won,false,100 EUR,2026-08-01,nora,,\n"
        'acme,B,b,Closed Won,true,200 EUR,2026-12-01,"Vance, Nora",2026-09-02,\n'
        "acme,C,c,Won on pts,,0,,nora,,\nacme,D,d,WON ON PTS,,0,,12345,,\nacme,E,e,Odd one,,0,,nora,,\n"
        "acme,F,f,Closed Won,true,5,,nora,,\n"
        "acme,G,g,Closed Won,true,-5 EUR,2026-08-01,nora,,\nacme,H,h,Closed Won,true,-7 EUR,2026-08-01,nora,,\n"
        "-,I,i,lead,,5 EUR,2026-12-01,Hans Gruber,,\nacme,J,j,Lost,,9 EUR,2026-08-02,nora,,Price\n",
        encoding="utf-8",
    )
    assert cli("import", "opportunities", str(file)).err.splitlines()[1:] == [
        "  Stage: no stage of ours is 'Won on pts' (1 row), 'WON ON PTS' (1 row), 'Odd one' (1 row): type --stage "
        "'Won on pts=won' --stage 'Odd one=STAGE' (ours: idea, lead, qualified, proposal, negotiation, verbal, won, "
        "lost, undecided; or open, skip)",
        "  line 5: Owner '12345' (1 row): there is no colleague of that id, and it is no name: import colleagues with "
        "such ids first, or name a column of names",
        "  line 10: Account '-' (1 row): is empty, and every opportunity needs its account: --account CODE gives it to "
        "all rows without one",
        "  line 10: Owner 'Hans Gruber' (1 row): there is no colleague 'Hans Gruber'; --create-missing makes it",
        "  line 2, Stage 'Closed Won': is won, and the column Is Won says no: correct one, or --ignore 'Is Won'",
        "  line 7: 'F' is won, and no column says since when: type --map closed=COLUMN, "
        "or --map 'closed=\"2026-09-01\"'",
        "  2 rows (lines 8, 9), the first: Amount '-5 EUR': is negative: the amount of an opportunity is zero or more",
    ]
    done = cli("import", "opportunities", str(file), "--rejects", str(rejects))
    assert done.out == "Imported 2 opportunities (0 already there, 8 rejected)\n"
    assert done.err.count("ended before the close day: on the day of its stage") == 1
    assert "took 'Vance, Nora' for the colleague 'Nora Vance'" in done.err
    assert "no column says the currency" not in done.err
    assert "  in all    1 lost 9.00 EUR, 1 won 200.00 EUR;" in done.err
    assert listed(cli, "name,owner,closed,reason", "opportunity", "--all") == [
        "J,nora,2026-08-02,Price",
        "B,nora,2026-09-02,",
    ]
    again = rejects.read_text(encoding="utf-8").replace("-7 EUR", "7 EUR").replace("Won on pts", "lost")
    rejects.write_text(again.replace(",0,,nora,,,4,", ",0,2026-08-03,nora,,Late,4,"), encoding="utf-8")
    second = cli("import", "opportunities", str(rejects), "--rejects", str(rejects))
    assert second.out == "Imported 2 opportunities (0 already there, 6 rejected)\n"
    assert sorted(listed(cli, "name,reason", "opportunity", "--all")) == ["B,", "C,Late", "H,", "J,Price"]
    assert rejects.read_text(encoding="utf-8").splitlines()[0].endswith(",Lost Reason,line,reason")


def test_deals_without_ids(cli: Cli, tmp_path: Path) -> None:
    """Rows of one name are told apart by what they say: equal ones first, whatever their order; what cannot be told
    apart is left out and said, and never mixed. Titles in other languages are known; thousands are asked about.
    """
    begin(cli)
    file = tmp_path / "blatt.csv"
    hoses = "acme,Hoses,lead,100,2026-11-01"

    def take(*rows: str, options: tuple[str, ...] = ()) -> tuple[str, str]:
        head = "Nombre de la cuenta,Verkoopkans,Fase,Importe,Data chiusura\n"
        file.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
        done = cli("import", "opportunities", str(file), *options)
        assert done.code == 0, done.err
        return done.out.split(" (")[0], done.err

    made, said = take(hoses, "acme,Hoses,proposal,900,2026-12-01", hoses, "acme,Lamps,lead,,2026-10-01")
    assert made == "Imported 3 opportunities"
    assert "2 rows are called 'Hoses', of one account: 2 opportunities (lines 2, 3)" in said
    assert take(hoses, "acme,Hoses,proposal,900,2026-12-01", hoses)[0] == "Imported 0 opportunities"
    moved = "acme,Hoses,proposal,900,2026-12-01", "acme,Hoses,qualified,120,2026-11-15", "acme,Lamps,lead,70,2026-10-01"
    assert take(*moved, options=("--update",))[0] == "Imported 0 opportunities, changed 2"
    rows = ["Hoses,qualified,120.00", "Hoses,proposal,900.00", "Lamps,lead,70.00"]
    assert listed(cli, "name,stage,amount", "opportunity", "--sort", "id") == rows
    mixed, said = take("acme,Hoses,lead,1,2026-12-01", "acme,Hoses,lead,2,2026-12-01", options=("--update",))
    assert (mixed, "  leave out         2  no id tells which of several" in said) == ("Imported 0 opportunities", True)
    assert listed(cli, "name,stage,amount", "opportunity", "--sort", "id") == rows
    file.write_text("Account,Deal,Stage,Amount (k EUR)\nacme,Discs,lead,5\n", encoding="utf-8")
    asked = cli("import", "opportunities", str(file))
    assert (asked.code, "are in thousands or millions" in asked.err) == (2, True)


def test_what_was_sold_is_sold_once(cli: Cli, tmp_path: Path) -> None:
    """A sale is a deal's by its id, else by account, day and amount once the user says so, in whichever order the files
    come; the plan, the history and the undo say what was booked. A change of a deal leaves its sale, and says so; one
    end after another is of its own day, and the same file again changes nothing.
    """
    begin(cli)
    file, books = tmp_path / "deals.csv", tmp_path / "books.csv"
    deals = ("import", "opportunities", str(file), "--update")

    def write(*rows: str) -> None:
        file.write_text("Account,Deal,Deal ID,Stage,Amount,Close Date\n" + "\n".join(rows) + "\n", encoding="utf-8")

    write("acme,Pads,1,won,100,2026-08-01", "acme,Discs,2,won,50,2026-08-02", "acme,Hoses,3,lead,,2026-12-01")
    cli.ok("sale", "add", "acme", "50", "--on", "2026-08-02")
    cli.ok(*deals)
    asked = cli(*deals, "--sale")
    assert (asked.code, "1 won deal may be sold here already (OP2: S1)" in asked.err) == (2, True)
    done = cli(*deals, "--sale", "--won-sales", "same")
    assert done.out == "Imported 0 opportunities, booked 1 sale, joined 1 sale (3 already there, 0 rejected)\n"
    assert "imported 0 opportunities, booked 1 sale, joined 1 sale from deals.csv" in cli.ok("undo")
    cli.ok(*deals, "--sale", "--won-sales", "same")
    sales = listed(cli, "date,amount,ref,opportunity", "sale", "--sort", "id")
    assert sales == ["2026-08-02,50.00,,OP2", "2026-08-01,100.00,,OP1"]
    books.write_text("Account,Date,Amount,Invoice No\nacme,2026-08-05,110,1\nacme,2026-08-02,50,\n", encoding="utf-8")
    taken = cli("import", "sales", str(books))
    assert taken.out.startswith("Imported 0 sales, changed 1 ")
    assert "1 say something else (amount 1, date 1): --update takes it in" in taken.err
    assert listed(cli, "date,amount,ref,opportunity", "sale", "--sort", "id")[1] == "2026-08-01,100.00,1,OP1"
    write("acme,Pads,1,won,120,2026-08-01", "acme,Discs,2,lost,50,2026-08-02", "acme,Hoses,3,lead,7,2026-12-01")
    said = cli(*deals).err
    assert "1 sale stays as it is, although the amount that was won is another: `amcli sale edit S3 --amount" in said
    assert "1 sale stays, whose opportunity is won no more: `amcli sale remove S1` takes it out" in said
    assert cli.ok(*deals).startswith("Imported 0 opportunities (3 already there")
    assert "2026-08-02,Discs,lost,2026-08-02" in listed(cli, "day,name,stage,since", "step")
    write("acme,Pads,1,lead,120,2026-08-01", "acme,Discs,2,lost,50,2026-08-02", "acme,More,4,lead,,2027-12-01")
    back = cli(*deals, "--missing", "report")
    assert (back.code, back.out.split(" (")[0]) == (0, "Imported 1 opportunity")
    assert (
        "  leave out         1  ended here and open in the file: `amcli opportunity reopen OP1` opens them" in back.err
    )
    assert "1 opportunity with external id is not in the file: OP3 (Hoses, acme)" in back.err
    assert cli("doctor").code == 0
