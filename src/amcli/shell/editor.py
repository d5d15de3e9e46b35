"""A text that is longer than a line, from the user's own editor or typed on the terminal. It is not lost on the way."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from amcli.base.errors import BadValue
from amcli.shell.asking import text_from_stdin
from amcli.shell.invocation import Invocation

UTF_8 = "utf-8-sig"  # some editors begin a file with a byte-order mark


@contextmanager
def text_from_editor(invocation: Invocation, begun: str = "") -> Iterator[str]:
    """Hand out what the user wrote in $VISUAL, $EDITOR or vi. begun: what the editor begins with.

    Where the editor fails, or the block, what was written stays in a file, and the run's last words say in which.
    BadValue where the editor fails, and where nothing was written.
    """
    with _draft(invocation, "-", begun=begun) as path:
        editor = invocation.env.environ.get("VISUAL") or invocation.env.environ.get("EDITOR") or "vi"
        code = _edit(editor, path)
        if not _holds_text(path):
            raise BadValue("nothing was written, so nothing was done; an editor with a window needs its option to wait")
        if code:
            raise BadValue(f"the editor {editor!r} ended with exit code {code}, so nothing was done")
        try:
            text = path.read_text(encoding=UTF_8).strip()
        except UnicodeError as error:
            raise BadValue("what the editor wrote is not text in UTF-8, so nothing was done") from error
        yield text


@contextmanager
def text_typed(invocation: Invocation) -> Iterator[str]:
    """Hand out standard input. Where somebody typed it, and the block fails, it stays in a file, as an editor's does.

    BadValue where it cannot be read, and where it is no text.
    """
    text = text_from_stdin().strip("\n")
    try:
        yield text
    except BaseException:
        if sys.stdin.isatty():
            with suppress(OSError):  # what failed is more important
                path = _new_draft()
                path.write_text(text, encoding="utf-8")
                _keep(invocation, path)
        raise


@contextmanager
def _draft(invocation: Invocation, *more: str, begun: str = "") -> Iterator[Path]:
    """A file for its owner alone, which goes when the block ends well, and when nothing is in it, or nothing but what
    it began with. more: as in _keep.
    """
    try:
        path = _new_draft()
        path.write_text(begun, encoding="utf-8")
    except OSError as error:
        raise BadValue(f"cannot make a file to write the text in: {error.strerror or error}") from error
    try:
        yield path
    except BaseException:
        _keep(invocation, path, *more, begun=begun)
        raise
    shutil.rmtree(path.parent, ignore_errors=True)


def _keep(invocation: Invocation, path: Path, *more: str, begun: str = "") -> None:
    """Say at the end where a draft is and what to type, if there is anything in it that is not in the portfolio.

    more: what is to be typed beside the words of the command line. begun: what it began with.
    """
    if not _holds_text(path, begun) or invocation.env.committed:
        shutil.rmtree(path.parent, ignore_errors=True)
        return
    again = shlex.join([*invocation.env.command, *more])
    invocation.left.append(f"what was written is kept: {again} < {shlex.quote(str(path))}")


def _new_draft() -> Path:
    """An empty file for its owner alone, in a folder of its own. OSError."""
    path = _new_folder() / "text.txt"
    path.touch(mode=0o600)
    return path


def _new_folder() -> Path:
    """A folder of its own, since editors leave copies beside: where a restart of the machine takes nothing away."""
    from platformdirs import user_state_path

    try:
        state = user_state_path("amcli") / "drafts"
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=state))
    except OSError:  # no home, or one that is read-only
        return Path(tempfile.mkdtemp(prefix="amcli-"))


def _edit(editor: str, path: Path) -> int:
    """Run the editor; returns its exit code. Ctrl-C is the editor's own while it runs.

    BadValue where it cannot be run, KeyboardInterrupt where it ended by Ctrl-C.
    """
    # A function, not SIG_IGN, which the editor would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.call([*shlex.split(editor), str(path)])  # noqa: S603 (the user's own choice)
    except (OSError, ValueError) as error:
        raise BadValue(f"cannot run the editor {editor!r}: set EDITOR, or type the text on the line") from error
    finally:
        signal.signal(signal.SIGINT, before)
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    return code


def _holds_text(path: Path, begun: str = "") -> bool:
    """Whether anything is in a file, and not just what it began with."""
    try:
        found = path.read_bytes().removeprefix(b"\xef\xbb\xbf").strip()
        return bool(found) and found != begun.encode().strip()
    except OSError:
        return os.path.lexists(path)
