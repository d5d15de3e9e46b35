"""Commands that must be done wholly or not at all, what each begins with, and how to see what became of it."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from signal import SIGALRM, SIGKILL
from subprocess import DEVNULL
from typing import Any, NamedTuple

from faulty_program import PATIENCE
from fuzz import Said, hold
from safety_samples import asked, content

from conftest import ROOT, Cli

# Of the moment and of chance: a run that is done again has others.
PASSING = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}")
DRAFT = re.compile(r"\.portfolio\.db\..*\.(new|part).*")
SALES = "account,amount,date,ref\n" + "".join(f"maruti,{n}.50,2026-09-01,NEW-{n}\n" for n in range(1, 40))


class Change(NamedTuple):
    """A command. begins: what lies there before. writes: the files beside the portfolio that it may replace.

    steps: whether it may stop between two of its own operations (a reminder that is claimed and not yet said).
    code: what it ends with where nothing comes between. stays: how it says, where it fails, that the change stays all
    the same: it came before what was asked for.
    """

    words: tuple[str, ...]
    begins: str = "agreed"
    writes: tuple[str, ...] = ()
    steps: bool = False
    code: int = 0
    stays: str = ""


CHANGES = {
    "first": Change(("account", "add", "New"), "nothing"),
    "add": Change(("account", "add", "New")),
    "log": Change(("log", "maruti", "Called", "--next", "Call again", "--due", "fri")),
    "sale": Change(("sale", "add", "maruti", "12.50")),
    "done": Change(("deadline", "done", "D1")),
    "remove": Change(("account", "remove", "old-garage", "--yes")),
    "remove-parts": Change(("negotiation", "remove", "NG1", "--yes")),
    "merge": Change(("account", "merge", "maruti", "eclair", "--yes")),
    "undo": Change(("undo",)),
    "import": Change(("import", "sales", "new.csv", "--yes")),
    # The file of bad rows is not judged: it takes its place after the commit, and where it cannot, that is said.
    "import-rejects": Change(("import", "sales", "mixed.csv", "--rejects", "bad.csv", "--yes"), code=6),
    "import-all": Change(("import", "all", "all.json", "--yes"), "nothing"),
    "export": Change(("export", "sales", "-o", "out.csv"), writes=("out.csv",)),
    "export-all": Change(("export", "all", "-o", "out.json"), writes=("out.json",)),
    "backup": Change(("backup", "kept.db"), writes=("kept.db",)),
    "backup-here": Change(("backup",)),
    "restore": Change(("restore", "old.db", "--yes")),
    "config": Change(("config", "set", "signs.good", "90")),
    "config-default": Change(("config", "set", "--default", "signs.good", "90"), writes=("config.toml",)),
    "remind": Change(("remind", "--once"), steps=True),
    "migration": Change(("account", "list", "-f", "ids"), "second", stays="before that {} was brought up to date"),
}


class Place:
    """A folder that is made as it was before every try."""

    def process(self, change: Change, **more: Any) -> Said:
        """Run its command as a process of its own; `more` goes to Popen."""
        with self.cli.spawn(*change.words, cwd=self.folder, stdin=DEVNULL, **more) as process:
            out, err = process.communicate(timeout=PATIENCE)
        return Said(process.returncode, out, err.decode())

    def known(self, change: Change) -> tuple[str, str]:
        """What is found before and after its command, where nothing comes between. Leaves the place as it is after."""
        self.make(change)
        before = self.found(change)
        said = self.process(change)
        assert said.code == change.code, f"{change.words}: {said}"
        return before, self.found(change)

    def __init__(self, folder: Path, agreed: Path) -> None:
        self.cli = Cli(folder / "at")
        self.folder, self._agreed, self._old = self.cli.folder, agreed, folder / "old.db"
        self._whole = folder / "all.json"
        shutil.copy(agreed, self._old)
        old = Cli(folder)
        old.environ["AMCLI_DB"] = str(self._old)
        self._whole.write_text(old.ok("export", "all"))
        for name in ("Older", "Older still"):
            old.ok("account", "add", name)

    def make(self, change: Change) -> None:
        """Lay it out for a command."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        if change.begins == "agreed":
            shutil.copy(self._agreed, self.cli.db)
        if change.begins == "second":
            with closing(sqlite3.connect(self.cli.db)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.executescript((ROOT / "tests" / "store" / "schemas" / "2.sql").read_text())
                connection.execute("INSERT INTO account (code, name, created) VALUES ('a', 'A', '2020-01-01')")
                connection.commit()
            self.cli.db.chmod(0o600)
        shutil.copy(self._old, self.folder / "old.db")
        shutil.copy(self._whole, self.folder / "all.json")
        (self.folder / "new.csv").write_text(SALES)
        (self.folder / "mixed.csv").write_text(f"{SALES}nobody,1,2026-09-01,BAD\n")
        for name in change.writes:
            if name.endswith(".db"):
                shutil.copy(self._old, self.folder / name)
            else:
                (self.folder / name).write_text("# old\n")

    def found(self, change: Change) -> str:
        """What the portfolio holds, and the files that the command writes, without what is of the moment."""
        return PASSING.sub("*", "\n".join(_each(self.folder, (self.cli.db.name, *change.writes))))

    def judge(self, change: Change, known: tuple[str, str], said: Said, where: str) -> None:
        """The laws of a command that something came between: done or not, never half, and what it says is so.

        known: what was found before, and what is found after the command where nothing comes between. A command that
        was killed says nothing (its code is -9), and is done or not as well.
        """
        before, after = known
        told = f"{where}: exit {said.code}\n{said.err}"
        killed, there = said.code == -SIGKILL, self.cli.db.exists()
        try:
            found = self.found(change)
        except sqlite3.Error as error:
            raise AssertionError(f"it cannot be read ({error}): {told}") from error
        if not killed:
            assert said.code != -SIGALRM, f"it hangs: {told}"
            hold(said, where=where)
            # Without notes and the plan of an import, whose lines are indented below its first.
            sentences = [line for line in said.err.splitlines() if line.startswith("amcli:")]
            assert len(sentences) <= 1 + (said.code == change.code == 6), f"many words: {told}"
        if not change.steps:
            assert found in known, f"half done: {told}"
            assert said.code != 0 or found == after, f"said to be done, and is not: {told}"
            assert not (killed and said.out) or found == after, f"reported, and is not there: {told}"
            stays = bool(change.stays) and change.stays.format(self.cli.db) in said.err
            undone = after if stays else before
            assert said.code in (0, change.code) or killed or found == undone, f"it failed, and left another: {told}"
        try:
            self.in_order(there=there)
        except (AssertionError, sqlite3.Error) as wrong:
            raise AssertionError(f"out of order: {told}{wrong}") from wrong

    def in_order(self, *, there: bool) -> None:
        """The file is whole, `doctor` finds nothing broken, the next command works, and no draft is left behind."""
        if there:
            assert asked(self.cli.db, "PRAGMA integrity_check") == "ok"
            done = self.cli("doctor")
            assert done.code == 0, f"doctor: {done.out}{done.err}"
        self.cli.ok("account", "add", "Afterwards")
        left = [each.name for each in self.folder.iterdir() if DRAFT.fullmatch(each.name)]
        assert not left, f"left behind: {left}"


def _each(folder: Path, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        file = folder / name
        read: Callable[[Path], object] = content if name.endswith(".db") else Path.read_bytes
        yield f"{name}: {read(file) if file.exists() else None}"
