"""`amcli issue`: conflicts from the first word to the last, each change kept with its moment."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli


def at(cli: Cli, moment: str, *words: str) -> str:
    """What a command says at a moment; what it notes stands before that."""
    done = cli(*words, AMCLI_TODAY=moment)
    assert done.code == 0, done.err
    return done.err + done.out


def refused(cli: Cli, moment: str, said: str, *words: str) -> None:
    """The command ends with 2 or 4 at a moment, says it, and changes nothing."""
    before = cli.dump(journal=True)
    done = cli(*words, AMCLI_TODAY=moment)
    assert done.code in (2, 4) and said in done.err, done
    assert cli.dump(journal=True) == before


def record(cli: Cli, reference: str = "IS1") -> dict[str, Any]:
    found: Any = cli.json("issue", "show", reference)
    return dict(found)


def phases(cli: Cli, reference: str = "IS1") -> list[str]:
    """Moment, stage, severity and wait of each phase, from the first on."""
    keys = ("at", "stage", "severity", "waiting")
    return [" ".join(str(each[key] or "-") for key in keys) for each in record(cli, reference)["phases"]]


def test_what_was_promised_is_a_deadline_about_it(agreed: Cli) -> None:
    """`add` says what it made; one that is open already is noted; the rest is refused."""
    before = agreed.dump()
    said = at(
        agreed, "2026-09-17 10:00", "issue", "add", "maruti", "Late trucks", "--cause", "delivery", "--wants", "A plan",
        "--promised", "fri", "--owner", "nora",
    )  # fmt: skip
    assert said == (
        "Added issue IS2 (Late trucks, maruti): normal, delivery, received, "
        "by then D4 (Promised: Late trucks, 2026-09-18)\n"
    )
    (promise,) = record(agreed, "IS2")["deadlines"]
    assert (promise["kind"], promise["owed_by"], promise["for"]) == ("follow-up", "us", "nora")
    agreed.ok("undo")
    assert agreed.dump() == before
    assert "IS1 of 2026-09-10 09:30 is called so too, and open" in at(
        agreed, "2026-09-17 10:00", "issue", "add", "maruti", "pads SQUEAL"
    )
    assert [each["id"] for each in agreed.json("colleague", "show", "nora")["issues"]] == ["IS1"]  # type: ignore[index]
    listed: Any = agreed.json("issue", "list", "--owner", "nora", "--cause", "quality")
    assert [(each["id"], each["age"]) for each in listed] == [("IS1", 7)]
    for said, *words in (
        ("--on is the day, or day and time", "issue", "add", "maruti", "x", "--on", "2026-09-18"),
        ("not before 2026-09-17", "issue", "add", "maruti", "x", "--acknowledged", "2026-09-16"),
        ("`amcli issue close IS3 --accepted", "issue", "add", "maruti", "x", "--accepted", "yes"),
    ):
        refused(agreed, "2026-09-17", said, *words)


def test_a_life_from_the_first_word_to_the_last(agreed: Cli) -> None:
    """Waits, an escalation, an answer with its cost, an end, a second time; each is a phase, and all is told."""
    agreed.ok("issue", "edit", "IS1", "--raised-by", "Ravi Iyer")
    assert "IS1 acknowledged" in at(
        agreed, "2026-09-10 11:00", "log", "IS1", "They send samples", "--with", "Ravi Iyer"
    )
    assert "waiting for none → client" in at(agreed, "2026-09-10 12:00", "issue", "wait", "IS1", "client")
    assert "high → critical" in at(agreed, "2026-09-11 09:00", "issue", "edit", "IS1", "--severity", "critical")
    # A stage that was entered before what is known already is put in its place; the wait and the severity stay.
    at(agreed, "2026-09-11 10:00", "issue", "move", "IS1", "investigating", "--on", "2026-09-10 15:00")
    at(agreed, "2026-09-11 11:00", "issue", "resume", "IS1")
    assert "Nothing to change: IS1 is investigating" in at(agreed, "2026-09-11 11:00", "issue", "resume", "IS1")
    assert "does not stop the clock" in at(agreed, "2026-09-11 12:00", "issue", "wait", "IS1", "us")
    at(agreed, "2026-09-11 13:00", "issue", "escalate", "IS1", "--to", "nora", "--reason", "The line stands still")
    said = at(agreed, "2026-09-14 09:00", "issue", "resolve", "IS1", "New", "pads", "--cost", "500")
    assert "investigating → answered, waiting for us → none, cost none → 500 USD" in said
    assert "answered → closed, not accepted" in at(agreed, "2026-09-14", "issue", "close", "IS1", "--accepted", "no",
                                                   "--on", "2026-09-14")  # fmt: skip
    at(agreed, "2026-09-15 08:00", "issue", "reopen", "IS1", "--reason", "It squeals again")
    assert phases(agreed) == [
        "2026-09-10T09:30 received high -",
        "2026-09-10T11:00 acknowledged high -",
        "2026-09-10T12:00 acknowledged high client",
        "2026-09-10T15:00 investigating high client",
        "2026-09-11T09:00 investigating critical client",
        "2026-09-11T11:00 investigating critical -",
        "2026-09-11T12:00 investigating critical us",
        "2026-09-11T13:00 investigating critical us",
        "2026-09-14T09:00 answered critical -",
        "2026-09-14T09:00 closed critical -",  # a day alone is after what happened on it
        "2026-09-15T08:00 investigating critical -",
    ]
    found = record(agreed)
    assert (found["acknowledged"], found["closed"], found["accepted"], found["resolution"]) == (
        "2026-09-10T11:00", None, None, None,
    )  # fmt: skip
    assert found["note"].splitlines() == [
        "Taken to nora 2026-09-11 13:00: The line stands still",
        "Answered 2026-09-14 09:00, cost 500 USD, closed 2026-09-14 09:00, not accepted: New pads",
        "Opened again 2026-09-15 08:00: It squeals again",
    ]
    at(agreed, "2026-09-15 09:00", "deadline", "add", "IS1", "Send the report", "--due", "2026-09-16")
    agreed.ok("deadline", "add", "IS1", "Their samples", "--due", "2026-09-16", "--owed-by", "client")
    agreed.ok("deadline", "done", "D4", "--evidence", "Mail of noon")
    shown = agreed.ok("IS1", tty=True, COLUMNS="100", NO_COLOR="1")
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[0] == "Pads squeal · IS1 · Maruti Suzuki · quality of nora"
    for line in (
        "critical · investigating · open for 7 days", "raised by Ravi Iyer · taken to nora",
        "Thu 10 Sep 09:30 received, high, of nora", "Thu 10 Sep call Ravi Iyer: They send samples",
        "Fri 11 Sep 12:00 waits for us",
        "Fri 11 Sep 13:00 taken to nora, The line stands still",
        "Mon 14 Sep 09:00 answered, waits for us no more, New pads, cost 500 USD",
        "Mon 14 Sep 09:00 closed, not accepted",
        "Tue 15 Sep 08:00 opened again, investigating, It squeals again",
        "Wed 16 Sep other client owed D5 Their samples: not done, and was due",
        "Thu 17 Sep other D4 Send the report: done 1 day late, Mail of noon",
    ):  # fmt: skip
        assert line in lines, (line, shown)
    for width in (40, 80):
        drawn = agreed.ok("issue", "show", "IS1", tty=True, COLUMNS=str(width), NO_COLOR="1")
        assert max(map(len, drawn.splitlines())) <= width
    assert agreed.json("issue", "list", "--stage", "investigating", "--escalated-to", "nora", "--severity", "critical")
    assert '"error"' not in agreed.ok("doctor", "-f", "json")


def test_what_cannot_be_says_what_to_type(agreed: Cli) -> None:
    """An end by its verb, no moment before it was raised or to come, nothing before what is known; several at once."""
    now = "2026-09-11 12:00"
    at(agreed, "2026-09-11 10:00", "issue", "move", "IS1", "investigating")
    at(agreed, "2026-09-11 11:00", "issue", "wait", "IS1", "client")
    for said, *words in (
        ("`amcli issue resolve IS1 TEXT`", "move", "IS1", "answered"),
        ("`amcli issue close IS1 --accepted yes|no`", "move", "IS1", "closed"),
        ("`amcli issue close IS1 --accepted yes|no`", "edit", "IS1", "--closed", "today"),
        ("nothing takes back that it was acknowledged", "move", "IS1", "received"),
        ("is no stage: use one of received", "move", "IS1", "solved"),
        ("say which issue and into which stage", "move", "IS1"),
        ("still to come: --on", "move", "IS1", "acknowledged", "--on", "2026-09-12"),
        ("raised on 2026-09-10 09:30: type --on 2026-09-10T09:30", "resume", "IS1", "--on", "2026-09-09"),
        ("changed its wait on 2026-09-11 11:00", "wait", "IS1", "us", "--on", "2026-09-11 10:30"),
        ("became investigating on 2026-09-11 10:00", "resolve", "IS1", "x", "--on", "2026-09-10"),
        ("is nobody to wait for", "wait", "IS1", "them"),
        ("say to whom", "escalate", "IS1"),
        ("say what was answered", "resolve", "IS1"),
        ("issue close IS1 --accepted yes|no", "close", "IS1"),
        ("IS1 is open, and investigating", "reopen", "IS1"),
        ("--on is when IS1 was raised", "edit", "IS1", "--on", "today", "--severity", "low"),
        ("--on is not after 2026-09-11 10:00", "edit", "IS1", "--on", "2026-09-11 10:30"),
        ("can be corrected, and not be empty", "edit", "IS1", "--acknowledged", ""),
        ("nothing to change", "edit", "IS1"),
    ):  # fmt: skip
        refused(agreed, now, said, "issue", *words)
    assert "goes back from investigating to acknowledged" in at(agreed, now, "issue", "move", "IS1", "acknowledged")
    at(agreed, now, "issue", "add", "eclair", "Wrong colour")
    done = agreed("issue", "close", "-", "--accepted", "yes", stdin="IS1\nIS2\n", AMCLI_TODAY=now)
    assert "IS1 (Pads squeal, maruti): acknowledged → closed, waiting for client → none, accepted; IS2" in done.out
    assert "IS2 has no answer: `amcli issue edit IS2 --resolution TEXT`" in done.err
    assert record(agreed, "IS2")["acknowledged"] == "2026-09-11T12:00"  # who hears the end hears that it was handled
    for closed in (("move", "IS1", "investigating"), ("wait", "IS1", "us"), ("resume", "IS1"), ("resolve", "IS1", "x"),
                  ("edit", "IS1", "--waiting", "us")):  # fmt: skip
        refused(agreed, "2026-09-17", "`amcli issue reopen IS1` it first", "issue", *closed)
    refused(agreed, "2026-09-17", "already", "issue", "close", "IS1", "--accepted", "yes")
    assert agreed.json("issue", "list") == [] and len(agreed.json("issue", "list", "--all")) == 2  # type: ignore[arg-type]


def test_moments_are_corrected_with_their_phases(agreed: Cli) -> None:
    """`edit --on`, `--acknowledged` and `--closed` move the phase; one of them in the wrong order is refused."""
    now = "2026-09-17 08:00"
    at(agreed, "2026-09-11 10:00", "issue", "wait", "IS1", "client")
    at(agreed, "2026-09-11 12:00", "issue", "move", "IS1", "investigating")
    at(agreed, "2026-09-14 12:00", "issue", "close", "IS1", "--accepted", "yes")
    at(agreed, now, "issue", "edit", "IS1", "--on", "2026-09-10 08:00")
    at(agreed, now, "issue", "edit", "IS1", "--acknowledged", "2026-09-11 09:00")
    assert "closed 2026-09-14 12:00 → 2026-09-12" in at(agreed, now, "issue", "edit", "IS1", "--closed", "2026-09-12")
    assert phases(agreed) == [
        "2026-09-10T08:00 received high -",
        "2026-09-11T09:00 acknowledged high -",
        "2026-09-11T10:00 acknowledged high client",
        "2026-09-11T12:00 investigating high client",
        "2026-09-12 closed high -",
    ]
    at(agreed, now, "issue", "edit", "IS1", "--acknowledged", "2026-09-11 11:00")
    assert phases(agreed)[1:3] == ["2026-09-11T10:00 received high client", "2026-09-11T11:00 acknowledged high client"]
    # What is corrected after the end is a phase of its own, and no other end: the clock stands where it was closed.
    keys = ("worked_minutes", "waited_minutes", "close_limit", "close_used_minutes", "close_kept")
    clock = {key: record(agreed)[key] for key in keys}
    assert list(clock.values()) == [540, 420, "5d", 540, True]
    agreed.ok("issue", "edit", "IS1", "--severity", "critical", "--owner", "")
    assert {key: record(agreed)[key] for key in keys} == clock
    refused(agreed, now, "not after 2026-09-11 12:00", "issue", "edit", "IS1", "--acknowledged", "2026-09-11 13:00")
    refused(
        agreed, now, "--closed is not before 2026-09-11 12:00", "issue", "edit", "IS1", "--closed", "2026-09-11 11:00"
    )
    assert '"error"' not in agreed.ok("doctor", "-f", "json")


@pytest.mark.parametrize("way", ["log", "edit"])
def test_the_first_word_of_both_sides_acknowledges(agreed: Cli, way: str) -> None:
    """A call about a received issue acknowledges it on its day and not before it was raised, however it comes in;
    a note does not, and neither does one to come; undo takes it back.
    """
    now = "2026-09-11 08:00"
    agreed.ok("log", "IS1", "Asked the plant", "--kind", "note", "--on", "2026-09-10", AMCLI_TODAY=now)
    agreed.ok("log", "IS1", "They will call", "--on", "2026-09-12", AMCLI_TODAY=now)
    assert record(agreed)["stage"] == "received"
    before = agreed.dump()
    if way == "log":
        agreed.ok("log", "IS1", "They called about the order", "--on", "2026-09-09", AMCLI_TODAY=now)
        assert record(agreed)["stage"] == "received"  # before it was raised nobody spoke about it
        before = agreed.dump()
        said = at(agreed, now, "log", "IS1", "They send samples", "--on", "2026-09-10")
        assert ", IS1 acknowledged as of 2026-09-10 09:30" in said
        assert "`amcli issue edit IS1 --acknowledged MOMENT` corrects that" in said
        when = "2026-09-10T09:30"
    else:
        assert ", IS1 acknowledged" in at(agreed, now, "interaction", "edit", "I3", "--kind", "email", "--on", "today")
        when = "2026-09-11T08:00"
    assert (record(agreed)["stage"], record(agreed)["acknowledged"]) == ("acknowledged", when)
    assert phases(agreed)[-1] == f"{when} acknowledged high -"
    agreed.ok("undo")
    assert agreed.dump() == before


def test_what_comes_in_at_once_has_a_sensible_history(agreed: Cli, tmp_path: Path) -> None:
    """Received, acknowledged and closed at their moments, and what is said of one acknowledges it; a whole portfolio
    has its phases as they were; a file that is read again changes what it says, at the moment it does.
    """
    agreed.ok("log", "IS1", "Asked", "--kind", "note", "--on", "2026-09-12")
    for moments in (("2026-09-01 08:00", "2026-09-01 10:00", "2026-09-03 09:00"), ("2026-09-02", "2026-09-03", "")):
        given = zip(("--on", "--acknowledged", "--closed"), moments, strict=True)
        agreed.ok("issue", "add", "maruti", "x", *(word for pair in given if pair[1] for word in pair))
    document: Any = json.loads(agreed.ok("export", "all"))
    as_it_was, document["phases"] = json.dumps(document), []
    document["interactions"][-1]["kind"] = "visit"
    for each, text in ((Cli(tmp_path / "1"), json.dumps(document)), (Cli(tmp_path / "2"), as_it_was)):
        each.folder.mkdir()
        each.ok("import", "all", "-", stdin=text)
        first = "2026-09-12 acknowledged high -" if each.folder.name == "1" else "2026-09-10T09:30 received high -"
        assert phases(each)[-1] == first
        assert phases(each, "IS2") == [
            "2026-09-01T08:00 received normal -", "2026-09-01T10:00 acknowledged normal -",
            "2026-09-03T09:00 closed normal -",
        ]  # fmt: skip
        assert phases(each, "IS3") == ["2026-09-02 received normal -", "2026-09-03 acknowledged normal -"]
        assert '"error"' not in each.ok("doctor", "-f", "json")
    agreed.ok("issue", "edit", "IS1", "--external-id", "T-1", "--waiting", "client")
    file = tmp_path / "issues.csv"
    file.write_text("account,title,severity,opened,external_id\nmaruti,Pads squeal,critical,2026-09-10 09:30,T-1\n")
    agreed.ok("import", "issues", str(file), "--update")
    assert phases(agreed)[-1] == "2026-09-17 received critical client"


def test_doctor_sees_and_mends_an_issue_that_stands_otherwise(agreed: Cli) -> None:
    """A change by another tool is named, and one more phase says how it stands."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(agreed.db)) as other, other:
        other.execute("UPDATE issue SET severity = 'low'")
    assert "IS1 does not stand as its last phase PH1 says: severity" in agreed("doctor").out
    agreed("doctor", "--repair")
    assert phases(agreed)[-1] == "2026-09-17 received low -"
    assert "IS1 does not" not in agreed("doctor").out
