"""Calendars as Outlook, Google, Apple and others write them, and odd values where amcli does not look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calendar_samples import event, lines, parsed

from conftest import Cli, Done, built_once

DAY = ";VALUE=DATE:"
GOOD = event("ok", f"{DAY}20261001", "Contract review")


@pytest.fixture
@built_once
def ford(cli: Cli) -> Cli:
    """An account in Berlin."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    return cli


def take(cli: Cli, content: bytes, *words: str) -> Done:
    """Import a file for the one account."""
    done = cli("import", "ics", "-", "--account", "ford", *words, stdin=content)
    assert done.code == 0, done.err
    return done


def rows(cli: Cli) -> dict[str, dict[str, Any]]:
    """The open deadlines by their titles."""
    found: Any = cli.json("export", "deadlines")
    return {row["title"]: row for row in found if not row["done"]}


def dues(cli: Cli) -> dict[str, str]:
    """When they are due."""
    return {title: row["due"] for title, row in rows(cli).items()}


ODD = (
    "CREATED:00001231T000000Z",
    "LAST-MODIFIED:yesterday",
    "DTSTAMP:",
    "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:%%%",
    "PERCENT-COMPLETE:lots",
    "DTEND;TZID=Nowhere/Else:20261002T100000",
    "DTEND:20261301",
    "DURATION:soon",
    "PRIORITY:very",
    "SEQUENCE:one",
    "GEO:here",
    "EXDATE:",
    "RDATE:",
    'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="a;b:c":geo:1,2',
    "STATUS:",
    "CATEGORIES:",
    "COMPLETED:never",
    "no property at all",
    "X-BROKEN;:",
    "REQUEST-STATUS:2.0;Success",
    "BEGIN:VALARM\r\nTRIGGER:soon\r\nEND:VALARM",
    "BEGIN:VALARM\r\nTRIGGER;VALUE=DATE-TIME:20261301T000000Z\r\nACTION:NONE\r\nEND:VALARM",
    "BEGIN:X-UNKNOWN\r\nDTSTART:nonsense\r\nEND:X-UNKNOWN",
    "URL:" + "a" * 100_000,
)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_what_is_not_used_keeps_nothing_out(ford: Cli, odd: str) -> None:
    """The entry goes in, with the others; an export of it is a calendar that can be read."""
    done = take(ford, lines(*GOOD, *event("g", f"{DAY}20261002", "Price talk", *odd.split("\r\n"))))
    assert done.out.startswith("Imported 2 deadlines")
    assert dues(ford) == {"Contract review": "2026-10-01", "Price talk": "2026-10-02"}
    assert len(parsed(ford.ok("export", "ics")).walk("VEVENT")) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (("BEGIN:VTODO", "UID:t", "SUMMARY:Some day", "END:VTODO"), "a to-do without a day is never due: 1"),
        (event("p", f"{DAY}20200101", "Long ago"), "because the day is over: 1"),
        (event("o", f"{DAY}20200101", "Ended", "RRULE:FREQ=DAILY;UNTIL=20200301"), "because the day is over: 1"),
        (event("u", f"{DAY}20200101", "Bad end", "RRULE:FREQ=DAILY;UNTIL=20191201"), "because the day is over: 1"),
        (event("c", f"{DAY}20261001", "Off", "STATUS:CANCELLED"), "cancelled or completed already: 1"),
        (event("e", f"{DAY}20261001", "Never", "RRULE:FREQ=DAILY;COUNT=1", f"EXDATE{DAY}20261001"), "already: 1"),
        ((*event("v", f"{DAY}20261003", "One"), *event("v", f"{DAY}20261004", "Two", "SEQUENCE:2")), "later version"),
    ],
)
def test_what_is_left_out_is_counted(ford: Cli, content: tuple[str, ...], said: str) -> None:
    """With the reason; the good one goes in."""
    done = take(ford, lines(*GOOD, *content))
    assert said in done.err
    assert dues(ford)["Contract review"] == "2026-10-01"


def test_a_birthday_without_a_year(ford: Cli) -> None:
    """Apple and Google say 1604 for that: it is a series from its next day on, also of the 29th of February."""
    take(ford, lines(*event("b", f"{DAY}16040928", "Jane", "RRULE:FREQ=YEARLY"),
                     *event("l", f"{DAY}16040229", "Leap", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")))  # fmt: skip
    assert dues(ford) == {"Jane": "2026-09-28", "Leap": "2028-02-29"}


def test_an_event_without_a_uid_is_known_by_its_content(ford: Cli) -> None:
    """The same again adds nothing, and two that are not the same are two."""
    one = ("BEGIN:VEVENT", f"DTSTART{DAY}20261003", "SUMMARY:Booking", "END:VEVENT")
    two = ("BEGIN:VEVENT", "UID:", f"DTSTART{DAY}20261004", "SUMMARY:Booking", "END:VEVENT")
    assert take(ford, lines(*one, *two)).out.startswith("Imported 2 deadlines")
    assert take(ford, lines(*two, *one)).out.startswith("Imported 0 deadlines (0 updated, 2 already there")


MIDNIGHT = (
    (";TZID=Europe/Berlin:20261005T000000", "DTEND;TZID=Europe/Berlin:20261006T000000", "2026-10-05"),
    (";TZID=Asia/Tokyo:20261005T000000", "DTEND;TZID=Asia/Tokyo:20261006T000000", "2026-10-05"),
    (":20261004T220000Z", "DTEND:20261005T220000Z", "2026-10-05"),  # midnight here
    (":20261005T000000Z", "DURATION:P1D", "2026-10-05"),
    (";TZID=Europe/Berlin:20261025T000000", "DTEND;TZID=Europe/Berlin:20261026T000000", "2026-10-25"),  # 25 hours
    (";VALUE=DATE:20261005T000000", "X-NOTHING:1", "2026-10-05"),
    (":20261005", "X-NOTHING:1", "2026-10-05"),
    (";TZID=Europe/Berlin:20261005T000000", "DTEND;TZID=Europe/Berlin:20261005T010000", "2026-10-05T00:00"),
    (";TZID=Europe/Berlin:20261005T000000", "X-NOTHING:1", "2026-10-05T00:00"),
    (";TZID=Europe/Berlin:20261005T090000", "DTEND;TZID=Europe/Berlin:20261006T090000", "2026-10-05T09:00"),
)


@pytest.mark.parametrize(("start", "end", "due"), MIDNIGHT)
def test_from_midnight_to_midnight_is_a_day(ford: Cli, start: str, end: str, due: str) -> None:
    """As Outlook and Exchange write it; what is shorter, or begins at another hour, has a time."""
    take(ford, lines(*event("m", start, "Fair", end)))
    assert dues(ford) == {"Fair": due}


def test_outlook_says_that_it_is_no_whole_day(ford: Cli) -> None:
    """X-MICROSOFT-CDO-ALLDAYEVENT decides; a series of whole days is one, and leaves out days by their midnight."""
    berlin = ";TZID=W. Europe Standard Time:"
    timed = event("a", f"{berlin}20261005T000000", "Shift", f"DTEND{berlin}20261006T000000",
                  "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE")  # fmt: skip
    whole = event("b", f"{berlin}20261006T000000", "Fair", f"DTEND{berlin}20261007T000000",
                  "RRULE:FREQ=DAILY;UNTIL=20261007T220000Z", f"EXDATE{berlin}20261006T000000",
                  "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")  # fmt: skip
    take(ford, lines(*timed, *whole))
    assert dues(ford) == {"Shift": "2026-10-05T00:00", "Fair": "2026-10-07"}
    assert rows(ford)["Fair"]["until"] == "2026-10-08"  # which begins at that very moment


def test_an_invitation_of_outlook(ford: Cli) -> None:
    """Its zone has a name of Windows, and all that it says beyond is given back."""
    kept = (
        'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Doe, Jo":mailto:jo@ford.example',
        "CLASS:PUBLIC", "LOCATION;LANGUAGE=en-US:Microsoft Teams Meeting", "ORGANIZER;CN=Ada:mailto:ada@ford.example",
        "X-ALT-DESC;FMTTYPE=text/html:<html><body>Hello</body></html>", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
    )  # fmt: skip
    whole = event(
        "040000008200E00074C5B7101A82E008", ";TZID=Pacific Standard Time:20261005T100000", "Call",
        "DTEND;TZID=Pacific Standard Time:20261005T103000", "PRIORITY:5", "TRANSP:OPAQUE", "SEQUENCE:0", *kept,
        "BEGIN:VALARM", "DESCRIPTION:REMINDER", "TRIGGER;RELATED=START:-PT15M", "ACTION:DISPLAY", "END:VALARM",
    )  # fmt: skip
    take(ford, lines("METHOD:REQUEST", *whole, prodid="Microsoft Exchange Server 2010"))
    assert (rows(ford)["Call"]["due"], rows(ford)["Call"]["remind"]) == ("2026-10-05T19:00", "15m")
    text = ford.ok("export", "ics").replace("\r\n ", "")
    for line in (*kept, "DURATION:PT30M", "TRANSP:OPAQUE", "TRIGGER:-PT15M"):
        assert line in text, line
    assert text.count("BEGIN:VALARM") == 1
    assert "DTSTART;TZID=America/Los_Angeles:20261005T100000" in text


def test_a_series_of_google(ford: Cli) -> None:
    """Single meetings of it come with the same UID and their own SEQUENCE; WKST and the like do no harm."""
    zone = ";TZID=America/New_York:"
    whole = event("g@google.com", f"{zone}20260921T100000", "Sync", f"DTEND{zone}20260921T103000",
                  "RRULE:FREQ=WEEKLY;WKST=SU;UNTIL=20261013T035959Z;BYDAY=MO", f"EXDATE{zone}20260928T100000",
                  "X-GOOGLE-CONFERENCE:https://meet.google.com/abc")  # fmt: skip
    moved = event("g@google.com", f"{zone}20261006T100000", "Sync", f"RECURRENCE-ID{zone}20261005T100000", "SEQUENCE:1")
    take(ford, lines("X-WR-CALNAME:Work", "X-WR-TIMEZONE:America/New_York", *whole, *moved))
    found: Any = ford.json("deadline", "list", "--expand", "2m")
    assert [row["due"] for row in found] == ["2026-09-21T16:00", "2026-10-06T16:00", "2026-10-12T16:00"]


def test_alarms_of_apple(ford: Cli) -> None:
    """A default alarm at a moment long ago is none, and what is no plain alarm is given back as it was."""
    block = ("BEGIN:VALARM", "X-WR-ALARMUID:1", "ACTION:AUDIO", "TRIGGER:-PT30M", "ATTACH:Chord", "END:VALARM")
    ended = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER;RELATED=END:PT5M", "END:VALARM")
    take(ford, lines(*event("a", ";TZID=Europe/Berlin:20261005T100000", "Call", "DURATION:PT1H", *block, *ended)))
    assert rows(ford)["Call"]["remind"] == "30m"
    text = ford.ok("export", "ics").replace("\r\n ", "")
    assert not [line for line in ("X-WR-ALARMUID:1", "ATTACH:Chord", "TRIGGER;RELATED=END:PT5M") if line not in text]
    assert text.count("TRIGGER:-PT30M") == 1
    ford.ok("deadline", "edit", "D1", "--remind", "1d")
    assert "Chord" not in ford.ok("export", "ics")


SEVERAL = lines(*GOOD) + lines(*event("s", ":20261002T100000Z", "Second"), prodid="-//amcli//amcli//EN")


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (b"\xef\xbb\xbf" + lines(*GOOD), {"Contract review"}),
        (lines(*GOOD).decode().encode("utf-16"), {"Contract review"}),
        (lines(*event("x", f"{DAY}20261001", "Prüfung für Müller, Größe")).decode().encode("cp1252"),
         {"Prüfung für Müller, Größe"}),
        (lines(*GOOD).replace(b"\r\n", b"\n"), {"Contract review"}),
        (lines(*GOOD).replace(b"\r\n", b"\r"), {"Contract review"}),
        (lines(*GOOD).replace(b"\r\n", b"\r\r\n"), {"Contract review"}),
        (lines(*GOOD).replace(b"\r\nSUMMARY", b"\n\n\r\nSUMMARY"), {"Contract review"}),
        (lines(*GOOD).replace(b"Contract review", b"Contract\r\n  rev\r\n\tiew"), {"Contract review"}),
        (lines(*GOOD).replace(b"DTSTART;", b"DTSTART\r\n ;").replace(b"VERSION:", b"VERSION\n :"), {"Contract review"}),
        (lines(*GOOD).replace(b"Contract review", b"M\xc3\r\n \xbcller"), {"Müller"}),  # folded within a letter
        (lines(*GOOD).replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"SUMMARY", b"Summary"), {"Contract review"}),
        (SEVERAL, {"Contract review", "Second"}),
        (lines(*GOOD).replace(b"SUMMARY:", b"SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller=\r\n, "),
         {"Müller, Contract review"}),
        (lines(*GOOD).replace(b"END:VEVENT", b"DESCRIPTION:one\r\n\r\ntwo; with: colon\r\nEND:VEVENT"),
         {"Contract review"}),
    ],
)  # fmt: skip
def test_ways_to_write_a_file(ford: Cli, content: bytes, titles: set[str]) -> None:
    """Marks, encodings, line ends, folds in odd places, several calendars in one file."""
    take(ford, content)
    assert set(dues(ford)) == titles


def test_an_encoding_that_is_not_plain_is_asked_for(ford: Cli) -> None:
    """And --encoding answers."""
    content = lines(*event("x", f"{DAY}20261001", "Ünal Şahin")).decode().encode("cp1254")
    done = ford("import", "ics", "-", "--account", "ford", stdin=content)
    assert (done.code, "type --encoding" in done.err) == (2, True)
    take(ford, content, "--encoding", "cp1254")
    assert set(dues(ford)) == {"Ünal Şahin"}


def test_lines_that_are_not_folded(ford: Cli) -> None:
    """A text that goes over several lines as it is, is read as it was meant."""
    content = lines(*event("n", f"{DAY}20261001", "Visit", "DESCRIPTION:First", "", "second line", "third"))
    take(ford, content)
    assert rows(ford)["Visit"]["note"] == "First\n\nsecond line\nthird"


def test_broken_letters_keep_no_calendar_out(ford: Cli) -> None:
    """A file that is UTF-8 but for a line says so."""
    content = lines(*event("n", f"{DAY}20261001", "Müller", "DESCRIPTION:größer", "LOCATION:Zürich", "X-ODD:?"))
    done = take(ford, content.replace(b"X-ODD:?", b"X-ODD:\xff"))
    assert "of which 1 line has bytes that are no letters" in done.err
    assert dues(ford) == {"Müller": "2026-10-01"}


@pytest.mark.parametrize(
    ("rule", "every"),
    [
        ("FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0;BYSECOND=0", "FREQ=WEEKLY"),
        ("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT", "FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYDAY=MO;", "FREQ=WEEKLY;BYDAY=MO"),
        ("freq=weekly;byday=mo,we", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=1MO", "FREQ=YEARLY;BYDAY=1MO;BYMONTH=10"),
    ],
)
def test_rules_that_say_more_than_they_need(ford: Cli, rule: str, every: str) -> None:
    """The hour that the start has anyway, our own calendar, a sign too many."""
    take(ford, lines(*event("r", ";TZID=Europe/Berlin:20261005T100000", "Call", f"RRULE:{rule}")))
    assert rows(ford)["Call"]["every"] == every


def test_the_good_ones_of_two_calendars_go_in(ford: Cli, tmp_path: Path) -> None:
    """The bad ones are in the other file, each in its own calendar with its own time zones."""
    zone = ("BEGIN:VTIMEZONE", "TZID:Odd", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0553",
            "TZOFFSETTO:+0553", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
    content = lines(*GOOD) + lines(*zone, *event("o", ";TZID=Odd:20261005T100000", "Odd"))
    rejects = tmp_path / "bad.ics"
    done = ford("import", "ics", "-", "--account", "ford", "--rejects", str(rejects), stdin=content)
    assert (done.code, "DTSTART 'Odd': is a time zone that nobody knows" in done.err) == (6, True)
    text = rejects.read_text(encoding="utf-8")
    assert (text.count("BEGIN:VCALENDAR"), "TZID:Odd" in text, "UID:o" in text) == (1, True, True)
    ford.ok("import", "ics", "-", "--account", "ford", stdin=text.replace("+0553", "+0545"))
    assert dues(ford)["Odd"] == "2026-10-05T06:15"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("exceptions", "[]"),
        ("exceptions", '{"soon": null}'),
        ("exceptions", '{"2026-10-05": 5}'),
        ("exceptions", '{"2026-10-05": {"due": "x"}}'),
    ],
)
def test_a_document_with_a_bad_clock_is_an_error(ford: Cli, tmp_path: Path, key: str, value: str) -> None:
    """It is no row that a later command stumbles over."""
    import json

    take(ford, lines(*event("r", ";TZID=Asia/Tokyo:20261005T100000", "Call", "RRULE:FREQ=WEEKLY")))
    document = json.loads(ford.ok("export", "all"))
    document["deadlines"][0][key] = value
    (tmp_path / "new").mkdir()
    other = Cli(tmp_path / "new")
    done = other("import", "all", "-", stdin=json.dumps(document))
    assert (done.code, key in done.err) == (2, True)


def test_lines_in_a_document_write_nothing_but_properties(ford: Cli, tmp_path: Path) -> None:
    """Whoever wrote them into a file: they end no entry, and begin none."""
    import json

    take(ford, lines(*event("r", ";TZID=Asia/Tokyo:20261005T100000", "Call")))
    document = json.loads(ford.ok("export", "all"))
    evil = ("END:VEVENT", "BEGIN:VEVENT", "UID:evil", "X-A:1\rX-B:2", "", "BEGIN:VALARM", "END:VCALENDAR", "X")
    document["deadlines"][0]["event"] = "\n".join(evil)
    (tmp_path / "new").mkdir()
    other = Cli(tmp_path / "new")
    other.ok("import", "all", "-", stdin=json.dumps(document))
    (told,) = parsed(other.ok("export", "ics")).walk("VEVENT")
    assert str(told["UID"]) == "r"


JOURNAL = ("BEGIN:VJOURNAL", "UID:j", f"DTSTART{DAY}20261001", "SUMMARY:Notes", "END:VJOURNAL")
BUSY = ("BEGIN:VFREEBUSY", "UID:f", "FREEBUSY:20261001T100000Z/PT1H", "END:VFREEBUSY")


def test_what_is_neither_event_nor_to_do_is_counted(ford: Cli, tmp_path: Path) -> None:
    """Journals and busy times; they are not among the bad entries either."""
    done = take(ford, lines(*GOOD, *JOURNAL, *BUSY))
    assert "it is no event and no to-do, but a journal or busy times: 2" in done.err
    rejects = tmp_path / "bad.ics"
    content = lines(*JOURNAL, *event("b", ":soon", "Bad"))
    done = ford("import", "ics", "-", "--account", "ford", "--rejects", str(rejects), stdin=content)
    assert (done.code, "1 bad entry" in done.err, "busy times: 1" in done.err) == (6, True, True)
    assert "VJOURNAL" not in rejects.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("named", "due"),
    [
        ("(UTC-05:00) Eastern Time (US & Canada)", "2026-10-01T16:00"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", "2026-10-01T10:00"),
        ("tzone://Microsoft/Utc", "2026-10-01T12:00"),
        ("GMT+0200", "2026-10-01T10:00"),
        ("UTC-05:00", "2026-10-01T17:00"),
        ("+05:30", "2026-10-01T06:30"),
        ("Mitteleuropäische Zeit", "2026-10-01T10:00"),
        ("Heure normale d’Europe centrale", "2026-10-01T10:00"),
        ("Nordamerikanische Ostküstenzeit", "2026-10-01T16:00"),
        ("東京 (標準時)", None),
    ],
)
@pytest.mark.parametrize("more", ["", ";VALUE=DATE-TIME"])
def test_zones_that_are_written_for_people(ford: Cli, named: str, due: str | None, more: str) -> None:
    """Without the quotes that they need, without a VTIMEZONE, in another language; a bad one is named as it stands."""
    content = lines(*event("z", f";TZID={named}{more}:20261001T100000", "Call"))
    done = ford("import", "ics", "-", "--account", "ford", stdin=content)
    if due is None:
        assert (done.code, f"DTSTART '{named}': is a time zone that nobody knows" in done.err) == (2, True)
    else:
        assert dues(ford) == {"Call": due}


def test_a_soft_break_before_a_blank(ford: Cli) -> None:
    """What is quoted-printable goes on in the next line, whose blank is the text's, or a fold where it has one."""
    quoted = "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    one, two = (("BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{DAY}20261001", f"{quoted}{text}", " mit Ford", "END:VEVENT")
                for uid, text in (("1", "Gespr=C3=A4ch="), ("2", "Treffen=20=")))  # fmt: skip
    take(ford, lines(*one, *two))
    assert set(dues(ford)) == {"Gespräch mit Ford", "Treffen mit Ford"}


@pytest.mark.parametrize(
    ("rule", "every", "times", "until"),
    [
        ("W1 MO #4", "FREQ=WEEKLY;BYDAY=MO", 4, None),
        ("D2 #0", "FREQ=DAILY;INTERVAL=2", None, None),
        ("MP1 1+ MO 1- FR #6", "FREQ=MONTHLY;BYDAY=1MO,-1FR", 6, None),
        ("MD3 5 LD 20271231T000000", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5,-1", None, "2027-12-31"),
        ("YM1 10 #5", "FREQ=YEARLY;BYMONTH=10", 5, None),
        ("W1 MO", "FREQ=WEEKLY;BYDAY=MO", 2, None),
    ],
)
def test_rules_of_vcalendar(ford: Cli, rule: str, every: str, times: int | None, until: str | None) -> None:
    """As old phones write them: what came before RFC 5545."""
    take(ford, lines(*event("v", f"{DAY}20261005", "Call", f"RRULE:{rule}")))
    found = rows(ford)["Call"]
    assert (found["every"], found["times"], found["until"]) == (every, times, until)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("W1 MO 0900 #4", "RRULE 'W1 MO 0900 #4': is no rule of RFC 5545"),
        ("every week", "RRULE 'every week': is no rule of RFC 5545"),
        ("FREQ=HOURLY", "is not how often a day can come: use FREQ one of DAILY"),
    ],
)
def test_a_bad_rule_is_named_as_it_stands(ford: Cli, rule: str, said: str) -> None:
    """With the words of the file, as one entry."""
    done = ford("import", "ics", "-", stdin=lines(*event("v", f"{DAY}20261005", "ford: Call", f"RRULE:{rule}")))
    assert (done.code, "1 entry is bad" in done.err, said in done.err) == (2, True, True), done.err


def test_a_day_outside_the_calendar_is_said(ford: Cli) -> None:
    """In words of ours."""
    for start in (";TZID=Asia/Tokyo:00010101T000000", ";TZID=America/New_York:99991231T235900"):
        done = ford("import", "ics", "-", stdin=lines(*event("v", start, "ford: Call")))
        assert (done.code, "a day outside the calendar" in done.err) == (2, True), done.err


def test_how_far_a_to_do_is(ford: Cli) -> None:
    """It is told as an event, which has no such words of its own: they are kept under another name, and followed."""
    for far in ("40", "60"):
        todo = ("DUE;VALUE=DATE:20261001", "STATUS:IN-PROCESS", f"PERCENT-COMPLETE:{far}", "SUMMARY:Send")
        done = take(ford, lines("BEGIN:VTODO", "UID:t", *todo, "END:VTODO"))
        text = ford.ok("export", "ics")
        assert f"X-AMCLI-TODO-STATUS:IN-PROCESS\r\nX-AMCLI-TODO-PERCENT-COMPLETE:{far}" in _sorted(text), text
        assert (parsed(text).walk("VEVENT")[0]["STATUS"], done.code) == ("CONFIRMED", 0)
    assert "1 already there" in ford.ok("import", "ics", "-", stdin=text)


def _sorted(text: str) -> str:
    return "\r\n".join(sorted(text.split("\r\n"), key=lambda line: ("PERCENT" in line, line)))


def test_an_alarm_at_a_moment_comes_back_once(ford: Cli) -> None:
    """As it was while it is still so long before, else as the lead time that it has become."""
    block = (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:x",
        "TRIGGER;VALUE=DATE-TIME:20261004T080000Z",
        "END:VALARM",
    )
    take(ford, lines(*event("a", ";TZID=Europe/Berlin:20261005T100000", "Call", "DURATION:PT1H", *block)))
    assert rows(ford)["Call"]["remind"] == "24h"
    text = ford.ok("export", "ics")
    assert (text.count("BEGIN:VALARM"), "TRIGGER;VALUE=DATE-TIME:20261004T080000Z" in text) == (1, True)
    ford.ok("deadline", "snooze", "D1", "1d")
    text = ford.ok("export", "ics")
    assert (text.count("BEGIN:VALARM"), "TRIGGER:-P1D" in text) == (1, True)


def test_an_address_book_is_told_its_command(cli: Cli) -> None:
    """What is no calendar but something else that is taken in says by which command."""
    done = cli("import", "ics", "-", stdin="BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD\r\n")
    assert (done.code, "is no calendar but an address book: `amcli import vcard` takes that" in done.err) == (2, True)


def test_the_range_of_a_rule_is_said(cli: Cli) -> None:
    """A number beyond it is no wrong part."""
    cli.ok("account", "add", "Ford")
    content = lines(*event("r", ";VALUE=DATE:20261001", "x", "RRULE:FREQ=DAILY;INTERVAL=999999999"))
    done = cli("import", "ics", "-", "--account", "ford", stdin=content)
    assert (done.code, "is beyond what INTERVAL can be: use 1 to 999" in done.err) == (2, True), done.err


def test_utc_by_its_long_name(cli: Cli) -> None:
    """As Windows shows it to people; there is nothing to conclude, so nothing is said."""
    cli.ok("account", "add", "Ford")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    stamp = ';TZID="(UTC) Coordinated Universal Time":20261001T100000'
    done = cli("import", "ics", "-", "--account", "ford", stdin=lines(*event("u", stamp, "Call")))
    assert (done.code, done.err) == (0, "")
    found: Any = cli.json("deadline", "list")
    assert found[0]["due"] == "2026-10-01T12:00"
