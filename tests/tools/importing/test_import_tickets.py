"""`import issues`: tickets of help desks, where they stand and whom they wait for, and the same file again."""

from __future__ import annotations

from pathlib import Path

from import_samples import taken

from conftest import Cli

DESKS = {
    "Zendesk": (
        "Id=external_id, Requester=raised_by, Organization=account, Subject=title, Status=stage, Priority=severity, "
        "Type=cause, Assignee=owner, Created at=opened, Solved at=solved, First reply time in minutes, "
        "Satisfaction Score=accepted"
    ),
    "Freshdesk": (
        "Ticket ID=external_id, Subject=title, Status=stage, Priority=severity, Agent=owner, Created time=opened, "
        "Resolved time=solved, Closed time=closed, Initial response time=acknowledged, "
        "Full name=raised_by, Company=account"
    ),
    "Jira": (
        "Summary=title, Issue key=external_id, Issue id, Issue Type=cause, Status=stage, Priority=severity, "
        "Assignee=owner, Reporter=raised_by, Created=opened, Resolved=solved, Organizations=account"
    ),
    "Zammad": (
        "#=external_id, Title=title, Customer=raised_by, Organization=account, Owner=owner, State=stage, "
        "Priority=severity, Created at=opened, First response at=acknowledged, Closed at=closed"
    ),
    "osTicket": (
        "Ticket Number=external_id, Date Created=opened, Subject=title, From=raised_by, Priority=severity, Department, "
        "Help Topic=cause, Current Status=stage, Closed Date=closed, Organization=account"
    ),
    "GLPI": (
        "ID=external_id, Titel=title, Entität=account, Status=stage, Eröffnungsdatum=opened, Priorität=severity, "
        "Antragsteller=raised_by, Kategorie=cause"
    ),
    "Intercom": (
        "Conversation ID=external_id, Subject=title, State=stage, Priority=severity, Created at=opened, "
        "Closed at=closed, Company name=account, Contact name=raised_by, First responded at=acknowledged"
    ),
}


def test_the_columns_of_help_desks() -> None:
    """Each is known by its title; who is called the customer beside a firm is the person who wrote, and how long a
    reply took is no moment.
    """
    for desk, columns in DESKS.items():
        wanted, found = taken("issue", columns)
        assert found == wanted, desk


ZENDESK = """\
Id,Requester,Requester email,Organization,Subject,Status,Priority,Type,Assignee,Created at,First reply at,Solved at,\
Satisfaction Score
101,A. Lee,asha@example.com,Acme,Streaks,Solved,Urgent,Defect,Nora Vance,2026-05-04T09:15:30Z,2026-05-04T10:00:00Z,\
2026-05-06T15:30:00Z,Good
102,Bob Ray,,Acme,Wrong invoice,Pending,High,Question,Unassigned,2026-05-05T09:15:00Z,2026-05-05T10:00:00Z,,Offered
103,Asha Rao,,Acme,Late,New,2 - High,Delivery,,2026-05-05T23:15:00+02:00,,,
104,Asha Rao,,Borg,Parts,On-hold,Low,,,2026-05-05T09:15:00Z,,,
"""
SHOWN = "external_id,severity,cause,stage,waiting,opened,acknowledged,closed,raised_by,owner,accepted"


def listed(cli: Cli) -> list[str]:
    return cli.ok("issue", "list", "--all", "--sort", "id", "-f", "csv", "--columns", SHOWN).splitlines()[1:]


def test_tickets_and_how_they_moved(cli: Cli, tmp_path: Path) -> None:
    """Moments are on the portfolio's clock to the minute, the words of the desk become stages and waits, a person is
    known by address or name within the account, and phases tell of it. The same again adds nothing; with --update a
    ticket moves and waits no more, and what was closed here is not opened by a file.
    """
    for name in ("Acme", "Borg"):
        cli.ok("account", "add", name, "--code", name.lower())
    cli.ok("contact", "add", "acme", "Asha Rao", "--email", "asha@example.com")
    cli.ok("colleague", "add", "Nora Vance", "--code", "nora")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    file = tmp_path / "tickets.csv"
    file.write_text(ZENDESK, encoding="utf-8")
    done = cli("import", "issues", str(file))
    assert done.out == "Imported 4 issues (0 already there, 0 rejected)\n", done.err
    assert "2 issues raised by someone who is no contact of the account" in done.err
    assert "1 issue of a type that is none of our causes: other" in done.err
    assert listed(cli) == [
        "101,critical,quality,closed,,2026-05-04T11:15,2026-05-04T12:00,2026-05-06T17:30,Asha Rao,nora,yes",
        "102,high,other,acknowledged,client,2026-05-05T11:15,2026-05-05T12:00,,,,",
        "103,high,delivery,received,,2026-05-05T23:15,,,Asha Rao,,",
        "104,low,other,received,third-party,2026-05-05T11:15,,,,,",
    ]
    phases = cli.ok("phase", "list", "--issue", "IS1", "--sort", "id", "-f", "csv", "--columns", "at,stage")
    assert phases.splitlines()[1:] == [
        "2026-05-04T11:15,received", "2026-05-04T12:00,acknowledged", "2026-05-06T17:30,closed",
    ]  # fmt: skip
    assert cli.ok("import", "issues", str(file), "--update").startswith("Imported 0 issues (4 already there")
    moved = ZENDESK.replace("Pending", "Open").replace("Late,New,", "Late,Solved,")
    file.write_text(moved.replace("+02:00,,,", "+02:00,2026-05-06T09:00:00Z,2026-05-07T09:00:00Z,"), encoding="utf-8")
    assert "changed 2 (2 already there" in cli.ok("import", "issues", str(file), "--update")
    assert listed(cli)[1:3] == [
        "102,high,other,acknowledged,,2026-05-05T11:15,2026-05-05T12:00,,,,",
        "103,high,delivery,closed,,2026-05-05T23:15,2026-05-06T11:00,2026-05-07T11:00,Asha Rao,,",
    ]
    file.write_text(ZENDESK, encoding="utf-8")
    assert "`amcli issue reopen IS3`" in cli("import", "issues", str(file), "--update").err


FRESHDESK = """\
Ticket ID,Subject,Status,Priority,Company,Full name,Created time,Resolved time,Closed time,Agent
1,A,Awaiting parts,Urgent,Acme,Asha Rao,2026-05-04 09:15:22,,,No Agent
2,B,Pending,Medium,Acme,Asha Rao,2026-05-04 09:15:22,,,
3,C,Closed,Low,Acme,Asha Rao,2026-05-04 09:15:22,2026-05-04 08:15:22,,
4,D,Closed,Low,Acme,Asha Rao,2026-05-04 09:15:22,,,
5,E,Resolved,Low,Acme,Asha Rao,2026-05-04 09:15:22,,,
6,F,Spam,Low,Acme,,2026-05-04 09:15:22,,,
7,G,Open,Low,Acme,Asha Rao,2026-05-04 09:15:22,2026-05-05 08:15:22,,
"""


def test_what_a_file_of_tickets_does_not_say(cli: Cli, tmp_path: Path) -> None:
    """A status that is not known is asked about once for all its rows, Pending of a desk that nobody knows too; moments
    that contradict the order of things, and an end without one, make a bad row; what was solved at none is answered.
    """
    cli.ok("account", "add", "Acme", "--code", "acme")
    file = tmp_path / "tickets.csv"
    file.write_text(FRESHDESK, encoding="utf-8")
    bad = cli("import", "issues", str(file))
    assert bad.code == 2
    assert "'Awaiting parts' (1 row), 'Pending' (1 row): type --stage 'Awaiting parts=third-party'" in bad.err
    assert "--stage Pending=client (ours: received, " in bad.err
    assert "line 4, Resolved time '2026-05-04 08:15:22': is before it was opened, 2026-05-04 09:15" in bad.err
    assert "line 5: it is closed, and no column says since when: type --map closed=COLUMN" in bad.err
    assert cli("import", "issues", str(file), "--stage", "Pending=waiting").code == 2
    answers = ("--stage", "awaiting parts=third-party", "--stage", "Pending=us", "--create-missing")
    done = cli("import", "issues", str(file), *answers, "--rejects", str(tmp_path / "bad.csv"))
    assert (done.code, done.out) == (6, "Imported 4 issues (0 already there, 1 left out, 2 rejected)\n")
    assert "1 issue solved, and no column says when: answered, not closed" in done.err
    assert "1 issue open, with a moment at which it had been solved or closed: that was left out" in done.err
    assert [row.split(",")[3:5] for row in listed(cli)] == [
        ["received", "third-party"], ["received", "us"], ["answered", ""], ["received", ""],
    ]  # fmt: skip
    assert len(cli.ok("contact", "list", "-f", "csv").splitlines()) == 2
    file.write_text(FRESHDESK.replace("Urgent", "1"), encoding="utf-8")
    assert "--word severity:1=critical for each" in cli("import", "issues", str(file), *answers).err


def test_a_sheet_of_negotiations(cli: Cli, tmp_path: Path) -> None:
    """A row is one negotiation, an end has its outcome and its day; what belongs to one comes in no file of its own."""
    file = tmp_path / "talks.csv"
    rows = "Acme,Prices,01.10.2026,31.12.2026,laufend,\nAcme,Terms,01.10.2025,,Einigung,12.12.2025\n"
    begin = "Client,Thema,Begonnen,Frist,Ergebnis,Beendet am\n"
    file.write_text(f"{begin}{rows}Acme,X,01.10.2025,,Einigung,\n", encoding="utf-8")
    assert (
        "line 4: a negotiation that ended has its outcome and its day"
        in cli("import", "negotiations", str(file), "--create-missing").err
    )
    file.write_text(begin + rows, encoding="utf-8")
    assert "Imported 2" in cli.ok("import", "negotiations", str(file), "--create-missing")
    assert "Imported 0" in cli.ok("import", "negotiations", str(file), "--update")
    columns = ("--columns", "subject,outcome,closed")
    listed = cli.ok("negotiation", "list", "--all", "--sort", "id", "-f", "csv", *columns).splitlines()[1:]
    assert listed == ["Prices,,", "Terms,agreed,2025-12-12"]
    for kind in ("points", "offers", "terms", "phases"):
        assert f"'{kind}' is no kind of record" in cli("import", kind, str(file)).err
