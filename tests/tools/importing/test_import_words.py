"""The words of other systems, and rows that say more than their cells."""

import pytest

from amcli.base.errors import BadValue
from amcli.base.fields import Type
from amcli.base.registry import NOUNS
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows import word_lists as lists
from conftest import Cli, built_once


@pytest.fixture
@built_once
def file(cli: Cli) -> Cli:
    """A portfolio with an account in euros and a product."""
    cli.ok("import", "accounts", "-", stdin="code,name,currency\nacme,Acme,EUR\n")
    cli.ok("import", "products", "-", stdin="code,name\npad,Pad\n")
    return cli


def stored(cli: Cli, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in cli.json("sql", sql)]  # type: ignore[attr-defined]


def bad(cli: Cli, kind: str, text: str, *options: str) -> str:
    """What is said of the bad row, and that nothing went in."""
    before = cli.dump()
    done = cli("import", kind, "-", *options, stdin=text)
    assert done.code == 2
    assert cli.dump() == before
    return done.err


def test_every_word_of_ours_is_one_that_the_field_has() -> None:
    """The table maps to nothing that would be refused, and no word to two of ours."""
    for (noun, name), table in lists.WORDS.items():
        field = NOUNS["account" if noun == "*" else noun].field(name)
        for our in set(table) - {"", lists.SKIP}:
            if field.choices:
                assert our in field.choices
            elif field.type is Type.INT:
                assert field.least <= int(our) <= field.most
        spelled = [words.bare(word) for each in table.values() for word in each.split("|")]
        assert len(spelled) == len(set(spelled)), (noun, name)
        for our, theirs in table.items():
            assert {words.our_word(noun, field, word) for word in theirs.split("|")} == {our}


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("High", "high"), ("URGENT", "high"), ("Medium", "normal"), ("NONE", "normal"),
     ("1 - Critical", "high"), ("P1", "high"),
     ("Dringend", "high"), ("Très haute", "high"),
     ("BAJA", "low"), ("Low (4)", "low"), ("Hoog", "high"), ("low", "low"),
     ("", "normal")],
)  # fmt: skip
def test_priorities(file: Cli, word: str, wanted: str) -> None:
    """Of tasks; a blank one is the usual one."""
    file.ok("import", "deadlines", "-", stdin=f"account,title,due,priority\nacme,T,2026-12-01,{word}\n")
    assert stored(file, "SELECT priority FROM deadlines") == [(wanted,)]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("CALL", "call"), ("Logged call", "call"), ("Lunch", "meeting"), ("Incoming Email", "email"), ("E-Mail", "email"),
     ("Site visit", "visit"), ("To-do", "note"), ("LINKED_IN_MESSAGE", "note"), ("Besprechung", "meeting")],
)  # fmt: skip
def test_kinds_of_interactions(file: Cli, word: str, wanted: str) -> None:
    """In any case and spelling."""
    file.ok("import", "interactions", "-", stdin=f"account,text,date,kind\nacme,T,2026-01-01,{word}\n")
    assert stored(file, "SELECT kind FROM interactions") == [(wanted,)]


def test_a_word_that_nobody_knows_is_a_bad_row(file: Cli) -> None:
    """It says which are accepted."""
    said = bad(file, "interactions", "account,text,date,kind\nacme,T,2026-01-01,Seance\n")
    assert "line 2, kind 'Seance': is no kind: use one of call, meeting, email, visit, note" in said
    said = bad(file, "accounts", "name,tier\nNew,Tier 9\n")
    assert "line 2, tier 'Tier 9': is no tier: use a whole number from 1 to 3" in said
    said = bad(file, "accounts", "name,currency\nNew,Doubloon\n")
    assert "line 2, currency 'Doubloon': is no currency of ISO 4217" in said


def test_other_words(file: Cli) -> None:
    """Tiers, roles and currencies; a role that says nothing is none."""
    file.ok(
        "import", "accounts", "-", stdin="name,tier,currency\nA,tier_1,US Dollar\nB,B,EUR - Euro\nC,3,Swiss Franc\n"
    )
    assert stored(file, "SELECT tier, currency FROM accounts WHERE code <> 'acme' ORDER BY name") == [
        (1, "USD"), (2, "EUR"), (3, "CHF"),
    ]  # fmt: skip
    file.ok("import", "contacts", "-", stdin="account,name,role\nacme,X,Decision maker;User;OTHER\nacme,Y,Other\n")
    assert stored(file, "SELECT roles FROM contacts ORDER BY name") == [("user;decider",), (None,)]


@pytest.mark.parametrize(
    ("influence", "attitude", "wanted"),
    [("High", "Positive", (4, "supporter")), ("5", "Champion", (5, "champion")),
     ("very low", "Skeptic", (1, "sceptic")), ("Mittel", "Detractor", (3, "opponent")),
     ("LOW", "negative", (2, "sceptic")), ("", "Neutraal", (None, "neutral")), ("Unknown", "None", (None, None))],
)  # fmt: skip
def test_influence_and_stance(file: Cli, influence: str, attitude: str, wanted: tuple[object, ...]) -> None:
    """What a CRM calls them, in its words or as numbers; what says nothing is nothing."""
    header = "Account Name,Full Name,Influence Level,Attitude"
    file.ok("import", "contacts", "-", stdin=f"{header}\nacme,Eva,{influence},{attitude}\n")
    assert stored(file, "SELECT influence, stance FROM contacts") == [wanted]
    exported = file.ok("export", "contacts")
    file.ok("contact", "remove", "Eva", "--yes")
    file.ok("import", "contacts", "-", stdin=exported)
    assert stored(file, "SELECT influence, stance FROM contacts") == [wanted]


def test_an_influence_or_a_stance_that_is_none_is_a_bad_row(file: Cli) -> None:
    """A number of another scale is not taken for one of ours."""
    said = bad(file, "contacts", "account,name,influence\nacme,Eva,8\n")
    assert "line 2, influence '8': is no influence: use a whole number from 1 to 5" in said
    said = bad(file, "contacts", "account,name,Attitude\nacme,Eva,Grumpy\n")
    assert "'Grumpy': is no stance: use one of champion, supporter, neutral, sceptic, opponent" in said


@pytest.mark.parametrize(
    "stage", ["Closed Won", "closedwon", "WON", "Closed won (Sales Pipeline)", "true", "1", "Gewonnen"]
)
def test_stages_that_are_won(stage: str) -> None:
    """Labels, names of the interface, and a yes."""
    assert words.is_won(stage, ())


@pytest.mark.parametrize(
    "stage",
    ["Closed Lost", "closedlost", "Open", "Proposal/Price Quote", "Id. Decision Makers", "decisionmakerboughtin",
     "appointmentscheduled", "Negotiation/Review (Renewals)", "false", "Lost", "2-Develop"],
)  # fmt: skip
def test_stages_that_are_not_won(stage: str) -> None:
    """Open ones and lost ones."""
    assert not words.is_won(stage, ())


def test_a_stage_that_nobody_told_of() -> None:
    """It may be won or not: that is asked; once some are named, it is not."""
    with pytest.raises(BadValue, match="'Signed' is no stage that we know: name those that are won with --won STAGE"):
        words.is_won("Signed", ())
    assert words.is_won("signed", ["SIGNED"])
    assert words.is_won("Contract Sent", ["contract sent"])
    assert not words.is_won("Legal", ["Signed"])
    assert words.is_won("Won", ["Signed"])


def test_the_status_of_an_invoice_is_no_stage(file: Cli) -> None:
    """`Status` is a stage in a file of deals alone; else it says whether an invoice counts."""
    text = "account,amount,date,status\nacme,1,2026-01-01,Paid\nacme,2,2026-01-02,open\n"
    file.ok("import", "sales", "-", stdin=text)
    assert stored(file, "SELECT count(*) FROM sales") == [(2,)]
    said = bad(file, "sales", f"Topic,{text.replace('acme', 'x,acme')}")
    assert "status 'Paid': is no stage that we know" in said


def test_a_negative_sale_is_a_credit(file: Cli) -> None:
    """With its cost and its quantity; so is one that is called a credit already."""
    text = (
        "account,amount,cost,quantity,date,kind\nacme,-45.00,(30.00),-3,2026-01-01,\n"
        "acme,(20),,,2026-01-02,Credit Note\nacme,7,,-1,2026-01-03,credit\nacme,-0.00,,-0,2026-01-04,sale\n"
    )
    file.ok("import", "sales", "-", stdin=text)
    assert stored(file, "SELECT amount, cost, quantity, kind FROM sales ORDER BY date") == [
        ("45.00", "30.00", "3", "credit"), ("20.00", None, None, "credit"), ("7.00", None, "1", "credit"),
        ("0.00", None, "0", "sale"),
    ]  # fmt: skip
    assert "Imported 0 sales (4 already there" in file.ok("import", "sales", "-", stdin=text)


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("sales", "account,amount,date,kind\nacme,-5,2026-01-01,purchase\n",
         "line 2, amount '-5': is negative: the amount of a purchase is zero or more"),
        ("sales", "account,amount,cost,date\nacme,-5,3,2026-01-01\n",
         "line 2, cost '3': is not negative, and the amount of the row is"),
        ("sales", "account,amount,cost,date\nacme,5,-3,2026-01-01\n",
         "line 2, cost '-3': is negative: the cost of a sale is zero or more"),
        ("sales", "account,amount,quantity,date\nacme,5,-3,2026-01-01\n",
         "line 2, quantity '-3': is negative: the quantity of a sale is zero or more"),
        ("budgets", "account,name,period,amount\nacme,B,2026,-5\n",
         "line 2, amount '-5': is negative: the amount of a budget is zero or more"),
        ("products", "name,price\nP,(5)\n", "line 2, price '(5)': is negative: the price of a product is zero or more"),
    ],
)  # fmt: skip
def test_less_than_nothing_is_refused_elsewhere(file: Cli, kind: str, text: str, says: str) -> None:
    """A credit is a sale taken back; nothing else is."""
    assert says in bad(file, kind, text)


def test_a_dollar_is_whichever_the_record_is_in(file: Cli) -> None:
    """Canadian dollars are dollars; euros are none, whether the account is in them or the row."""
    file.ok("import", "accounts", "-", stdin="code,name,currency\nmaple,Maple,CAD\n")
    file.ok("import", "sales", "-", stdin='account,amount,date\nmaple,"$1,250.00",2026-01-01\n')
    assert stored(file, "SELECT amount, currency FROM sales") == [("1250.00", "CAD")]
    assert "'$5': is in dollars, and this sale in EUR" in bad(
        file, "sales", "account,amount,date\nacme,$5,2026-01-01\n"
    )
    text = "account,amount,currency,date\nmaple,$5,EUR,2026-01-01\n"
    assert "'$5': is in dollars, and this sale in EUR" in bad(file, "sales", text)
    text = "account,amount,currency,date\nmaple,£5,EUR,2026-01-01\n"
    assert "'£5': is in £, and this sale in EUR" in bad(file, "sales", text)


def test_a_column_id_has_keys_of_another_system(file: Cli) -> None:
    """Whatever their shape: what looks like an id of ours is one in our own whole export alone."""
    file.ok("import", "contacts", "-", stdin="id,account,name\nC7,acme,Ann\n0037,acme,Bob\n")
    assert stored(file, "SELECT name, external_id FROM contacts ORDER BY name") == [("Ann", "C7"), ("Bob", "0037")]
    file.ok("import", "sales", "-", stdin="id,account,amount,date\nS9,acme,1,2026-01-01\nR-9,acme,2,2026-01-02\n")
    assert stored(file, "SELECT ref FROM sales ORDER BY date") == [("S9",), ("R-9",)]


def test_done_may_be_a_day_or_a_yes(file: Cli) -> None:
    """In a column of our own name too, as Pipedrive has it."""
    text = "account,title,due,done\nacme,A,2026-01-01,true\nacme,B,2026-01-01,2026-01-02\nacme,C,2026-01-01,false\n"
    file.ok("import", "deadlines", "-", stdin=text)
    assert stored(file, "SELECT title, done FROM deadlines ORDER BY title") == [
        ("A", "2026-01-01"), ("B", "2026-01-02"), ("C", None),
    ]  # fmt: skip
