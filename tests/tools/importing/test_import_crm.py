"""The exports of four CRMs, in the form they have, with what real files have in them: taken in by their own names.

The files in tests/importing/crm are made by hand. Each test states what goes in, what is there already, what is left
out and what is refused, and why.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from importing_samples import workbook

from conftest import Cli, Done

FILES = Path(__file__).parent / "crm"
# CRM → its file of each kind.
EXPORTS = {
    "salesforce": {"accounts": "accounts", "contacts": "contacts", "sales": "opportunities", "deadlines": "tasks"},
    "hubspot": {"accounts": "companies", "contacts": "contacts", "sales": "deals", "deadlines": "tasks"},
    "pipedrive": {"accounts": "organizations", "contacts": "people", "sales": "deals", "deadlines": "activities"},
    "dynamics": {"accounts": "accounts", "contacts": "contacts", "sales": "opportunities", "deadlines": "tasks"},
}
# What is typed besides: the tasks of Salesforce have a column that does not tell its order.
OPTIONS = {("salesforce", "deadlines"): ["--date-order", "mdy"]}


def take(cli: Cli, crm: str, kind: str, *options: str) -> Done:
    """Import a file of a CRM; bad rows go to a file of their own."""
    file = FILES / f"{crm}_{EXPORTS[crm][kind]}.csv"
    return cli(
        "import", kind, str(file), "--rejects", str(cli.folder / "bad.csv"), *OPTIONS.get((crm, kind), []), *options
    )


def take_all(cli: Cli, crm: str) -> dict[str, Done]:
    return {kind: take(cli, crm, kind) for kind in EXPORTS[crm]}


def rows(cli: Cli, sql: str) -> list[tuple[Any, ...]]:
    found: Any = cli.json("sql", sql)
    return [tuple(row.values()) for row in found]


def sums(cli: Cli) -> dict[tuple[str, str], Decimal]:
    """The amounts of the sales by kind and currency."""
    sql = "SELECT kind, currency, sum(amount_minor) AS cents FROM sales GROUP BY 1, 2"
    return {(kind, currency): Decimal(cents) / 100 for kind, currency, cents in rows(cli, sql)}


def complaints(done: Done) -> dict[int, str]:
    """Line → what is said of the bad row."""
    found = [line.removeprefix("note: line ") for line in done.err.splitlines() if line.startswith("note: line ")]
    return {int(line[: min(line.index(mark) for mark in ",:" if mark in line)]): line for line in found}


def bad(done: Done, wanted: dict[int, str]) -> None:
    """Just these rows were refused, each for what is in it."""
    found = complaints(done)
    assert sorted(found) == sorted(wanted), done.err
    for line, words in wanted.items():
        assert words in found[line]


COUNTS = {
    "salesforce": {
        "accounts": "Imported 4 accounts (1 already there, 3 rejected)",
        "contacts": "Imported 4 contacts (1 already there, 3 rejected)",
        "sales": "Imported 4 sales (1 already there, 3 left out, 5 rejected)",
        "deadlines": "Imported 5 deadlines (0 already there, 4 rejected)",
    },
    "hubspot": {
        "accounts": "Imported 6 accounts (0 already there, 2 rejected)",
        "contacts": "Imported 5 contacts (0 already there, 2 rejected)",
        "sales": "Imported 4 sales (0 already there, 2 left out, 4 rejected)",
        "deadlines": "Imported 7 deadlines (0 already there, 1 rejected)",
    },
    "pipedrive": {
        "accounts": "Imported 4 accounts (0 already there, 2 rejected)",
        "contacts": "Imported 3 contacts (0 already there, 2 rejected)",
        "sales": "Imported 5 sales (0 already there, 2 left out, 3 rejected)",
        "deadlines": "Imported 4 deadlines (0 already there, 2 rejected)",
    },
    "dynamics": {
        "accounts": "Imported 3 accounts (0 already there, 2 rejected)",
        "contacts": "Imported 3 contacts (0 already there, 2 rejected)",
        "sales": "Imported 3 sales (0 already there, 2 left out, 3 rejected)",
        "deadlines": "Imported 3 deadlines (0 already there, 1 left out, 2 rejected)",
    },
}
SUMS = {
    "salesforce": {("sale", "USD"): "126250.50", ("sale", "EUR"): "9990.00", ("credit", "EUR"): "990.00"},
    "hubspot": {("sale", "USD"): "1349.50", ("sale", "CHF"): "12000.00", ("credit", "USD"): "250.50"},
    "pipedrive": {("sale", "EUR"): "14849.90", ("credit", "EUR"): "45.00"},
    "dynamics": {("sale", "USD"): "12500.50", ("sale", "EUR"): "5000.00"},
}


@pytest.mark.parametrize("crm", EXPORTS)
def test_the_totals_are_these(cli: Cli, crm: str) -> None:
    """What goes in of each file, to the cent; and a second time nothing does."""
    assert {kind: done.out.strip() for kind, done in take_all(cli, crm).items()} == COUNTS[crm]
    assert sums(cli) == {key: Decimal(amount) for key, amount in SUMS[crm].items()}
    before = cli.dump()
    for kind, done in take_all(cli, crm).items():
        assert f"Imported 0 {kind} (" in done.out
        assert done.out.split()[-2:] == COUNTS[crm][kind].split()[-2:]
    assert cli.dump() == before


@pytest.mark.parametrize("crm", EXPORTS)
def test_the_plan_is_shown_and_is_what_is_done(cli: Cli, crm: str) -> None:
    """Create, unchanged, leave out, reject: the numbers of the run, before it."""
    for kind, said in COUNTS[crm].items():
        plan = take(cli, crm, kind, "--dry-run").err
        done = take(cli, crm, kind).out.strip()
        assert done == said
        numbers = {line.split()[0]: line.split()[1] for line in plan.splitlines() if line[12:21].strip().isdigit()}
        assert numbers["create"] == done.split()[1]
        assert numbers.get("reject", "0") == done.split()[-2]


def test_salesforce_accounts(cli: Cli) -> None:
    """A report with labels: marks of needed columns, cells of two lines, formulas, and the lines below it."""
    done = take(cli, "salesforce", "accounts")
    bad(done, {
        8: "Account Name * '': is empty",
        9: "Parent Account 'Nobody Corp': there is no account 'Nobody Corp'",
        11: "Account Currency 'XQQ': is no currency of ISO 4217",
    })  # fmt: skip
    assert "left out the lines that Salesforce writes below a report" in done.err
    assert "ignored the columns Type, Last Modified Date" in done.err
    assert "left out, for none is called so: 'A. Rao'" in done.err  # whoever owns it is no reason to refuse an account
    sql = "SELECT code, parent, category, currency, phone, address, country, note, external_id FROM accounts ORDER BY 1"
    assert rows(cli, sql) == [
        ("acme-europe-gmbh", "acme-holding", "Machinery", "EUR", "+49 30 123456", "Hauptstraße 5", "Germany", None,
         "0015g00000A1bbbAAA"),
        ("acme-holding", None, "Machinery", "USD", "(415) 555-0100", "1 Market St", "USA", "Head office\npays late",
         "0015g00000A1aaaAAA"),
        ("bolt-nut-inc", None, "Hardware", "USD", None, None, "USA", '=HYPERLINK("x")', "0015g00000A1cccAAA"),
        ("cafe-eclair", None, "Food", "EUR", None, None, "France", None, "0015g00000A1dddAAA"),
    ]  # fmt: skip


def test_salesforce_contacts(cli: Cli) -> None:
    """Names of the interface: first and last name make one, accounts and superiors are known by their keys."""
    take(cli, "salesforce", "accounts")
    done = take(cli, "salesforce", "contacts")
    bad(done, {
        6: "AccountId '': is empty, and every contact needs its account",
        7: "AccountId '0015g00000ZZZZZZZZ': there is no account '0015g00000ZZZZZZZZ'",
        8: "FirstName+LastName '': is empty, and every contact needs its name",
    })  # fmt: skip
    assert rows(cli, "SELECT account, name, title, phone, reports_to FROM contacts ORDER BY record_id") == [
        ("acme-holding", "Asha Rao", "Head of purchasing", "415-555-0101", None),
        ("acme-holding", "Ravi Iyer", "Buyer", None, "Asha Rao"),
        ("acme-europe-gmbh", "Müller", None, None, None),
        ("bolt-nut-inc", "Cher", "Owner", None, None),
    ]


def test_salesforce_opportunities(cli: Cli) -> None:
    """Won ones are sales; a negative one is a credit; a dollar is one only where the record is in dollars."""
    take(cli, "salesforce", "accounts")
    done = take(cli, "salesforce", "sales")
    bad(done, {
        9: "Close Date '13/24/2026': is not a day of the calendar",
        10: "Amount '': is empty, and every sale needs its amount",
        11: "Stage 'Legal Approval': is no stage that we know: name those that are won with --won STAGE",
        12: "Amount '$99.00': is in dollars, and this sale in EUR",
        13: "Account Name 'Zeta Corp': there is no account 'Zeta Corp'",
    })  # fmt: skip
    assert "read the column Close Date with the month first, as in line 2: '11/24/2026'" in done.err
    assert rows(cli, "SELECT date, amount, currency, kind, ref FROM sales ORDER BY record_id") == [
        ("2026-11-24", "125000.00", "USD", "sale", "0065g00000D1aaaAAA"),
        ("2026-01-05", "1250.50", "USD", "sale", "0065g00000D1bbbAAA"),
        ("2026-02-03", "9990.00", "EUR", "sale", "0065g00000D1cccAAA"),
        ("2026-02-10", "990.00", "EUR", "credit", "0065g00000D1dddAAA"),
    ]
    plan = take(cli, "salesforce", "sales", "--dry-run").err
    for stage in ("Negotiation/Review", "Closed Lost", "Prospecting"):
        assert f"Stage '{stage}': it is not won (1)" in plan


def test_a_stage_of_their_own_is_won_when_they_say_so(cli: Cli) -> None:
    """--won names it; then what is not named and not known as won is left out."""
    take(cli, "salesforce", "accounts")
    done = take(cli, "salesforce", "sales", "--won", "legal approval")
    assert done.out.strip() == "Imported 5 sales (1 already there, 3 left out, 4 rejected)"
    assert take(cli, "salesforce", "sales", "--won", "Signed").out.strip() == (
        "Imported 0 sales (5 already there, 4 left out, 4 rejected)"
    )
    done = cli("import", "sales", "-", "--won", "Signed", stdin="account,amount,date\n")
    assert (done.code, "--won" in done.err) == (2, True)


def test_salesforce_tasks(cli: Cli) -> None:
    """Done ones are closed, on their day where it is told; a column that may be read in two ways is a question."""
    take(cli, "salesforce", "accounts")
    done = cli("import", "deadlines", str(FILES / "salesforce_tasks.csv"))
    assert (
        "'10/12/2026 9:15 AM' in the column Completed Date/Time (line 4) may be 10 December or 12 October" in done.err
    )
    done = take(cli, "salesforce", "deadlines")
    bad(done, {
        7: "Due Date '': is empty, and every deadline needs its due",
        8: "Status 'Escalated': is no status that we know: use completed or open",
        9: "Priority 'Whenever': is no priority: use one of high, normal, low",
        10: "Due Date '9/28/26': has a year of two digits",
    })  # fmt: skip
    assert "closed 1 deadline on its due day" in done.err
    assert rows(cli, "SELECT title, due, kind, priority, done, note FROM deadlines ORDER BY record_id") == [
        ("Send the offer", "2026-12-01", "follow-up", "high", None, "Two copies"),
        ("Call back", "2026-11-24T15:30", "follow-up", "normal", None, None),
        ("Contract signed", "2026-10-13", "contract", "low", "2026-10-12", None),
        ("Visit", "2026-09-30", "meeting", "normal", "2026-09-30", None),
        ("Waits", "2026-09-29", "other", "normal", None, None),
    ]


def test_hubspot_companies(cli: Cli) -> None:
    """A parent is named by the key of a row in the same file; the same key with other content is refused."""
    done = take(cli, "hubspot", "accounts")
    bad(done, {
        7: "Company name '': is empty",
        8: "Record ID '9002': has the same external_id as line 3, but not the same content",
    })  # fmt: skip
    assert rows(cli, "SELECT code, name, parent, website, external_id FROM accounts ORDER BY record_id") == [
        ("aurora-foods", "Aurora Foods", None, "aurora.example", "9001"),
        ("borealis-ag", "Borealis AG", None, "borealis.example", "9002"),
        ("borealis-france", "Borealis France", "borealis-ag", None, "9003"),
        ("cumulus", "Cumulus", None, None, "9004"),
        ("cumulus-2", "Cumulus", None, None, "9005"),
        ("cmd-c-calc-a0", "=cmd|' /C calc'!A0", None, None, "9007"),
    ]


def test_hubspot_contacts(cli: Cli) -> None:
    """The company that is linked counts, not the one that somebody typed; roles are told in HubSpot's words."""
    take(cli, "hubspot", "accounts")
    done = take(cli, "hubspot", "contacts")
    bad(done, {
        6: "Associated Company '': is empty, and every contact needs its account",
        7: "Buying Role 'Overlord': is no role: use one of initiator, user",
    })  # fmt: skip
    assert "ignored the columns Company Name, Lifecycle Stage" in done.err
    assert rows(cli, "SELECT account, name, roles, external_id FROM contacts ORDER BY record_id") == [
        ("aurora-foods", "Mia Chen", "decider;buyer", "701"),
        ("borealis-ag", "Noah Weiß", "buyer", "702"),
        ("borealis-ag", "Ola", "user", "703"),
        ("cumulus", "Pia Lund", None, "704"),
        ("aurora-foods", "Sam O'Hara", None, "707"),
    ]


def test_hubspot_deals(cli: Cli) -> None:
    """Names of the interface: the day is the one that is written, whatever the clock; a stage may name its pipeline."""
    take(cli, "hubspot", "accounts")
    done = take(cli, "hubspot", "sales")
    bad(done, {
        8: "dealstage '987654321': is no stage that we know",
        9: "closedate '2026-02-30T08:00:00Z': is not a day of the calendar",
        10: "amount '10.005': has too many decimals: CHF takes at most 2 decimals",
        11: "associatedcompanyid '4711': there is no account '4711'",
    })  # fmt: skip
    assert rows(cli, "SELECT account, date, amount, currency, kind, ref FROM sales ORDER BY record_id") == [
        ("aurora-foods", "2026-03-04", "1250.50", "USD", "sale", "31"),
        ("aurora-foods", "2026-03-05", "99.00", "USD", "sale", "32"),
        ("borealis-ag", "2026-04-01", "12000.00", "CHF", "sale", "33"),
        ("aurora-foods", "2026-05-01", "250.50", "USD", "credit", "36"),
    ]


def test_hubspot_tasks(cli: Cli) -> None:
    """One day decides the order of its column; a task that is open and was completed is refused."""
    take(cli, "hubspot", "accounts")
    done = take(cli, "hubspot", "deadlines")
    bad(done, {9: "Task Status 'NOT_STARTED': says that it is not done, and there is a day on which it was"})
    assert "read the column Due date with the day first, as in line 7: '13/02/2026'" in done.err
    assert rows(cli, "SELECT title, due, kind, priority, done FROM deadlines ORDER BY record_id") == [
        ("Call Mia", "2026-12-01T09:00", "follow-up", "high", None),
        ("Send samples", "2026-09-01T09:00", "follow-up", "normal", "2026-08-30"),
        ("Prepare QBR", "2026-10-01", "other", "normal", None),
        ("Old thing", "2026-07-01T09:00", "other", "low", None),
        ("Ping", "2026-02-01", "other", "low", None),
        ("Post", "2026-02-13", "follow-up", "low", None),
        ("Dupe", "2026-11-01", "other", "low", None),
    ]


def test_pipedrive_organizations(cli: Cli) -> None:
    """Semicolons and the letters of Windows."""
    done = take(cli, "pipedrive", "accounts")
    assert "pipedrive_organizations.csv is not UTF-8: read as cp1252 (Windows)" in done.err
    bad(done, {6: "Organization - Name '': is empty", 7: "has 9 cells, and the header has 8 cells"})
    assert rows(cli, "SELECT name, address, city, country, tags, external_id FROM accounts ORDER BY record_id") == [
        ("Müller Söhne", "Königsallee 1", "Düsseldorf", "Deutschland", "Kunde", "11"),
        ("Änderungs-Schneiderei", None, "Köln", "Deutschland", None, "12"),
        ("Smith; Jones & Co", None, "London", "Großbritannien", "Kunde;VIP", "13"),
        ("Preis € AG", None, "Zürich", "Schweiz", None, "14"),
    ]


def test_pipedrive_people(cli: Cli) -> None:
    """Tabs in UTF-16; an account is named in any case."""
    take(cli, "pipedrive", "accounts")
    done = take(cli, "pipedrive", "contacts")
    bad(done, {5: "Person - Organization '': is empty", 6: "there is no account 'Not There GmbH'"})
    assert rows(cli, "SELECT account_name, name, title, email, phone FROM contacts ORDER BY record_id") == [
        ("Müller Söhne", "Jürgen Müller", "Einkauf", "jm@mueller.example", "+49 211 1"),
        ("Müller Söhne", "Anna Schmidt", "Leitung", None, None),
        ("Smith; Jones & Co", "Zoë Brown", None, "zoe@sj.example", "+44 20 1"),
    ]


def test_pipedrive_deals(cli: Cli) -> None:
    """German numbers: 1.250 is a thousand and a quarter, because 12.500,00 stands above; 12.50 is refused."""
    take(cli, "pipedrive", "accounts")
    done = take(cli, "pipedrive", "sales")
    bad(done, {
        7: "Deal - Value '12.50': is no number with a decimal comma (as in line 2)",
        8: "has 10 cells, and the header has 9 cells",
        11: "Deal - Won time '': is empty, and every sale needs its date",
    })  # fmt: skip
    assert "read the column Deal - Value with a decimal comma, as in line 2: '12.500,00'" in done.err
    assert rows(cli, "SELECT date, amount, kind, ref FROM sales ORDER BY record_id") == [
        ("2026-03-01", "12500.00", "sale", "41"),
        ("2026-03-02", "1250.00", "sale", "42"),
        ("2026-04-03", "99.90", "sale", "43"),
        ("2026-04-04", "45.00", "credit", "44"),
        ("2026-04-05", "1000.00", "sale", "45"),
    ]


def test_pipedrive_activities(cli: Cli) -> None:
    """Whether it is done is a word, and the day another column; the number of a day in Excel is none."""
    take(cli, "pipedrive", "accounts")
    done = take(cli, "pipedrive", "deadlines")
    bad(done, {6: "Activity - Type 'Teleportation': is no kind", 7: "Activity - Due date '46000': is not a date"})
    assert rows(cli, "SELECT title, due, kind, priority, done, note FROM deadlines ORDER BY record_id") == [
        ("Mittagessen", "2026-11-24", "meeting", "high", None, None),
        ("Rückruf", "2026-11-20", "follow-up", "normal", "2026-11-19", "erreicht"),
        ("Angebot", "2026-12-01", "other", "normal", None, None),
        ("Altes", "2026-01-01", "other", "low", "2026-01-01", None),
    ]


def test_dynamics_accounts(cli: Cli) -> None:
    """The key that must not be modified is the key; currencies have names."""
    done = take(cli, "dynamics", "accounts")
    bad(done, {5: "Currency 'Sea Shells': is no currency of ISO 4217", 6: "would put this account above itself"})
    assert rows(cli, "SELECT code, parent, currency, phone, city, country FROM accounts ORDER BY record_id") == [
        ("adventure-works-sample", None, "USD", "555-0152", "Dallas", "U.S."),
        ("fourth-coffee-sample", "adventure-works-sample", "USD", "555-0150", "Renton", "U.S."),
        ("litware-europe", None, "EUR", "555-0151", "Dublin", "Ireland"),
    ]


def test_dynamics_contacts(cli: Cli) -> None:
    """Names of the interface."""
    take(cli, "dynamics", "accounts")
    done = take(cli, "dynamics", "contacts")
    bad(done, {5: "parentcustomeridname 'Contoso': there is no account", 6: "accountrolecode 'Astronaut': is no role"})
    assert rows(cli, "SELECT account, name, title, phone, roles FROM contacts ORDER BY record_id") == [
        ("adventure-works-sample", "Nancy Anderson (sample)", "Purchasing Manager", "555-0100", "decider"),
        ("fourth-coffee-sample", "Yvonne McKay (sample)", None, None, "influencer"),
        ("litware-europe", "Maria Campbell", None, None, "user"),
    ]


def test_dynamics_opportunities(cli: Cli) -> None:
    """What was earned on the day it was won, not what had been estimated."""
    take(cli, "dynamics", "accounts")
    done = take(cli, "dynamics", "sales")
    bad(done, {
        7: "Actual Revenue '£40.00': is in £, and this sale in EUR",
        8: "Actual Close Date '06/24/2026': is no day of the calendar where the day comes first (as in line 3)",
        9: "Actual Revenue '': is empty, and every sale needs its amount",
    })  # fmt: skip
    assert rows(cli, "SELECT account, date, amount, currency FROM sales ORDER BY record_id") == [
        ("adventure-works-sample", "2026-06-05", "10000.00", "USD"),
        ("fourth-coffee-sample", "2026-06-24", "2500.50", "USD"),
        ("litware-europe", "2026-08-07", "5000.00", "EUR"),
    ]


def test_dynamics_tasks(cli: Cli) -> None:
    """Codes for words, and what was cancelled is left out."""
    take(cli, "dynamics", "accounts")
    assert "statecode 'Canceled': it was cancelled (1)" in take(cli, "dynamics", "deadlines", "--dry-run").err
    done = take(cli, "dynamics", "deadlines")
    bad(done, {6: "there is no account 'Maria Campbell'", 7: "regardingobjectidname '': is empty"})
    assert rows(cli, "SELECT title, due, kind, priority, done FROM deadlines ORDER BY record_id") == [
        ("Check sales literature", "2026-12-01T17:00", "other", "normal", None),
        ("Phone about terms", "2026-11-30T09:00", "follow-up", "high", "2026-11-28"),
        ("By number", "2026-11-28", "other", "high", None),
    ]


HUBSPOT = {
    "total": 2,
    "results": [
        {"id": "31", "properties": {"dealname": "Flour", "dealstage": "closedwon", "closedate": "2026-03-04T23:30:00Z",
                                    "amount": "1250.50", "deal_currency_code": "USD", "associatedcompanyid": "9001"}},
        {"id": "34", "properties": {"dealname": "Salt", "dealstage": "contractsent", "closedate": None}},
    ],
    "paging": {"next": {"after": "2"}},
}  # fmt: skip
SALESFORCE = {
    "totalSize": 1,
    "done": True,
    "records": [
        {"attributes": {"type": "Opportunity", "url": "/x"}, "Id": "0065g1", "Account": {"Name": "Aurora Foods"},
         "StageName": "Closed Won", "CloseDate": "2026-03-04", "Amount": 1250.50, "CurrencyIsoCode": "USD"},
    ],
}  # fmt: skip
PIPEDRIVE = {
    "success": True,
    "data": [
        {"id": 41, "title": "Flour", "value": 1250.5, "currency": "USD", "status": "won", "stage_id": 3,
         "won_time": "2026-03-04 10:00:00", "org_id": {"name": "Aurora Foods", "value": 9001}},
        {"id": 42, "title": "Salt", "value": 5, "currency": "USD", "status": "open", "stage_id": 3, "won_time": None,
         "org_id": {"name": "Aurora Foods", "value": 9001}},
    ],
    "additional_data": {"pagination": {"start": 0}},
}  # fmt: skip
DYNAMICS = {
    "@odata.context": "https://x/$metadata#opportunities",
    "value": [
        {"@odata.etag": "W/1", "opportunityid": "0b-1", "name": "Flour", "statecode": 1, "actualvalue": 1250.5000,
         "actualclosedate": "2026-03-04", "_parentaccountid_value": "9001", "estimatedvalue": 2000.0},
    ],
}  # fmt: skip


@pytest.mark.parametrize("reply", [HUBSPOT, SALESFORCE, PIPEDRIVE, DYNAMICS], ids=list(EXPORTS))
@pytest.mark.parametrize("lines", [False, True], ids=["reply", "lines"])
def test_what_their_interfaces_answer_is_taken(cli: Cli, reply: dict[str, Any], lines: bool) -> None:
    """The reply as it is, and its records a line each."""
    take(cli, "hubspot", "accounts")
    records: Sequence[object] = next(value for value in reply.values() if isinstance(value, list))
    text = "\n".join(map(json.dumps, records)) if lines else json.dumps(reply, indent=1)
    (cli.folder / "reply.json").write_text(text.replace("1250.5,", "1250.50,"))
    done = cli("import", "sales", str(cli.folder / "reply.json"))
    assert done.code == 0, done.err
    assert rows(cli, "SELECT account, date, amount, currency FROM sales") == [
        ("aurora-foods", "2026-03-04", "1250.50", "USD")
    ]


def test_a_workbook_of_dynamics_is_taken(cli: Cli) -> None:
    """With a hidden sheet in front, days and amounts as Excel has them."""
    import openpyxl

    header: list[Any] = [
        "(Do Not Modify) Opportunity",
        "Topic",
        "Account",
        "Status",
        "Actual Revenue",
        "Actual Close Date",
    ]
    found: list[list[Any]] = [
        ["0b-1", "Flour", "Aurora Foods", "Won", 1250.1, datetime(2026, 6, 5)],
        ["0b-2", "Salt", "Aurora Foods", "Open", None, None],
        [None] * 6,
        ["0b-3", "Odd", "Aurora Foods", "Won", 0.1 + 0.2, datetime(2026, 6, 6, 15, 30)],
        ["0b-4", "Bad", "Aurora Foods", "Won", "many", datetime(2026, 6, 7)],
    ]
    book = openpyxl.load_workbook(workbook([["secret"]], "hiddenSheet", {"All Opportunities": [header, *found]}))
    book["hiddenSheet"].sheet_state = "veryHidden"
    book.save(cli.folder / "book.xlsx")
    take(cli, "hubspot", "accounts")
    done = cli("import", "sales", str(cli.folder / "book.xlsx"), "--rejects", str(cli.folder / "bad.csv"))
    assert done.out.strip() == "Imported 2 sales (0 already there, 1 left out, 1 rejected)"
    bad(done, {6: "Actual Revenue 'many': is not an amount"})
    assert rows(cli, "SELECT date, amount, ref FROM sales ORDER BY 1") == [
        ("2026-06-05", "1250.10", "0b-1"), ("2026-06-06", "0.30", "0b-3"),
    ]  # fmt: skip
    done = cli("import", "sales", str(cli.folder / "book.xlsx"), "--sheet", "Nope")
    assert (done.code, "has no sheet 'Nope': it has hiddenSheet, All Opportunities" in done.err) == (2, True)


INTERACTIONS = {
    "Subject,Account Name,Date,Activity Type,Comments,Contact,Activity ID": (
        "Spoke,Aurora Foods,2026-03-04,Logged Call,Wants more,Mia Chen,1", "call", "Spoke\nWants more", "Mia Chen"),
    "Record ID,Note body,Associated Company,Activity date": (
        "2,Prefers mail,Aurora Foods,2026-03-04 10:15", "note", "Prefers mail", None),
    "hs_object_id,hs_meeting_title,hs_meeting_body,hs_timestamp,Associated Company IDs": (
        "3,QBR,,2026-03-04T10:00:00Z,9001", "meeting", "QBR", None),
    "Activity - Subject,Activity - Type,Activity - Due date,Activity - Organization,Activity - Duration": (
        "Essen,Lunch,2026-03-04,Aurora Foods,01:30", "meeting", "Essen", None),
    "activityid,subject,description,regardingobjectidname,activitytypecode,actualend": (
        "5,Rang,No answer,Aurora Foods,phonecall,2026-03-04T09:00:00Z", "call", "Rang\nNo answer", None),
}  # fmt: skip


@pytest.mark.parametrize("header", INTERACTIONS)
def test_what_was_said_comes_from_their_activities(cli: Cli, header: str) -> None:
    """Calls, meetings and notes: subject and comments make one text; a column of notes makes notes."""
    take(cli, "hubspot", "accounts")
    take(cli, "hubspot", "contacts")
    row, kind, text, person = INTERACTIONS[header]
    cli.ok("import", "interactions", "-", stdin=f"{header}\n{row}\n")
    assert rows(cli, 'SELECT account, date, kind, text, "with" FROM interactions') == [
        ("aurora-foods", "2026-03-04", kind, text, person)
    ]
    assert "Imported 0 interactions (1 already there" in cli.ok(
        "import", "interactions", "-", stdin=f"{header}\n{row}\n"
    )


def test_products_and_targets(cli: Cli) -> None:
    """A price list, and the goals of accounts from one day to another."""
    take(cli, "hubspot", "accounts")
    cli.ok(
        "import", "products", "-", stdin='Product Name,SKU,Unit price,Product Family\nMill,GC1040,"1,250.00",Machines\n'
    )
    assert rows(cli, "SELECT code, name, price, category, external_id FROM products") == [
        ("mill", "Mill", "1250.00", "Machines", "GC1040")
    ]
    cli.ok("import", "sales", "-", stdin="Account Name,Product Name,Amount,Close Date\nCumulus,GC1040,5,2026-01-01\n")
    assert rows(cli, "SELECT product FROM sales") == [("mill",)]
    cli.ok("import", "targets", "-", stdin="Start Date,End Date,Quota Amount\n2026-01-01,31.03.2026,500000\n")
    assert rows(cli, 'SELECT "start", "end", amount FROM targets') == [("2026-01-01", "2026-04-01", "500000.00")]
