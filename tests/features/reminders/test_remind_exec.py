"""`remind --exec` and `--notify`: said elsewhere, each by itself, and unsaid where that failed."""

import json
import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.features.reminders.services import delivery as saying
from conftest import Cli

DESKTOP: Any = {"DISPLAY": ":0"}
NO_DESKTOP: Any = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "DBUS_SESSION_BUS_ADDRESS": ""}


@pytest.fixture
def busy(small: Cli) -> Cli:
    """D1 to be followed up, D4 and D5 overdue."""
    small.ok("deadline", "add", "maruti", "First", "--due", "2026-09-14")
    small.ok("deadline", "add", "eclair", 'Second "quoted" $HOME ✓', "--due", "2026-09-15")
    return small


def tool(folder: Path, body: str) -> str:
    """A program of one's own, its path with a space in it, as a command line."""
    path = folder / "a tool.py"
    path.write_text(f"#!{sys.executable}\nimport sys, json, os\n{body}\n")
    path.chmod(0o755)
    return f"'{path}'"


def test_the_program_gets_each_reminder_as_json(busy: Cli, tmp_path: Path) -> None:
    """It runs once for each in order, without a shell, its words as they were typed, one JSON object on its stdin."""
    seen = tmp_path / "seen"
    command = tool(
        tmp_path, f"open({str(seen)!r}, 'ab').write(json.dumps([sys.argv[1:], json.load(sys.stdin)]).encode() + b'\\n')"
    )
    done = busy("remind", "--exec", f"{command} '$HOME;' x")
    assert (done.code, done.out, done.err) == (0, "", "")
    lines = [json.loads(line) for line in seen.read_text().splitlines()]
    assert [words for words, _ in lines] == [["$HOME;", "x"]] * 3
    assert [one for _, one in lines] == json.loads(busy.ok("remind", "-f", "json"))
    assert lines[1][1]["text"] == 'Second "quoted" $HOME ✓, eclair: 2 days late (D5)'


def test_the_program_gets_the_whole_text_or_is_not_started(busy: Cli, tmp_path: Path) -> None:
    """Its standard input is complete before it starts, in a file without a name: to kill amcli cuts nothing off."""
    seen = tmp_path / "seen"
    command = tool(
        tmp_path,
        "file = os.fstat(0); missing = file.st_size - len(sys.stdin.buffer.read())\n"
        f"open({str(seen)!r}, 'a').write(f'{{file.st_nlink}} {{missing}};')",
    )
    assert busy("remind", "--exec", command).code == 0
    assert seen.read_text() == "0 0;" * 3


def test_a_failing_program_leaves_its_reminder_unsaid(busy: Cli, tmp_path: Path) -> None:
    """Exit 1 and a line about it; the others are said; the next run says that one alone; then none."""
    seen, broken = tmp_path / "seen", tmp_path / "broken"
    broken.touch()
    command = tool(
        tmp_path,
        f"one = json.load(sys.stdin)\nif one['id'] == 'D5' and os.path.exists({str(broken)!r}): sys.exit(7)\n"
        f"open({str(seen)!r}, 'a').write(one['id'] + '\\n')",
    )
    done = busy("remind", "--once", "--exec", command)
    assert done.code == 1
    assert done.err == f"amcli: D5: {tmp_path}/a tool.py failed with exit code 7\n"
    assert seen.read_text() == "D4\nD1\n"
    broken.unlink()
    assert busy("remind", "--once", "--exec", command).code == 0
    assert busy("remind", "--once", "--exec", command).code == 0
    assert seen.read_text() == "D4\nD1\nD5\n"
    assert [row[2:5] for row in busy.dump()["reminder_run"]] == [(3, 2, 1), (3, 1, 0), (3, 0, 0)]


def test_without_once_it_runs_for_all_every_time(busy: Cli, tmp_path: Path) -> None:
    """--exec alone remembers nothing but that it ran."""
    seen = tmp_path / "seen"
    command = tool(tmp_path, f"open({str(seen)!r}, 'a').write('x')")
    for _ in range(2):
        busy.ok("remind", "--exec", command)
    assert seen.read_text() == "x" * 6
    assert busy.dump()["reminder"] == []
    assert [row[2:5] for row in busy.dump()["reminder_run"]] == [(3, 3, 0)] * 2


@pytest.mark.parametrize("command", ["no-such-program-here", "/no/such/program", "'", " "])
def test_a_missing_program_claims_nothing(busy: Cli, command: str) -> None:
    """What cannot be run is said with exit 2, before anything is claimed or logged."""
    done = busy("remind", "--once", "--exec", command)
    assert (done.code, done.out) == (2, "")
    assert "--exec" in done.err
    assert busy.dump()["reminder_run"] == []


def test_its_output_is_its_own(busy: Cli, tmp_path: Path) -> None:
    """What the program prints goes where amcli's own output goes."""
    process = busy.spawn("remind", "--exec", tool(tmp_path, "print('out'); print('err', file=sys.stderr)"))
    assert process.communicate() == (b"out\n" * 3, b"err\n" * 3)


def test_a_program_that_reads_nothing_or_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to read its stdin is no failure; not to end is one, and it is stopped before its claim could grow stale."""
    said: list[str] = []
    assert saying.send_by_program(saying.program_words("true"), "x" * 1_000_000, said.append)
    monkeypatch.setattr(saying, "PATIENCE_S", 0.2)
    assert not saying.send_by_program(saying.program_words("sleep 20"), "", said.append)
    assert not saying.send_by_program((str(tmp_path),), "", said.append)
    assert len(said) == 2
    assert "did not end" in said[0]


@pytest.mark.parametrize(
    "words",
    [
        ("--exec", "true", "-f", "json"),
        ("--exec", "true", "--check"),
        ("--exec", "true", "--notify"),
        ("--explain", "--check"),
        ("--explain", "--install"),
        ("--write",),
        ("--at", "09:00"),
        ("--uninstall", "--install"),
    ],
)
def test_options_that_do_not_go_together(small: Cli, words: tuple[str, ...]) -> None:
    """An option that would be ignored is an error, and nothing is said."""
    done = small("remind", *words)
    assert (done.code, done.out) == (2, "")


def desktop(monkeypatch: pytest.MonkeyPatch, works: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Put a package in the place of desktop-notifier; gives what it shows. As the real one, it never raises."""
    shown: list[tuple[str, str]] = []

    class DesktopNotifierSync:
        def __init__(self, app_name: str) -> None:
            assert app_name == "amcli"

        def send(self, title: str, text: str, on_dispatched: Callable[[], Any]) -> str:
            if works(text):
                shown.append((title, text))
                on_dispatched()
            return "an id, whatever happened"

    package: Any = types.ModuleType("desktop_notifier.sync")
    package.DesktopNotifierSync = DesktopNotifierSync
    monkeypatch.setitem(sys.modules, "desktop_notifier", types.ModuleType("desktop_notifier"))
    monkeypatch.setitem(sys.modules, "desktop_notifier.sync", package)
    return shown


def test_notify(busy: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reminder is shown with its account and its sentence; one the desktop refused is said by the next run."""
    refuse = ["First"]
    shown = desktop(monkeypatch, lambda text: not (refuse and refuse[0] in text))
    assert busy("remind", "--once", "--notify", **DESKTOP).code == 1
    assert [title for title, _ in shown] == ["eclair", "maruti"]
    refuse.clear()
    assert busy("remind", "--once", "--notify", **DESKTOP).code == 0
    assert shown[2:] == [("maruti", "First, maruti: 3 days late (D4)")]


def test_a_text_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desktop reads markup in the text, what somebody typed is escaped; a title is plain everywhere."""
    shown = desktop(monkeypatch, lambda _: True)
    for platform in ("linux", "freebsd", "win32", "darwin"):
        saying.desktop_sender(platform)("-R&D <b>", 'Offer <b>5 & 6</b> "now"')
    escaped, plain = 'Offer &lt;b&gt;5 &amp; 6&lt;/b&gt; "now"', 'Offer <b>5 & 6</b> "now"'
    assert shown == [("-R&D <b>", text) for text in (escaped, escaped, plain, plain)]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there the desktop is always there")
def test_notify_without_a_desktop(busy: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no desktop that is said once, exit 1, and every reminder stays unsaid."""
    shown = desktop(monkeypatch, lambda _: True)
    done = busy("remind", "--once", "--notify", **NO_DESKTOP)
    assert (done.code, done.out, shown) == (1, "", [])
    assert done.err.count("no desktop") == 1
    assert busy.dump()["reminder"] == []


def test_notify_without_its_package(busy: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra it says what to install, and claims nothing."""
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    done = busy("remind", "--once", "--notify", **DESKTOP)
    assert done.code == 2
    assert "pip install 'amcli[notify]'" in done.err
    assert busy.dump()["reminder_run"] == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there it would show something")
def test_the_real_package_that_fails_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """desktop-notifier logs a failure and returns as if it had sent: that must not count as said."""
    pytest.importorskip("desktop_notifier")
    for name in NO_DESKTOP:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(os.environ, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert saying.desktop_sender()("amcli", "A test") is False
