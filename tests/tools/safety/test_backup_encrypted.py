"""`backup --encrypt` and its restore: the passphrase never on the command line, the plain copy never on the disk."""

import os
import stat
import sys
from typing import Any

import pytest
from safety_samples import content, failed

from amcli.store import backups
from amcli.tools.safety.services import encryption as sealing
from conftest import Cli

pyrage: Any = pytest.importorskip("pyrage")
WORD = "correct horse, Bättery"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for age, whose key takes a second and more each time, as it should."""

    class Quick:
        DecryptError = pyrage.DecryptError
        passphrase: Any = None

        @staticmethod
        def encrypt(plain: bytes, word: str) -> bytes:
            return sealing.MARK + word.encode() + b"\n" + plain[::-1]

        @staticmethod
        def decrypt(sealed: bytes, word: str) -> bytes:
            head, _, plain = sealed.partition(b"\n")
            if head != sealing.MARK + word.encode():
                raise pyrage.DecryptError("Decryption failed")
            return plain[::-1]

    Quick.passphrase = Quick
    monkeypatch.setattr(sealing, "_pyrage", lambda: Quick)


def test_there_and_back(small: Cli) -> None:
    """What is written is a file of age, with nothing of the portfolio to read in it, and is restored with its word."""
    was = content(small.db)
    done = small("backup", "--encrypt", AMCLI_PASSPHRASE=WORD)
    assert (done.code, done.err) == (0, "")
    (made,) = (small.folder / "backups").iterdir()
    assert made.name.endswith("Z.db.age")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    sealed = made.read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"SQLite" not in sealed
    assert b"Maruti" not in sealed
    small.ok("account", "add", "Newcomer")
    small.ok("restore", made.name, "--yes", AMCLI_PASSPHRASE=WORD)
    assert content(small.db) == was
    failed(small("restore", made.name, "--yes", AMCLI_PASSPHRASE="another"), "does not open", code=2)
    made.write_bytes(sealed[:60])
    failed(small("restore", made.name, "--yes", AMCLI_PASSPHRASE=WORD), "is damaged")
    made.write_bytes(pyrage.encrypt(b"x", [pyrage.x25519.Identity.generate().to_public()]))
    failed(small("restore", made.name, "--yes", AMCLI_PASSPHRASE=WORD), "encrypted to a key", code=2)
    assert content(small.db) == was


@pytest.mark.usefixtures("quick")
def test_the_plain_copy_is_never_on_the_disk(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the encrypted bytes is written: the copy is made and checked in memory."""

    def refuse(*_: object) -> None:
        raise AssertionError("a plain copy")

    monkeypatch.setattr(backups, "copy_to", refuse)
    small.ok("backup", "--encrypt", AMCLI_PASSPHRASE=WORD)
    small.ok("backup", str(small.folder / "m.db"), "--encrypt", AMCLI_PASSPHRASE=WORD)
    for path in (small.folder / "m.db.age", *(small.folder / "backups").iterdir()):
        assert b"Maruti" not in path.read_bytes()


@pytest.mark.usefixtures("quick")
def test_the_name_ends_with_age(small: Cli) -> None:
    """FILE gets `.age`, once; rotation keeps encrypted and plain ones apart."""
    for name in ("m.db", "m.db.age"):
        assert small.ok("backup", str(small.folder / name), "-q", "--encrypt", AMCLI_PASSPHRASE=WORD).endswith(
            "m.db.age\n"
        )
    assert not (small.folder / "m.db").exists()
    for words in ((), ("--encrypt",), ("--encrypt",), ("--keep", "1"), ("--encrypt", "--keep", "2")):
        small.ok("backup", *words, AMCLI_PASSPHRASE=WORD)
    endings = sorted(path.suffix for path in (small.folder / "backups").iterdir())
    assert endings == [".age", ".age", ".db"]


# Where the passphrase comes from


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("text", [f"{WORD}\n", WORD, f"{WORD}\r\n", f"{WORD}\nsecond line\n"])
def test_from_a_file(small: Cli, text: str) -> None:
    """The first line of a file, before the environment."""
    secret = small.folder / "secret"
    secret.write_bytes(text.encode())
    made = small.ok("backup", "--encrypt", "--passphrase-file", str(secret), "-q", AMCLI_PASSPHRASE="other").strip()
    small.ok("restore", made, "--yes", AMCLI_PASSPHRASE=WORD)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("make", "code"), [(b"\nx", 2), (b"", 2), (b"\xff\xfe", 2), (None, 2)])
def test_a_file_without_one(small: Cli, make: bytes | None, code: int) -> None:
    """An empty first line, no text, no file: exit 2, and no backup."""
    secret = small.folder / "secret"
    if make is not None:
        secret.write_bytes(make)
    failed(small("backup", "--encrypt", "--passphrase-file", str(secret)), str(secret), code=code)
    assert not (small.folder / "backups").exists()


@pytest.mark.usefixtures("quick")
def test_where_nobody_can_be_asked(small: Cli) -> None:
    """Exit 4 names both other ways; an empty variable is none."""
    made = small.ok("backup", "--encrypt", "-q", AMCLI_PASSPHRASE=WORD).strip()
    for words in (("backup", "--encrypt"), ("restore", made, "--yes")):
        failed(small(*words, AMCLI_PASSPHRASE=""), "--passphrase-file", "AMCLI_PASSPHRASE", code=4)


@pytest.mark.usefixtures("quick")
def test_a_person_is_asked(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice for a backup, once for a restore; two that differ, none, and Ctrl-D do nothing."""
    said: list[str] = []
    answers: list[str] = []

    def ask(prompt: str) -> str:
        said.append(prompt)
        if not answers:
            raise EOFError
        return answers.pop(0)

    monkeypatch.setattr("getpass.getpass", ask)
    answers += [WORD, WORD]
    made = small("backup", "--encrypt", "-q", tty=True)
    assert (made.code, said) == (0, ["Passphrase: ", "Once more: "])
    answers += [WORD]
    assert small("restore", made.out.strip(), "--yes", tty=True).code == 0
    for typed, code in ((["a", "b"], 2), ([""], 2), ([], 130), (["a"], 130)):
        answers[:] = typed
        assert small("backup", "--encrypt", tty=True).code == code
    assert len(list((small.folder / "backups").glob("*.age"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_on_a_terminal_it_is_not_shown(small: Cli) -> None:
    """What is typed on a real terminal does not appear there."""
    pty = pytest.importorskip("pty")
    pid, terminal = pty.fork()
    if not pid:
        os.environ.update(small.environ)
        program = "from amcli.app.main import console_main; console_main()"
        os.execv(sys.executable, [sys.executable, "-c", program, "backup", "--encrypt", "-q"])
    shown = b""
    try:
        for prompt in (b"Passphrase: ", b"Once more: "):
            while not shown.endswith(prompt):
                shown += os.read(terminal, 1000)
            os.write(terminal, WORD.encode() + b"\n")
        while True:
            shown += os.read(terminal, 1000)
    except OSError:  # the end of a terminal
        pass
    finally:
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert WORD.encode() not in shown
    assert len(list((small.folder / "backups").glob("*.age"))) == 1


def test_without_the_extra(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install, before anything is asked or copied."""
    sealed = small.folder / "m.db.age"
    sealed.write_bytes(sealing.MARK + b"\nrest")
    monkeypatch.setitem(sys.modules, "pyrage", None)
    for words in (("backup", "--encrypt"), ("restore", str(sealed), "--yes")):
        failed(small(*words, AMCLI_PASSPHRASE=WORD), 'pip install "amcli[encrypt]"', code=2)
    assert not (small.folder / "backups").exists()


@pytest.mark.usefixtures("quick")
def test_what_is_encrypted_must_be_a_backup(small: Cli) -> None:
    """The content is checked like that of any other file."""
    sealed = small.folder / "m.db.age"
    for plain in (b"", b"no database", b"x" * 5000, small.db.read_bytes()[:9000]):
        sealed.write_bytes(sealing.MARK + WORD.encode() + b"\n" + plain[::-1])
        failed(small("restore", str(sealed), "--yes", AMCLI_PASSPHRASE=WORD), "no backup of amcli")


def test_the_word_is_in_no_help_as_an_option(cli: Cli) -> None:
    """There is no option that takes the passphrase itself."""
    for command in ("backup", "restore"):
        assert "--passphrase " not in cli.ok(command, "--help")


@pytest.mark.usefixtures("quick")
def test_the_passphrase_is_asked_for_last(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy cannot be made nobody types a passphrase for it, twice."""

    def ask(_: str) -> str:
        raise AssertionError("nobody is to be asked")

    monkeypatch.setattr("getpass.getpass", ask)
    for words in (
        (str(small.folder / "no" / "such.db"),),
        (str(small.folder / "one.db"), "--keep", "2"),
    ):
        assert small("backup", "--encrypt", *words, tty=True).code == 2
    assert small("--db", str(small.folder / "none.db"), "backup", "--encrypt", tty=True).code == 5
