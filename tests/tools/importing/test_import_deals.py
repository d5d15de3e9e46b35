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
        "or skip)",
        "  line 4: account is empty, and every opportunity needs its account: --account CODE gives it to all rows "
        "without one",
    ]
    assert "there is no stage" not in bad.err
    wrong = cli("import", "opportunities", str(file), "--stage", "Engaging=engaged")
    assert (wrong.code, "use one of idea, lead" in wrong.err) == (2, True)
    answers = ["--stage", "Engaging=qualified", "--stage", "prospecting=lead", "--account", "none", "--create-missing"]
    late = cli("import", "opportunities", str(file), *answers)
    assert "line 7: is won, lost or undecided, and no column says when" in late.err.replace("  ", " ")
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
    assert listed(cli, "day,name,stage,amount,probability,slips", "step", "--sort", "day") == [
        "2026-08-01,Pads,lead,100.00,10,0",
        "2026-08-01,Discs,lead,50.00,10,0",
        "2026-09-10,Pads,proposal,120.00,60,1",
        "2026-09-12,Discs,won,50.00,100,0",
    ]
    assert "booked 0 sales" in take(*moved, options=options)
    sales = ("import", "sales", str(file), "--won", "won", "--map", "ref=Deal ID")
    assert cli(*sales).code == 2
    assert cli.ok(*sales, "--won-sales", "same").startswith("Imported 0 sales")
    assert listed(cli, "date,amount,ref,opportunity", "sale") == ["2026-09-12,50.00,2,OP2"]
    assert "is open in the file: `amcli opportunity reopen` it first" in take(first[1], options=options)
    file.write_text("Deal,Account,Stage,Value\nHoses,acme,lead,10\nHoses,acme,lead,20\n", encoding="utf-8")
    assert cli.ok("import", "opportunities", str(file)).startswith("Imported 2 ")
    assert cli.ok("import", "opportunities", str(file), "--update", AMCLI_TODAY="2026-09-18").startswith(
        "Imported 0 opp"
    )
    assert cli("doctor").code == 0
