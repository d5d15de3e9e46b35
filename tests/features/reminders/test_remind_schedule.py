"""`remind --install` and `--uninstall`: the crontab line and the systemd timer, and nothing else touched."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.features.reminders.services import schedule
from amcli.features.reminders.services.schedule import MARK, Job, cron_line, executable, units
from conftest import Cli

FAKE = """#!/bin/sh
case "$1" in
-l) [ -f "$TABLE" ] && exec cat "$TABLE"; echo "no crontab for you" >&2; exit 1;;
-r) rm "$TABLE";;
-) cat >"$TABLE";;
esac
"""
OTHERS = b"""# my crontab
MAILTO=me

5 4 * * * true % x \xff
0 8 * * * amcli remind --once
# 0 8 * * * off # amcli remind
"""


@pytest.fixture
def table(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab program of our own, alone on PATH with the system's, and the file that it keeps."""
    programs = cli.folder / "bin"
    programs.mkdir()
    (programs / "crontab").write_text(FAKE)
    (programs / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("TABLE", str(cli.folder / "table"))
    monkeypatch.setenv("HOME", str(cli.folder / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("TZ", raising=False)
    return cli.folder / "table"


def test_the_line_is_printed(cli: Cli) -> None:
    """Printed alone, nothing is added: eight in the morning, absolute paths, marked as ours, a sentence a line."""
    line = cli.ok("remind", "--install").rstrip("\n")
    assert line.startswith("0 8 * * * ")
    assert line.endswith(f" {MARK}")
    words = shlex.split(line.removeprefix("0 8 * * * ").removesuffix(MARK))
    assert f"AMCLI_DB={cli.db}" in words
    assert f"AMCLI_CONFIG={cli.folder}/config.toml" in words
    program = next(word for word in words if "=" not in word)
    assert Path(program).is_absolute()
    assert words[-4:] == ["remind", "--once", "--columns", "text"]


def test_paths_are_made_absolute(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named from where the user stands is named from the root for cron, and --db counts."""
    monkeypatch.chdir(cli.folder)
    line = cli.ok("--db", "other.db", "remind", "--install", AMCLI_CONFIG="c.toml", TZ="Asia/Kolkata")
    assert f"AMCLI_DB={cli.folder}/other.db " in line
    assert f"AMCLI_CONFIG={cli.folder}/c.toml " in line
    assert "TZ=Asia/Kolkata " in line


def test_options_and_time_go_into_the_line(cli: Cli) -> None:
    """What remind is to do, it does from cron: its options are in the line, a program with its path."""
    options = ("--within", "14d", "--exclude", "quiet", "--exclude", "due", "--exec", "cat -n 'a b'")
    line = cli.ok("remind", "--install", "--at", "6:05", *options)
    assert line.startswith("5 6 * * * ")
    words = shlex.split(line.partition(" remind ")[2].partition(" #")[0])
    assert words == ["--once", "--within", "14d", "--exclude", "quiet", "--exclude", "due", "--exec", words[-1]]
    assert shlex.split(words[-1]) == [shutil.which("cat"), "-n", "a b"]


def test_notify_takes_the_desktop_along(cli: Cli) -> None:
    """A notification from cron needs the way to the desktop; nothing else does."""
    place: Any = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}
    assert "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/bus" in cli.ok("remind", "--install", "--notify", **place)
    assert "DBUS" not in cli.ok("remind", "--install", **place)


@pytest.mark.parametrize("at", ["8", "24:00", "08:60", "8am", "08:00:00", "٠٨:٠٠"])
def test_wrong_times(cli: Cli, at: str) -> None:
    """Anything but a time of day is refused."""
    assert cli("remind", "--install", "--at", at).code == 2


def test_write_and_uninstall_leave_the_rest_byte_for_byte(cli: Cli, table: Path) -> None:
    """Added once however often; replaced in place when it changes; taken out without a trace."""
    table.write_bytes(OTHERS)
    cli.ok("remind", "--install", "--write")
    line = cli.ok("remind", "--install").encode()
    assert table.read_bytes() == OTHERS + line
    assert "already" in cli.ok("remind", "--install", "--write")
    assert table.read_bytes() == OTHERS + line
    table.write_bytes(OTHERS + line + b"1 1 1 1 1 later\n")
    cli.ok("remind", "--install", "--write", "--at", "09:30")
    changed = cli.ok("remind", "--install", "--at", "09:30").encode()
    assert table.read_bytes() == OTHERS + changed + b"1 1 1 1 1 later\n"
    cli.ok("remind", "--uninstall")
    assert table.read_bytes() == OTHERS + b"1 1 1 1 1 later\n"
    assert cli.ok("remind", "--uninstall").startswith("Nothing to take out")


def test_where_there_was_no_crontab(cli: Cli, table: Path) -> None:
    """The first line makes the crontab, and taking it out leaves none."""
    cli.ok("remind", "--install", "--write")
    assert table.read_bytes() == cli.ok("remind", "--install").encode()
    cli.ok("remind", "--uninstall")
    assert not table.exists()


def test_a_last_line_without_its_break(cli: Cli, table: Path) -> None:
    """A crontab that does not end its last line gets the end, and the line after it."""
    table.write_bytes(b"1 1 1 1 1 other")
    cli.ok("remind", "--install", "--write")
    assert table.read_bytes() == b"1 1 1 1 1 other\n" + cli.ok("remind", "--install").encode()


def test_two_portfolios_have_a_line_each(cli: Cli, table: Path) -> None:
    """The line of another portfolio is neither replaced nor taken out, also where one's path begins the other's."""
    cli.ok("remind", "--install", "--write")
    other = f"{cli.db}.old"
    cli.ok("--db", other, "remind", "--install", "--write")
    assert len(table.read_bytes().splitlines()) == 2
    cli.ok("remind", "--uninstall")
    assert table.read_bytes() == cli.ok("--db", other, "remind", "--install").encode()


def test_no_crontab_program(cli: Cli, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without cron that is said, with what to do instead; --uninstall has nothing to do."""
    monkeypatch.setenv("PATH", str(cli.folder))
    done = cli("remind", "--install", "--write")
    assert done.code == 2
    assert "no crontab program" in done.err
    assert "--systemd" in done.err
    assert cli("remind", "--uninstall").code == 0


@pytest.mark.parametrize("verb", ["-l", "-"])
def test_a_crontab_that_refuses(cli: Cli, table: Path, verb: str) -> None:
    """What crontab says when it refuses is handed on, and a crontab that could not be read is not written over."""
    program = cli.folder / "bin" / "crontab"
    program.write_text(FAKE.replace(f"{verb})", f"{verb}) echo 'you are not allowed' >&2; exit 1;;\nx)", 1))
    table.write_bytes(OTHERS)
    done = cli("remind", "--install", "--write")
    assert done.code == 2
    assert "you are not allowed" in done.err
    assert table.read_bytes() == OTHERS


def test_systemd_units_are_written_and_taken_out(cli: Cli, table: Path) -> None:
    """Both units, how to start them, how to stop them, and nothing else taken out of the folder."""
    folder = cli.folder / "home" / ".config" / "systemd" / "user"
    said = cli.ok("remind", "--install", "--systemd", "--write", "--at", "07:15")
    assert "systemctl --user enable --now amcli-remind.timer" in said
    assert sorted(path.name for path in folder.iterdir()) == ["amcli-remind.service", "amcli-remind.timer"]
    assert "OnCalendar=*-*-* 07:15:00\n" in (folder / "amcli-remind.timer").read_text()
    cli.ok("remind", "--install", "--systemd", "--write", "--at", "07:30")
    assert "07:30" in (folder / "amcli-remind.timer").read_text()
    (folder / "mine.timer").touch()
    assert "disable --now" in cli.ok("remind", "--uninstall")
    assert [path.name for path in folder.iterdir()] == ["mine.timer"]


def test_units_of_another_are_left_alone(cli: Cli, table: Path) -> None:
    """Units of another portfolio, or written by hand, are neither written over nor taken out."""
    folder = cli.folder / "home" / ".config" / "systemd" / "user"
    cli.ok("--db", f"{cli.folder}/other.db", "remind", "--install", "--systemd", "--write")
    assert cli("remind", "--install", "--systemd", "--write").code == 4
    assert "Nothing to take out" in cli.ok("remind", "--uninstall")
    assert len(list(folder.iterdir())) == 2


PLAIN = st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["C", "Z"])
AWKWARD = st.text(PLAIN | st.sampled_from("%$\"'\\ #"), min_size=1)


@pytest.mark.skipif(os.name != "posix", reason="cron is POSIX's")
@given(path=AWKWARD, word=AWKWARD)
def test_any_text_survives_cron_and_the_shell(path: str, word: str) -> None:
    """After cron has taken its \\% back, the shell reads exactly the values and the words that were meant."""
    line = cron_line(Job(8, 0, (("AMCLI_DB", path),), ("/bin/amcli", word)))
    assert "%" not in line.replace(r"\%", "")
    command = line.removeprefix("0 8 * * * ").replace(r"\%", "%")
    assert shlex.split(command, comments=True) == [f"AMCLI_DB={path}", "/bin/amcli", word]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """systemd's own checker finds nothing wrong with the units, also with spaces, quotes and a % in them."""
    job = Job(8, 0, (("AMCLI_DB", '/a b/100%q"\\x$y'),), ('/a "tool" 5%q/$HOME', "remind", "a%qb '"))
    for name, text in units(job).items():
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / f"amcli-remind.{ending}") for ending in ("service", "timer")]
    command = ["systemd-analyze", "verify", "--user", "--man=no", *paths]
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    if "initialize manager" in done.stderr:
        pytest.skip("systemd-analyze does not work here")
    assert [line for line in done.stderr.splitlines() if "amcli-remind" in line] == []


@given(path=AWKWARD, word=AWKWARD)
def test_any_text_survives_systemd(path: str, word: str) -> None:
    """Undone as systemd.service(5) says (quotes and backslashes, then %% and, in arguments, $$), each word is the one
    that was meant; so a specifier or a variable is never put in its place.
    """
    lines = units(Job(8, 0, (("AMCLI_DB", path),), ("/bin/amcli", word)))["amcli-remind.service"].splitlines()
    (setting,) = (line.partition("=")[2] for line in lines if line.startswith("Environment="))
    (start,) = (line.partition("=")[2] for line in lines if line.startswith("ExecStart="))
    assert shlex.split(setting.replace("%%", "%")) == [f"AMCLI_DB={path}"]
    assert "%" not in (setting + start).replace("%%", "")
    assert "$" not in start.replace("$$", "")
    assert shlex.split(start.replace("%%", "%").replace("$$", "$"))[1:] == ["/bin/amcli", word]


def test_the_executable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very script that was run, by path or by PATH; for anything else this Python and its module."""
    script = tmp_path / "amcli"
    script.touch(mode=0o755)
    assert executable(str(script)) == (str(script),)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert executable("amcli") == (str(script),)
    monkeypatch.chdir(tmp_path)
    assert executable("./amcli") == (str(script),)
    assert executable("/somewhere/pytest") == (sys.executable, "-m", "amcli")


def test_the_module_runs(cli: Cli) -> None:
    """`python -m amcli` is the program."""
    process = subprocess.run([sys.executable, "-m", "amcli", "--version"], capture_output=True, text=True, check=True)
    assert process.stdout.startswith("amcli ")


def test_control_characters_are_refused(cli: Cli) -> None:
    """A line break in a path would be a second line of the crontab."""
    done = cli("--db", f"{cli.folder}/a\nb.db", "remind", "--install")
    assert done.code == 2
    assert schedule.MARK not in done.out
