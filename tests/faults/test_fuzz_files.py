"""Damaged files: a sentence or a result, and a portfolio that is as it was where nothing was said to be done."""

import shlex
import shutil
from pathlib import Path

import pytest
from fuzz import Case, hold, repeatable, state, try_all
from odd_files import CONFIG, Files, damaged, damaged_pages, originals
from scratch import Hangs, fresh, place, run

from conftest import TODAY, Cli

__all__ = ["place"]

OPTIONS = (
    (), (), ("--create-missing",), ("--rejects", "bad.csv"), ("--update",), ("--round",), ("--dry-run",),
    ("--create-missing", "--rejects", "bad.csv", "--update"), ("--date-order", "dmy"),
)  # fmt: skip
# Questions and changes that read most of what a portfolio holds.
ASKED = (
    ("account", "list", "-f", "json"), ("today",), ("report", "sales", "-f", "json"), ("report", "activity"),
    ("report", "budget", "-f", "csv"), ("search", "price"), ("doctor", "-f", "json"), ("export", "all"),
    ("history", "-f", "json"),
    ("account", "show", "maruti", "-f", "json"), ("agenda",), ("duplicates",), ("export", "ics"), ("config", "list"),
    ("sql", "select * from sales", "-f", "json"), ("remind", "--check"), ("deadline", "list", "--all", "-f", "csv"),
    ("account", "add", "New"), ("log", "maruti", "x"), ("sale", "add", "ford", "1"), ("undo",), ("backup", "kept.db"),
    ("account", "remove", "ford", "--yes"), ("import", "sales", "in.csv"), ("restore", "old.db", "--yes"),
    ("doctor", "--repair"),
    ("account", "merge", "maruti", "ford", "--yes"), ("sale", "list", "-f", "jsonl"), ("contact", "list", "-f", "tsv"),
    ("export", "sales", "-f", "xlsx", "-o", "x.xlsx"), ("rate", "list"), ("target", "list", "-f", "json"),
)  # fmt: skip


@pytest.fixture(scope="module")
def files(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What there is to damage."""
    folder = tmp_path_factory.mktemp("originals")
    shutil.copy(sample_file, folder / "portfolio.db")
    return originals(Cli(folder))


def format_of(words: tuple[str, ...]) -> str:
    return words[words.index("-f") + 1] if "-f" in words and "-o" not in words else ""


def try_import(place: Cli, files: Files, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file goes in whole, in its good rows where that was asked for, or not at all."""
    with repeatable(case) as steps, fresh(place, monkeypatch) as cli:
        for _ in range(4):
            kind = case.chance.choice(sorted(files))
            data = damaged(case.chance.choice(files[kind]), case.chance)
            Path("odd").write_bytes(data)
            table = kind not in ("all", "ics", "vcard", "mail")
            words = ["import", kind, "odd", "--yes", *(case.chance.choice(OPTIONS) if table else ())]
            words += ["--account", "maruti"] if kind == "ics" else []
            words += case.chance.choice(([], ["--create-missing"])) if kind in ("vcard", "mail") else []
            words += case.chance.choice(([], ["--rejects", "bad"])) if kind == "mail" else []
            words += case.chance.choice(([], [], ["--dry-run"])) if "--dry-run" not in words else []
            steps.append(f"amcli {shlex.join(words)}  # {len(data)} bytes, {data[:60]!r} …")
            before = state(cli.db)
            try:
                said = run(cli, words)
            except Hangs:
                raise AssertionError("it hangs") from None
            hold(said, where=steps[-1])
            may_change = "--dry-run" not in words and (said.code == 0 or "--rejects" in words)
            assert may_change or state(cli.db) == before, f"it changed something: {steps[-1]}: {said.code} {said.err}"
        done = run(cli, ["--today", TODAY, "doctor"])
        assert done.code == 0, f"doctor: {done.out.decode()}{done.err}"


def try_config(place: Cli, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged configuration is a sentence, or what is left of it holds."""
    with repeatable(case) as steps, fresh(place, monkeypatch) as cli:
        data = damaged(CONFIG, case.chance)
        Path("config.toml").write_bytes(data)
        for words in (*case.chance.sample(ASKED, 2), ("config", "set", "currency", "USD")):
            steps.append(f"amcli {shlex.join(words)}  # config.toml is {data[:300]!r}")
            before = state(cli.db)
            said = run(cli, list(words))
            hold(said, format_of(words) if said.code == 0 else "", where=steps[-1])
            assert said.code == 0 or state(cli.db) == before, (
                f"it changed something: {steps[-1]}: {said.code} {said.err}"
            )


def try_portfolio(place: Cli, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged portfolio is exit 5, or what is asked of it is answered; a backup of it is whole or refused."""
    with repeatable(case) as steps, fresh(place, monkeypatch) as cli:
        data = damaged_pages(Path("old.db").read_bytes(), case.chance)
        keep = Path("spoilt")
        keep.write_bytes(data)
        for words in case.chance.sample(ASKED, 4):
            shutil.copy(keep, cli.db)
            for end in ("-wal", "-shm", "-journal"):
                Path(f"{cli.db}{end}").unlink(missing_ok=True)
            steps.append(f"amcli {shlex.join(words)}")
            try:
                said = run(cli, list(words))
            except Hangs:
                raise AssertionError(f"it hangs: {steps[-1]}") from None
            hold(said, format_of(words) if said.code == 0 else "", where=steps[-1])


@pytest.mark.no_cover
def test_some_damaged_files(place: Cli, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed few, to import."""
    try_all(lambda case: try_import(place, files, case, monkeypatch), 6)


@pytest.mark.no_cover
def test_some_damaged_portfolios(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed few, and their configurations."""
    try_all(lambda case: try_portfolio(place, case, monkeypatch), 8)
    try_all(lambda case: try_config(place, case, monkeypatch), 8)


@pytest.mark.slow
def test_any_damaged_files(place: Cli, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as fit into the time."""
    try_all(lambda case: try_import(place, files, case, monkeypatch))


@pytest.mark.slow
def test_any_damaged_configurations(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as fit into the time."""
    try_all(lambda case: try_config(place, case, monkeypatch))


@pytest.mark.slow
def test_any_damaged_portfolios(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as fit into the time."""
    try_all(lambda case: try_portfolio(place, case, monkeypatch))
