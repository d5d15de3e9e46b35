"""A calendar of the terminal takes an export in, shows what amcli shows, and gives everything back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from calendar_samples import event, lines

from conftest import Cli

BESIDE = Path(sys.executable).parent / "khal"
KHAL = str(BESIDE) if BESIDE.exists() else shutil.which("khal")
pytestmark = pytest.mark.skipif(KHAL is None, reason="khal is not installed")
SHOWN = ("--format", "{start-date} {start-time} {title}", "--day-format", "")


class Khal:
    """khal with a calendar of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "calendar").mkdir()
        (home / "config").write_text(
            f"[calendars]\n[[deadlines]]\npath = {home}/calendar\n"
            "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\n"
            "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
            f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {home}/khal.db\n"
            "[default]\ndefault_calendar = deadlines\n"
        )

    def take(self, text: str) -> None:
        """`khal import`."""
        (self.home / "in.ics").write_text(text, newline="")
        self._run("import", "--batch", "-a", "deadlines", str(self.home / "in.ics"))

    def shown(self) -> list[str]:
        """`khal list` of the months that the tests are about."""
        out = self._run(
            "list", "--format", "{start-date} {start-time} {title}", "--day-format", "", "2026-10-01", "2027-02-01"
        )
        return sorted(" ".join(line.replace("ford: ", "").split()) for line in out.splitlines() if line.strip())

    def _run(self, *words: str) -> str:
        assert KHAL
        environ = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [KHAL, "-c", str(self.home / "config"), *words], capture_output=True, text=True, env=environ, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kept(self) -> str:
        """The events as khal keeps them, a file each, as one calendar: written by another program than amcli."""
        files = sorted((self.home / "calendar").glob("*.ics"))
        return "".join(file.read_text(encoding="utf-8") for file in files)


@pytest.fixture
def ford(cli: Cli) -> Cli:
    """An account in Berlin."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    return cli


def test_khal_shows_the_same_days(ford: Cli, tmp_path: Path) -> None:
    """The export after an edit changes its event; what is done stays where it was, marked."""
    ford.ok("deadline", "add", "ford", "Sign, soon; really", "--due", "2026-11-13T15:30")
    ford.ok("deadline", "add", "ford", "Review", "--due", "2026-10-31", "--every", "month", "--shift", "before")
    khal = Khal(tmp_path)
    khal.take(ford.ok("export", "ics"))
    review = ["2026-10-30 Review", "2026-11-30 Review", "2026-12-31 Review", "2027-01-29 Review"]
    assert khal.shown() == sorted(["2026-11-13 15:30 Sign, soon; really", *review])
    ford.ok("deadline", "edit", "D1", "--title", "Signed", "--due", "2026-11-14T09:00")
    ford.ok("deadline", "done", "D2")
    khal.take(ford.ok("export", "ics"))
    assert khal.shown() == sorted(["2026-11-14 09:00 Signed", "2026-10-30 ✓ Review", *review[1:]])


FOREIGN = (
    *event("meet@x", ";TZID=America/New_York:20261005T100000", "Steering", "RRULE:FREQ=WEEKLY;COUNT=6",
           "EXDATE;TZID=America/New_York:20261019T100000", "DTEND;TZID=America/New_York:20261005T113000",
           "LOCATION:Room 5\\, Detroit", "ORGANIZER;CN=Ada:mailto:ada@ford.example",
           'ATTENDEE;CN="Lovelace, Ada";PARTSTAT=ACCEPTED:mailto:ada@ford.example', "CLASS:PRIVATE",
           "CATEGORIES:Blue,meeting,Team A", "URL:https://ford.example/steering?a=1;b=2", "X-COLOUR;X-A=b:red",
           "PRIORITY:3", "GEO:42.3;-83.1", "BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT15M", "ATTACH:sound.wav",
           "END:VALARM"),
    *event("meet@x", ";TZID=America/New_York:20261013T140000", "Steering (moved)", "LOCATION:Elsewhere",
           "RECURRENCE-ID;TZID=America/New_York:20261012T100000", "DURATION:PT2H"),
    *event("fair@x", ";VALUE=DATE:20261102", "Fair", "DTEND;VALUE=DATE:20261106", "STATUS:TENTATIVE"),
    *event("call@x", ":20261103T090000Z", "Call", "DURATION:PT45M", "TRANSP:TRANSPARENT"),
)  # fmt: skip
FOREIGN_TITLES = ("Steering", "Fair", "Call")


def test_through_khal_and_back_nothing_is_lost(ford: Cli, tmp_path: Path) -> None:
    """Foreign events go in, out, through khal and in again: nothing changes here, and others have the same."""
    ford.ok("import", "ics", "-", "--account", "ford", stdin=lines(*FOREIGN))
    ford.ok("deadline", "add", "ford", "Own", "--due", "2026-10-31", "--every", "month", "--remind", "3d,2h")
    ford.ok("deadline", "add", "ford", "Done", "--due", "2026-10-20", "--note", "a\nb")
    ford.ok("deadline", "done", "D5")
    ford.ok("deadline", "add", "ford", "At three", "--due", "2026-10-21T15:00")
    khal = Khal(tmp_path)
    khal.take(ford.ok("export", "ics"))
    assert [line for line in khal.shown() if "Steering" in line] == [
        "2026-10-05 16:00 Steering", "2026-10-13 20:00 Steering (moved)", "2026-10-26 15:00 Steering",
        "2026-11-02 16:00 Steering", "2026-11-09 16:00 Steering",
    ]  # fmt: skip
    before = ford.dump(journal=True)
    said = ford.ok("import", "ics", "-", stdin=khal.kept())
    assert said.startswith("Imported 0 deadlines (0 updated, 6 already there, 0 rejected)")
    assert ford.dump(journal=True) == before
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    other.ok("account", "add", "Ford", "--code", "ford")
    other.ok("config", "set", "zone", "Europe/Berlin")
    other.ok("import", "ics", "-", stdin=khal.kept())
    assert [each for each in _told(other) if each[0] in FOREIGN_TITLES] == [
        each for each in _told(ford) if each[0] in FOREIGN_TITLES
    ]


def _told(cli: Cli) -> list[tuple[Any, ...]]:
    rows: Any = cli.json("export", "deadlines")
    names = ("title", "due", "kind", "priority", "every", "times", "note", "remind", "zone", "exceptions", "event")
    return sorted(tuple(map(str, map(row.get, names))) for row in rows if not row["done"])
