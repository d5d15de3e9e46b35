"""Completion of hostile names in the real shells: nothing is run, and the word that is inserted names the record."""

import os
import pty
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from amcli.shell import shell_words
from conftest import Cli

BIN = Path(sys.executable).parent
HOSTILE = (
    "$(touch PWN)", r"\$(touch PWN)", r"\\$(touch PWN)", "`touch PWN`", r"\`touch PWN\`", "'; touch PWN; '",
    '"; touch PWN; "', '"$(touch PWN)"', "'$(touch PWN)'", ")) ; touch PWN ; ((", "))'; touch PWN; '((",
    "x; touch PWN", "x\ntouch PWN", "x | touch PWN & y", "${(e):-$(touch PWN)}", r"$'\x24(touch PWN)'",
    "<(touch PWN) >PWN", "a:b::c\\:d", "a:::b $(touch PWN)", "[/x]", "[bold]y[/bold] {a,b}", "O'Brien", 'Six" pipes',
    "two  spaces", "*", "?? [a-z]* **/*", "~root =ls #x !! !$", "-rf PWN", "--help", "ends in \\", "C1",
    "Ünïcødé “q” ‘s’ …", "%F{red}%d %(?.a.b)",
)  # fmt: skip
SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not here"))
    for name in ("bash", "zsh", "fish")
]
# Each shell reads the script that it has, puts all that completes into the line at Ctrl-T, and hands the words of the
# line to a function in the program's place, which writes them down.
SETUP = {
    "bash": """
        . ./script
        bind '"\\C-t": insert-completions'
        amcli() { printf '%s\\0' "$@" > new; mv new words; }
        PROMPT_COMMAND='touch ready'
    """,
    "zsh": """
        autoload -Uz compinit; compinit -D -u
        . ./script
        zstyle ':completion:*' completer _all_matches _complete
        zstyle ':completion:*' insert yes
        bindkey '^T' complete-word
        amcli() { printf '%s\\0' "$@" > new; mv new words }
        precmd() { touch ready }
    """,
    "fish": """
        source ./script
        function amcli; printf '%s\\0' $argv > new; mv new words; end
        set found (complete --escape -C "$argv[1]" | string split -f 1 \\t)
        eval (string replace -r '(\\\\\\\\.|\\S)*$' '' "$argv[1]") $found
    """,
}
START = {"bash": ["--noprofile", "--rcfile", "setup", "-i"], "zsh": ["-d", "-i"]}


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Accounts and contacts of these names, the names of accounts with a Q in front."""
    cli = Cli(tmp_path_factory.mktemp("hostile"))
    for n, name in enumerate(HOSTILE):
        cli.ok("account", "add", "--code", f"q-{n}", "--", f"Q{name}")
        cli.ok("contact", "add", "q-0", "--", name)
    return cli.db


@pytest.fixture
def hostile(tmp_path: Path, hostile_file: Path) -> Cli:
    return Cli.on_copy(tmp_path, hostile_file)


def entered(cli: Cli, shell: str, line: str, key: str = "\x14") -> list[str]:
    """The words that the program is given when all that completes the line is put into it and the line is entered.

    `key` asks for that: Ctrl-T. A tab serves where one word alone completes.
    """
    folder = cli.folder
    environ = {**os.environ, **cli.environ, "HOME": str(folder), "ZDOTDIR": str(folder), "TERM": "xterm",
               "PATH": f"{BIN}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder)}  # fmt: skip
    for name in ("ready", "words"):
        (folder / name).unlink(missing_ok=True)
    (folder / "script").write_bytes(script_of(shell))
    (folder / ".zshrc" if shell == "zsh" else folder / "setup").write_text(SETUP[shell])
    if shell == "fish":
        subprocess.run(["fish", "setup", line], env=environ, cwd=folder, check=True, capture_output=True)
    else:
        typed([shell, *START[shell]], f"{line}{key}\n", folder, environ)
    return (folder / "words").read_text().split("\0")[:-1]


@cache
def script_of(shell: str) -> bytes:
    """What the shell is to read, as the program says it."""
    asking = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [str(BIN / "amcli"), "--show-completion", shell]
    return subprocess.run(command, env=asking, capture_output=True, check=True).stdout


def typed(command: list[str], keys: str, folder: Path, environ: dict[str, str]) -> None:
    """Type into a shell at a terminal, once it is ready, until the words of the line have been written down."""
    master, slave = pty.openpty()
    shell = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environ, cwd=folder, start_new_session=True
    )
    os.close(slave)
    shown: list[bytes] = []
    reader = threading.Thread(target=drain, args=(master, shown), daemon=True)
    reader.start()
    try:
        wait_for((folder / "ready").exists, shown)
        os.write(master, keys.encode())
        wait_for((folder / "words").exists, shown)
    finally:
        shell.kill()
        shell.wait()
        reader.join(10)
        os.close(master)


def drain(master: int, shown: list[bytes]) -> None:
    try:
        while data := os.read(master, 65536):
            shown.append(data)
    except OSError:  # the shell is gone
        pass


def wait_for(done: Callable[[], bool], shown: list[bytes]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, b"".join(shown).decode(errors="replace")
        time.sleep(0.02)


def nothing_was_run(cli: Cli) -> bool:
    return not [path for path in cli.folder.rglob("*") if "PWN" in path.name]


@pytest.mark.parametrize("shell", SHELLS)
def test_an_imported_name_is_never_run(cli: Cli, shell: str) -> None:
    """Somebody's csv is imported and its accounts are completed by code and by name: nothing is run."""
    names = ["Q$(touch PWN)", r"Q\$(touch PWN)", r"Q\`touch PWN\`", "Q'; touch PWN; '", "Quiet"]
    codes = [f"q-{n}" for n in range(len(names))]
    rows = "".join(f'{code},"{name}"\n' for code, name in zip(codes, names, strict=True))
    (cli.folder / "accounts.csv").write_text(f"code,name\n{rows}")
    cli.ok("import", "accounts", str(cli.folder / "accounts.csv"))
    for line, words in (("amcli account show q", codes), ("amcli log Q", names)):
        given = entered(cli, shell, line)
        assert nothing_was_run(cli)
        assert sorted(given[-len(words) :]) == sorted(words)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_name_is_inserted_as_it_is(hostile: Cli, shell: str) -> None:
    """All names complete at once, each to the word by which the command finds that record and no other."""
    words = entered(hostile, shell, "amcli contact show ")
    assert words[:2] == ["contact", "show"]
    assert nothing_was_run(hostile)
    found = [hostile.ok("contact", "show", word, "-f", "ids").strip() for word in words[2:]]
    assert sorted(found) == sorted(f"C{n + 1}" for n in range(len(HOSTILE)))


@pytest.mark.parametrize("shell", SHELLS)
def test_a_name_that_was_begun_goes_on(hostile: Cli, shell: str) -> None:
    """What begins with what was typed completes to the name itself, but a name of two lines, which no line can hold."""
    words = entered(hostile, shell, "amcli account show Q")
    assert sorted(words[2:]) == sorted(f"Q{name}" for name in HOSTILE if "\n" not in name)
    assert nothing_was_run(hostile)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_name_beside_a_code_is_only_shown(hostile: Cli, shell: str) -> None:
    """Codes complete as they are, whatever the names that are shown beside them say."""
    words = entered(hostile, shell, "amcli account show q-")
    assert sorted(words[2:]) == sorted(f"q-{n}" for n in range(len(HOSTILE)))
    assert nothing_was_run(hostile)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "words"),
    [
        (r"amcli contact show two\ ", ["contact", "show", "two  spaces"]),
        (r"amcli log q-0 x --with O\'", ["log", "q-0", "x", "--with", "O'Brien"]),
        ("amcli contact show -- --he", ["contact", "show", "--", "--help"]),
    ],
)
def test_half_a_name_is_completed(hostile: Cli, shell: str, line: str, words: list[str]) -> None:
    """A name goes on after an escaped space or apostrophe, and after -- also one that begins with a dash."""
    assert entered(hostile, shell, line) == words


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not here")
@pytest.mark.parametrize(
    ("begun", "name"),
    [
        ("'two", "two  spaces"), ('"O', "O'Brien"), ("'O", "O'Brien"), ('"Six', 'Six" pipes'),
        ("'~", "~root =ls #x !! !$"),
        ('"~', "~root =ls #x !! !$"), ("'`", "`touch PWN`"), ("'$(", "$(touch PWN)"),
    ],
)  # fmt: skip
def test_bash_goes_on_within_quotation_marks(hostile: Cli, begun: str, name: str) -> None:
    """bash keeps the mark that a person has opened, so the name is written for within it."""
    assert entered(hostile, "bash", f"amcli contact show {begun}", "\t") == ["contact", "show", name]
    assert nothing_was_run(hostile)


@pytest.mark.parametrize("shell", SHELLS)
def test_files_of_the_same_names_change_nothing(hostile: Cli, shell: str) -> None:
    """bash looks for files by the words it is given: one that has an account's name takes no escape away."""
    for name in ("Q$(touch X)", "Q*", "Qtwo  spaces", "QO'Brien", "Qx'", "Q"):
        (hostile.folder / name).touch()
    words = entered(hostile, shell, "amcli account show Q")
    assert sorted(words[2:]) == sorted(f"Q{name}" for name in HOSTILE if "\n" not in name)


def test_what_bash_could_find_is_quoted() -> None:
    """A word that is a file too stands in quotation marks, with nothing in it that could be a pattern."""
    written = [shell_words.bash(name, file=True) for name in HOSTILE if "\n" not in name]
    assert not [word for word in written if re.search(r"[*?\[\]]", word)]
    line = "printf '%s\\0' " + " ".join(written)
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8"})
    assert done.stdout.split("\0")[:-1] == [name for name in HOSTILE if "\n" not in name]


def powershell(cli: Cli, line: str, word: str) -> list[tuple[str, str]]:
    """What the script of PowerShell makes of the answer: the words that it inserts, and what it shows beside them."""
    asked = {"_AMCLI_COMPLETE": "complete_powershell", "_TYPER_COMPLETE_ARGS": line,
             "_TYPER_COMPLETE_WORD_TO_COMPLETE": word}  # fmt: skip
    done = subprocess.run([BIN / "amcli"], env={**os.environ, **cli.environ, **asked}, capture_output=True, check=True)
    parts = [line.split(":::") for line in done.stdout.decode().splitlines()]
    return [(part[0], part[1]) for part in parts]


def read_by_powershell(word: str) -> str:
    """One word as PowerShell reads it: curved quotation marks are as good as straight ones, a backtick escapes."""
    if re.fullmatch(r"[\w./-]+", word):
        return word
    if word[0] == "'":
        assert re.fullmatch("'(?:[^'‘’‚‛]|['‘’‚‛]{2})*'", word), word
        return re.sub("(['‘’‚‛])['‘’‚‛]", r"\1", word[1:-1])
    assert re.fullmatch('"(?:[^"“”„`$]|`.)*"', word), word
    return re.sub("`(.)", r"\1", word[1:-1])


def test_powershell_is_given_quoted_words(hostile: Cli) -> None:
    """In PowerShell's form each name is one quoted word that stands for that very name."""
    pairs = powershell(hostile, "amcli account show Q", "Q")
    assert {read_by_powershell(word) for word, _ in pairs} == {f"Q{name}" for name in HOSTILE if "\n" not in name}
    assert all(re.fullmatch(r"q-\d+", code) for _, code in pairs)
    assert len(powershell(hostile, "amcli account show q-", "q-")) == len(HOSTILE)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("O'Brien", "'O''Brien'"),
        ("O’Brien", "'O’’Brien'"),
        ("$(calc) `x", "'$(calc) `x'"),
        ("a:::$(b) “`", '"a`:`:`:`$(b) `“``"'),
        ("this-quarter", "this-quarter"),
        ("--with", "--with"),
        ("@{x}", "'@{x}'"),
    ],
)
def test_a_word_for_powershell(name: str, written: str) -> None:
    """A word is quoted where PowerShell would read more into it, and plain where not."""
    assert shell_words.powershell(name, "") == f"{written}::: "


@pytest.mark.parametrize("word", ["'O''", "\"O'", "O`'", "O"])
def test_powershell_goes_on_with_a_quoted_word(hostile: Cli, word: str) -> None:
    """What was begun in quotation marks or with a backtick finds the name."""
    assert ("'O''Brien'", "q-0") in powershell(hostile, f"amcli contact show {word}", word)
