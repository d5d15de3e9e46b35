"""How files are written that somebody named: devices and pipes stay, links are followed, rights are kept."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from safety_samples import failed

from amcli.store import atomic_file
from conftest import Cli

pytestmark = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and rights as POSIX has them")

BAD = "account,amount,date\nmaruti,7,2026-01-01\nnobody,1,2026-01-01\n"
REJECTED = "account,amount,date,line,reason\nnobody,1,2026-01-01,3,account 'nobody': there is no account 'nobody'\n"
CODES = "maruti\nmaruti-service\neclair\n"
NOBODY = 65534


def list_to(cli: Cli, path: object) -> Any:
    return cli("account", "list", "-f", "ids", "--sort", "-tier,code", "-o", str(path))


def rejects_to(cli: Cli, path: object) -> Any:
    return cli("import", "sales", "-", "--rejects", str(path), stdin=BAD)


def set_in(cli: Cli, path: object) -> Any:
    return cli("config", "set", "--default", "currency", "EUR", AMCLI_CONFIG=str(path))


def backup_to(cli: Cli, path: object) -> Any:
    return cli("backup", str(path))


# How each writes, the exit code, and how what is written begins.
WRITERS: dict[str, tuple[Callable[[Cli, object], Any], int, bytes]] = {
    "-o": (list_to, 0, b""),
    "--rejects": (rejects_to, 6, REJECTED.encode()),
}
CONFIG = (set_in, 0, b'currency = "EUR"\n')
FILES = {**WRITERS, "config": CONFIG, "backup": (backup_to, 0, b"SQLite format 3\0")}


def device(path: Path, number: int) -> Path:
    """A device of Linux's memory, of one's own: a test that fails must not replace the machine's."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, number))
        path.open("wb").close()
    except OSError:
        pytest.skip("devices can only be made by root, and not everywhere")
    return path


@pytest.fixture
def null(tmp_path: Path) -> Path:
    """A device like /dev/null."""
    return device(tmp_path / "null", 3)


@contextmanager
def read(pipe: Path) -> Iterator[list[bytes]]:
    """Read a pipe to its end, as another program would."""
    found: list[bytes] = []

    def run() -> None:
        with pipe.open("rb") as stream:
            found.append(stream.read())

    reader = threading.Thread(target=run, daemon=True)
    reader.start()
    yield found
    reader.join(timeout=20)
    assert not reader.is_alive()


def left(folder: Path) -> list[str]:
    """The drafts of a folder: what is hidden, but the lock that writers queue at."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".") and path.suffix != ".lock"]


# Devices and pipes


@pytest.mark.parametrize("writer", WRITERS)
def test_a_device_stays_a_device(small: Cli, null: Path, writer: str) -> None:
    """What is written to it is gone, as one would want; so it is behind a link."""
    write, code, _ = WRITERS[writer]
    link = small.folder / "link"
    link.symlink_to(null)
    for path in (null, link):
        done = write(small, path)
        assert (done.code, "Traceback" in done.err) == (code, False), done.err
        assert stat.S_ISCHR(null.lstat().st_mode)
        assert null.stat().st_rdev == os.makedev(1, 3)
        assert stat.S_IMODE(null.stat().st_mode) == stat.S_IMODE(null.lstat().st_mode)
    assert link.is_symlink()


@pytest.mark.parametrize("writer", WRITERS)
def test_a_pipe_gets_everything(small: Cli, writer: str) -> None:
    """A named pipe stays one, and whoever reads it gets all of it and its end."""
    write, code, text = WRITERS[writer]
    pipe = small.folder / "pipe"
    os.mkfifo(pipe, 0o600)
    with read(pipe) as found:
        done = write(small, pipe)
    assert done.code == code, done.err
    assert found[0].startswith(text)
    assert found[0]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_dry_run_does_not_open_the_pipe(small: Cli) -> None:
    """Its reader would take that for the end: it says what would be rejected, and waits for nobody."""
    pipe = small.folder / "pipe"
    os.mkfifo(pipe)
    done = small("import", "sales", "-", "--dry-run", "--rejects", str(pipe), stdin=BAD)
    assert (done.code, f"1 bad row would go to {pipe}" in done.err) == (6, True)


def test_a_reader_that_waits_keeps_nobody_from_the_portfolio(small: Cli) -> None:
    """The rows go to the pipe when the good ones are in: meanwhile others can write."""
    pipe = small.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    rows = "account,amount,date\n" + "nobody,1,2026-01-01\n" * 20_000 + "maruti,7,2026-01-01\n"
    (small.folder / "rows.csv").write_text(rows)
    process = small.spawn("import", "sales", str(small.folder / "rows.csv"), "--rejects", str(pipe))
    patience = time.monotonic() + 30
    while "7.00" not in small.ok("sale", "list", "-f", "csv", "--period", "2026-01") and time.monotonic() < patience:
        time.sleep(0.1)
    small.ok("account", "add", "Meanwhile")
    assert process.poll() is None
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb") as stream:
        assert stream.read().count(b"\n") == 20_001
    assert process.wait(timeout=20) == 6


@pytest.mark.parametrize("words", [("account", "list", "-f", "csv", "-o"), ("import", "sales", "-", "--rejects")])
def test_a_reader_that_has_enough(small: Cli, words: tuple[str, ...]) -> None:
    """A pipe that is closed early is no failure, as it is none of standard output; the good rows are in."""
    end, write = os.pipe()
    os.close(end)
    process = small.spawn(*words, f"/dev/fd/{write}", pass_fds=[write])
    _, err = process.communicate(BAD.encode())
    os.close(write)
    assert process.returncode == (6 if "import" in words else 0)
    assert b"Broken pipe" not in err


def test_standard_output_by_its_name(small: Cli) -> None:
    """/dev/stdout is the standard output that there is, through links too: what it was to be added to stays."""
    log, link = small.folder / "log", small.folder / "link"
    link.symlink_to("/dev/stdout")
    log.write_text("before\n")
    for name in ("/dev/stdout", "/dev/fd/1", str(link)):
        with log.open("ab") as out:
            assert small.spawn("account", "list", "-f", "ids", "-o", name, stdout=out).wait() == 0
    assert log.read_text().count("before\n") == 1
    assert log.read_text().count("maruti\n") == 3
    process = small.spawn("import", "sales", "-", "--rejects", "/dev/fd/1")
    said = process.communicate(BAD.encode())[0].decode().splitlines()
    assert said[:2] == REJECTED.splitlines()
    assert said[2].startswith("Imported 1 sale")


@pytest.mark.skipif(not shutil.which("bash"), reason="process substitution is of bash")
def test_process_substitution(small: Cli) -> None:
    """`-o >(cmd)` and `--rejects >(cmd)` reach the command."""
    (small.folder / "bad.csv").write_text(BAD)
    program = f'"{sys.executable}" -m amcli'
    script = f"""
        {program} account list -f ids -o >(tr a-z A-Z > one); wait $!
        {program} import sales bad.csv --rejects >(tr a-z A-Z > two); wait $!
    """
    environ = {**os.environ, **small.environ}
    subprocess.run(["bash", "-c", script], cwd=small.folder, env=environ, check=False, capture_output=True)
    assert "MARUTI\n" in (small.folder / "one").read_text()
    assert "NOBODY,1," in (small.folder / "two").read_text()


def test_a_device_that_is_full(small: Cli) -> None:
    """The good rows are in by then: it says where the others are, and they are there, for the owner alone."""
    full = device(small.folder / "full", 7)
    done = rejects_to(small, full)
    assert (done.code, "the good rows went in" in done.err) == (6, True)
    (said,) = [line for line in done.err.splitlines() if "the good rows went in" in line]
    draft = Path(said.rsplit(" ", 1)[1])
    assert draft.read_text() == REJECTED
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    draft.unlink()
    failed(list_to(small, full), f"cannot write {full}: No space left", code=2)


@pytest.mark.parametrize("words", [
    ("account", "list"), ("account", "add", "A"), ("backup",), ("doctor",), ("doctor", "--repair"), ("export", "all"),
    ("import", "accounts", "-"), ("restore", "old.db", "--yes"), ("undo",), ("remind", "--once"),
], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_a_device_is_no_portfolio(
    small: Cli, words: tuple[str, ...], kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device or a pipe as the portfolio is exit 5: it keeps its rights, and nothing appears beside it."""
    monkeypatch.chdir(small.folder)
    place = small.folder / "place"
    place.mkdir()
    if kind == "device":
        path = request.getfixturevalue("null").rename(place / "null")
    else:
        path = place / "pipe"
        os.mkfifo(path)
    path.chmod(0o666)
    shutil.copy(small.db, "old.db")
    before = path.lstat()
    done = small("--db", str(path), *words, stdin="name\nAcme\n")
    assert (done.code, "Traceback" in done.err, "unexpected" in done.err) == (5, False, False), done.err
    assert "is a device or a pipe" in done.err
    after = path.lstat()
    assert (after.st_mode, after.st_ino, after.st_rdev) == (before.st_mode, before.st_ino, before.st_rdev)
    assert [each.name for each in place.iterdir()] == [path.name]


def test_a_link_beside_the_portfolio_is_not_repaired(small: Cli) -> None:
    """`doctor --repair` takes others' rights from the portfolio and its log, never from what a link there leads to."""
    other = small.folder / "other"
    other.touch(0o644)
    other.chmod(0o644)
    Path(f"{small.db}-journal").symlink_to(other)
    small("doctor", "--repair")
    assert stat.S_IMODE(other.stat().st_mode) == 0o644


# Files


@pytest.mark.parametrize("writer", FILES)
def test_a_link_is_followed(small: Cli, writer: str) -> None:
    """The file behind it is replaced, by another of its name; the link stays, also where no file is yet."""
    write, code, text = FILES[writer]
    (small.folder / "dots").mkdir()
    there, missing = small.folder / "dots" / "there", small.folder / "dots" / "missing"
    there.touch()
    number = there.stat().st_ino
    for name, target in (("one", there), ("two", missing)):
        link = small.folder / name
        link.symlink_to(Path("dots") / target.name)
        assert write(small, link).code == code
        assert link.is_symlink()
        assert target.read_bytes().startswith(text)
        small("undo")
    assert there.stat().st_ino != number
    assert left(there.parent) == []


@pytest.mark.parametrize("writer", FILES)
def test_links_in_a_circle(small: Cli, writer: str) -> None:
    """They lead to no file: one sentence."""
    (small.folder / "a").symlink_to("b")
    (small.folder / "b").symlink_to("a")
    failed(FILES[writer][0](small, small.folder / "a"), "cannot", code=2)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666])
@pytest.mark.parametrize("writer", WRITERS)
def test_the_rights_of_a_file_are_kept(small: Cli, writer: str, mode: int) -> None:
    """Whatever the umask: what was for the owner alone stays so."""
    path = small.folder / "file"
    path.touch()
    path.chmod(mode)
    before = os.umask(0o022)
    try:
        assert WRITERS[writer][0](small, path).code == WRITERS[writer][1]
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("mask", [0o022, 0o077])
@pytest.mark.parametrize("writer", FILES)
def test_the_rights_of_a_new_file(small: Cli, writer: str, mask: int) -> None:
    """A new file has those that the umask leaves; a backup is its owner's alone."""
    path = small.folder / "file"
    before = os.umask(mask)
    try:
        assert FILES[writer][0](small, path).code == FILES[writer][1]
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == (0o600 if writer == "backup" else 0o666 & ~mask)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("writer", FILES)
def test_the_owner_of_a_file_is_kept(small: Cli, writer: str) -> None:
    """What root writes for somebody stays theirs."""
    path = small.folder / "file"
    path.touch()
    os.chown(path, NOBODY, NOBODY)
    assert FILES[writer][0](small, path).code == FILES[writer][1]
    assert (path.stat().st_uid, path.stat().st_gid) == (NOBODY, NOBODY)


@pytest.mark.parametrize("writer", FILES)
def test_a_file_that_is_read_only(small: Cli, writer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left alone, though its folder would let it be replaced."""
    path = small.folder / "file"
    path.touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    failed(FILES[writer][0](small, path), "it is read-only", code=2)
    assert path.read_bytes() == b""


def _refuse(number: int) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("how", ["no draft", "no place"])
@pytest.mark.parametrize("writer", FILES)
def test_a_file_that_cannot_be_replaced(small: Cli, writer: str, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the file itself may be written (its folder is read-only, it is mounted alone) it is written over."""
    write, code, text = FILES[writer]
    path = small.folder / "file"
    path.touch()
    path.chmod(0o666)
    if writer != "config":
        path.write_text("# old and longer than what is new\n" * 10_000)
    number = path.stat().st_ino
    with monkeypatch.context() as patched:
        if how == "no draft":
            patched.setattr(atomic_file, "_made", _refuse(13))
        else:
            patched.setattr(Path, "replace", _replace_but(path))
        done = write(small, path)
    assert done.code == code, done.err
    assert path.read_bytes().startswith(text)
    assert b"# old" not in path.read_bytes()
    assert path.stat().st_ino == number
    assert left(small.folder) == []


def _replace_but(path: Path) -> Callable[[Path, Path], Path]:
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == path:
            raise OSError(16, os.strerror(16))
        return real(self, target)

    return replace


# Drafts


@pytest.mark.parametrize("writer", FILES)
def test_a_planted_link_is_not_written_through(small: Cli, writer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who guesses the name of a draft gains nothing: it is made exclusively, or under another name."""
    victim = small.folder / "victim"
    victim.write_text("mine")
    path = small.folder / "file"
    bytes_ = iter([b"\0\0\0\0", b"\0\0\0\1"])
    for end in ("part", "new", f"{os.getpid()}.part", f"{os.getpid()}.new"):
        for middle in ("00000000.", ""):
            planted = small.folder / f".file.{middle}{end}"
            planted.unlink(missing_ok=True)
            planted.symlink_to(victim)
    monkeypatch.setattr(os, "urandom", lambda _: next(bytes_))
    assert FILES[writer][0](small, path).code == FILES[writer][1]
    assert victim.read_text() == "mine"
    assert not path.is_symlink()
    assert path.read_bytes().startswith(FILES[writer][2])


def test_a_planted_link_where_a_portfolio_is_made(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new portfolio neither, where no lock keeps others away."""
    victim = cli.folder / "victim"
    victim.write_text("")
    for middle in ("00000000", str(os.getpid())):
        (cli.folder / f".portfolio.db.{middle}.new").symlink_to(victim)
    bytes_ = iter([b"\0\0\0\0", b"\0\0\0\1"])
    monkeypatch.setattr(os, "urandom", lambda _: next(bytes_))
    monkeypatch.setattr("fcntl.flock", _refuse(95))
    cli.ok("account", "add", "First")
    assert victim.read_text() == ""
    assert not cli.db.is_symlink()


HELD = """
import sys
from pathlib import Path
from amcli.store.atomic_file import drafting
with drafting(Path(sys.argv[1])) as draft, draft.stream() as stream:
    stream.write("half")
    stream.flush()
    print(draft.path.name, flush=True)
    sys.stdin.read()
    draft.publish()
"""


@pytest.mark.parametrize("writer", FILES)
def test_drafts_of_runs_that_were_killed(small: Cli, writer: str) -> None:
    """They go with the next run that writes there; the draft of a run that is at work stays, and gets its place."""
    path = small.folder / "file"
    killed, alive = (
        subprocess.Popen([sys.executable, "-c", HELD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(2)
    )
    assert killed.stdout
    assert alive.stdout
    names = [process.stdout.readline().decode().strip() for process in (killed, alive)]  # type: ignore[union-attr]
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert sorted(left(small.folder)) == sorted(names)
    assert stat.S_IMODE((small.folder / names[0]).stat().st_mode) == 0o600
    assert FILES[writer][0](small, path).code == FILES[writer][1]
    assert left(small.folder) == [names[1]]
    alive.communicate()
    assert path.read_text() == "half"
    assert left(small.folder) == []


def test_what_only_looks_like_a_draft(small: Cli) -> None:
    """A file of another name, a link and a pipe are left alone."""
    names = (".file.notes.part", ".file.part", ".other.0a0b0c0d.part", "file.0a0b0c0d.part")
    for name in names:
        (small.folder / name).touch()
    (small.folder / ".file.0a0b0c0d.part").symlink_to("portfolio.db")
    os.mkfifo(small.folder / ".file.0a0b0c0e.part")
    before = set(left(small.folder))
    assert list_to(small, small.folder / "file").code == 0
    assert set(left(small.folder)) == before
    assert (small.folder / names[-1]).exists()


def test_drafts_where_there_are_no_locks(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """There one goes that nobody has worked on for an hour."""
    stale, fresh = (small.folder / f".file.0000000{n}.part" for n in (1, 2))
    for path in (stale, fresh):
        path.touch()
    os.utime(stale, (0, 0))
    monkeypatch.setattr("fcntl.flock", _refuse(95))
    assert list_to(small, small.folder / "file").code == 0
    assert left(small.folder) == [fresh.name]


def test_a_draft_that_is_swept_at_its_birth(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its making and its lock another run may take it for one that was left: then another is made."""
    real = atomic_file._lock
    swept: list[Path] = []

    def lock(descriptor: int, *, wait: bool = True) -> bool | None:
        if wait and not swept:
            (draft,) = small.folder.glob(".file.*.part")
            draft.unlink()
            swept.append(draft)
        return real(descriptor, wait=wait)

    monkeypatch.setattr(atomic_file, "_lock", lock)
    assert list_to(small, small.folder / "file").code == 0
    assert "maruti\n" in (small.folder / "file").read_text()
    assert left(small.folder) == []


def test_a_full_device_with_nothing_to_write_to_it(small: Cli) -> None:
    """No row is bad, so nothing is lost: exit 0, a note, and no draft is left."""
    full = device(small.folder / "full", 7)
    table = small.folder / "good.csv"
    table.write_text("account,amount,date\nmaruti,5,2026-09-03\n")
    done = small("import", "sales", str(table), "--rejects", str(full))
    assert (done.code, "0 rejected" in done.out) == (0, True), done
    assert f"no row is bad, so nothing is lost, but {full} cannot be written" in done.err
