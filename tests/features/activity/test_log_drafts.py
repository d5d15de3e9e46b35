"""What somebody wrote for `amcli log` is not lost: what can be wrong is said before, and a draft is kept after."""

import os
import re
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.features.activity.services import log_line as services
from amcli.store import connect
from conftest import Cli, Done

Editor = Callable[..., dict[str, Any]]
pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="scripts of a shell, and XDG_STATE_HOME")


@pytest.fixture
def editor(small: Cli) -> Editor:
    """Makes an editor of a shell script, whose $1 is the draft; gives the environment that names it."""

    def make(script: str) -> dict[str, Any]:
        path = small.folder / "editor"
        path.write_text(f'#!/bin/sh\ntouch "{small.folder}/opened"\n{script}\n')
        path.chmod(0o700)
        return {"EDITOR": str(path)}

    return make


def opened(cli: Cli) -> bool:
    """Whether the editor was opened."""
    return (cli.folder / "opened").exists()


def drafts(cli: Cli) -> list[Path]:
    """The files that were kept."""
    return sorted(path for path in (cli.folder / "state").rglob("*") if path.is_file())


def kept(cli: Cli, done: Done) -> Path:
    """The one draft, which the last line of a failure names with what to type."""
    (path,) = drafts(cli)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert done.err.splitlines()[-1].startswith("amcli: what was written is kept: amcli log maruti")
    assert done.err.endswith(f" - < {path}\n")
    return path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nosuch",), 3),
        (("maruti", "--on", "someday"), 2),
        (("maruti", "--with", "nobody"), 3),
        (("maruti", "--next", "Offer"), 2),
        (("maruti", "--due", "fri"), 2),
        (("maruti", "--next", "Offer", "--due", "someday"), 2),
        (("maruti", "--done", "D99"), 3),
        (("maruti", "--kind", "fax"), 2),
        (("maruti", "--minutes", "x"), 2),
        (("maruti", "--dry-run"), 2),
    ],
)
def test_what_is_wrong_is_said_before_anybody_writes(
    small: Cli, editor: Editor, words: tuple[str, ...], code: int
) -> None:
    """No editor is opened for a line that cannot be logged, and standard input is not read to its end for it."""
    done = small("log", *words, tty=True, **editor('echo text > "$1"'))
    assert (done.code, opened(small), len(done.err.splitlines()), drafts(small)) == (code, False, 1, [])
    if "--dry-run" not in words:
        process = small.spawn("log", *words, "-")  # its standard input stays open
        assert process.wait(timeout=30) == code
        process.communicate()


def test_a_locked_file_is_met_before_the_editor(small: Cli, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written to the portfolio, nothing is written in the editor."""
    monkeypatch.setattr(connect, "BUSY_MS", 100)
    other = sqlite3.connect(small.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = small("log", "maruti", tty=True, **editor('echo text > "$1"'))
    other.close()
    assert (done.code, opened(small)) == (5, False)


def test_what_was_written_goes_in_with_the_line_that_is_shown(small: Cli, editor: Editor) -> None:
    """When the change fails after all, the draft is kept, and what is printed logs it, options and all."""
    rename = "UPDATE account SET code = ?1, name = ?1 WHERE code = ?2"
    program = small.folder / "rename.py"
    program.write_text(
        f"import sqlite3\nwith sqlite3.connect({str(small.db)!r}) as c: c.execute({rename!r}, ('gone', 'eclair'))\n"
    )
    written = 'printf "First\\n\\nsecond: ünï\\n" > "$1"; touch "$1~"'
    environ = editor(f'{written}; "{sys.executable}" "{program}"')
    done = small("log", "eclair", "--kind", "visit", tty=True, **environ)
    assert done.code == 3
    path = kept_beside_its_copy(small, done)
    assert path.read_text() == "First\n\nsecond: ünï\n"
    with sqlite3.connect(small.db) as connection:
        connection.execute(rename, ("eclair", "gone"))
    line = done.err.splitlines()[-1]
    assert f"amcli log eclair --kind visit - < {path}" in line
    small.ok("log", "eclair", "--kind", "visit", "-", stdin=path.read_bytes())
    logged: Any = small.json("interaction", "show", "I3")
    assert (logged["text"], logged["kind"]) == ("First\n\nsecond: ünï", "visit")


def kept_beside_its_copy(cli: Cli, done: Done) -> Path:
    """The draft, where the editor has left a copy beside it."""
    path, copy = drafts(cli)
    assert copy.name == f"{path.name}~"
    assert path.stat().st_mode & 0o777 == 0o600
    assert str(path) in done.err
    return path


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ('echo text > "$1"; exit 3', 2, "ended with exit code 3, so nothing was done"),
        ('echo text > "$1"; trap - INT; kill -INT $$', 130, "amcli: interrupted"),
        ('echo text > "$1"; kill -TERM $$', 2, "ended with exit code -15"),
        ("printf 'M\\374ller' > \"$1\"", 2, "is not text in UTF-8"),
    ],
)
def test_an_editor_that_fails_after_something_was_written(
    small: Cli, editor: Editor, script: str, code: int, said: str
) -> None:
    """Nothing is logged, and what was written is kept."""
    before = small.dump(journal=True)
    done = small("log", "maruti", tty=True, **editor(script))
    assert (done.code, said in done.err) == (code, True), done
    assert kept(small, done).read_bytes().strip() in (b"text", b"M\xfcller")
    assert small.dump(journal=True) == before


@pytest.mark.parametrize("script", ["", 'echo > "$1"', "exit 1", 'rm "$1"', "printf '\\357\\273\\277' > \"$1\""])
def test_nothing_written_nothing_kept(small: Cli, editor: Editor, script: str) -> None:
    """An editor that was left is exit 2 and one line; no draft stays."""
    done = small("log", "maruti", tty=True, **editor(script))
    assert (done.code, done.err.splitlines()) == (
        2,
        ["amcli: nothing was written, so nothing was done; an editor with a window needs its option to wait"],
    )
    assert drafts(small) == []


def test_what_was_logged_is_not_kept(small: Cli, editor: Editor) -> None:
    """A draft and what the editor left beside it go once the line is in the file."""
    small.ok("log", "maruti", tty=True, **editor('printf "\\357\\273\\277Text\\n" > "$1"; touch "$1~"'))
    logged: Any = small.json("interaction", "show", "I3")
    assert (logged["text"], drafts(small)) == ("Text", [])


def test_ctrl_c_belongs_to_the_editor(small: Cli, editor: Editor) -> None:
    """In the editor Ctrl-C means what it means there: amcli waits for the editor to end, and goes on."""
    before = signal.getsignal(signal.SIGINT)
    done = small("log", "maruti", tty=True, **editor('kill -INT $PPID; sleep 0.5; echo Text > "$1"'))
    assert (done.code, done.err) == (0, "")
    assert signal.getsignal(signal.SIGINT) is before


def test_a_failure_of_any_kind_keeps_it(small: Cli, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, a full disk and a defect after the text was written, from the editor or typed on the terminal."""
    whole = services.log
    failures: list[BaseException] = []

    def broken(*words: Any, dry_run: bool, **more: Any) -> object:
        if dry_run:
            return whole(*words, dry_run=dry_run, **more)
        raise failures[-1]

    monkeypatch.setattr(services, "log", broken)
    for failure, code in ((KeyboardInterrupt(), 130), (OSError(28, "No space left"), 2), (RuntimeError("boom"), 70)):
        failures.append(failure)
        done = small("log", "maruti", tty=True, **editor('echo text > "$1"'))
        assert done.code == code
        kept(small, done).unlink()
        done = small("log", "maruti", "-", stdin="text\n", tty=True)
        assert done.code == code
        path = kept(small, done)
        assert (path.read_text(), done.err.count(" - <")) == ("text", 1)
        path.unlink()
    done = small("log", "maruti", "-", stdin="text\n")  # whoever made a pipe can do it again
    assert (done.code, drafts(small), "kept" in done.err) == (70, [], False)


def test_what_is_in_the_file_is_not_kept_beside_it(small: Cli, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the change was made nothing tells to log it once more, whatever happens then."""
    whole = services.log

    def late(*words: Any, dry_run: bool, **more: Any) -> object:
        done = whole(*words, dry_run=dry_run, **more)
        if not dry_run:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(services, "log", late)
    for typed, more in (((), editor('echo text > "$1"')), (("-",), {"stdin": "text\n"})):
        done = small("log", "maruti", *typed, tty=True, **more)
        assert (done.code, drafts(small)) == (130, [])
        assert done.err.startswith("amcli: interrupted, after this was done: logged I")
        assert len(done.err.splitlines()) == 1


def test_where_no_state_can_be_kept(small: Cli, editor: Editor) -> None:
    """Without a place for it the draft is with the temporary files."""
    (small.folder / "state").write_text("in the way")
    small.environ["TMPDIR"] = str(small.folder)
    done = small("log", "maruti", tty=True, **editor('echo text > "$1"; exit 1'))
    assert done.code == 2
    found = re.search(r" - < (.*)\n$", done.err)
    assert found
    assert Path(found[1]).read_text() == "text\n"
    os.unlink(found[1])  # noqa: PTH108
