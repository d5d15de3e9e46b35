"""Every command explains itself: what it does, each of its options, and an example that works."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from amcli.app.commands import ROWS, VERBS
from amcli.app.demo import samples
from amcli.app.main import PARSER_ERRORS, app
from amcli.base.registry import load, plurals
from conftest import Cli

ROOT_COMMAND: Any = typer.main.get_command(app)


def walk(command: Any, path: tuple[str, ...], parent: Any = None) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below a group, with the words that lead to it."""
    context = command.make_context(path[-1] if path else "amcli", [], parent=parent, resilient_parsing=True)
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        yield (*path, name), child
        if hasattr(child, "list_commands"):
            yield from walk(child, (*path, name), context)


TREE: dict[tuple[str, ...], Any] = dict(walk(ROOT_COMMAND, ()))
LEAVES = {path: command for path, command in TREE.items() if not hasattr(command, "list_commands")}
NOUNS = {
    "account": "add list show edit archive merge remove",
    "contact": "add list show edit merge remove",
    "colleague": "add list show edit merge remove",
    "territory": "add list show edit merge remove",
    "interaction": "list show edit remove",
    "deadline": "add list show done skip snooze spread reopen edit remove",
    "budget": "add list show spend edit remove",
    "expense": "list show edit remove",
    "product": "add list show edit remove",
    "sale": "add list show edit remove",
    "target": "set list show remove",
    "rate": "set list show remove",
    "config": "path list get set",
    "report": "sales budget activity pipeline retention whitespace",
    "import": "accounts contacts sales ics vcard all",
    "export": "accounts contacts sales all ics",
}


def name_of(path: tuple[str, ...]) -> str:
    return " ".join(path)


def examples(command: Any) -> list[list[str]]:
    """The command lines that a help begins with, as words."""
    return [shlex.split(text) for text in command.examples]


def steps(words: list[str]) -> list[list[str]]:
    """The commands of a pipe, without the program's name."""
    found: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            found.append([])
        else:
            found[-1].append(word)
    assert {step[0] for step in found} == {"amcli"}
    return [step[1:] for step in found]


def test_the_tree_is_whole() -> None:
    """The commands of the contract are there, each in its section and no other."""
    assert [path[0] for path in TREE if len(path) == 1] == list(ROWS)
    for noun, verbs in NOUNS.items():
        assert {path[1] for path in TREE if len(path) == 2 and path[0] == noun} >= set(verbs.split()), noun


def test_what_is_not_built_is_not_promised() -> None:
    """No command and no verb is in the tables without being there."""
    for place in [*(row.place for row in ROWS.values()), *VERBS.values()]:
        assert not place or load(place)


@pytest.mark.parametrize("path", TREE, ids=name_of)
def test_help(cli: Cli, path: tuple[str, ...]) -> None:
    """`--help` and `-h` say what the command does, explain each option and argument, and need no file."""
    shown = cli.ok(*path, "--help")
    assert shown == cli.ok(*path, "-h")
    assert TREE[path].help
    assert shown.startswith(f"Usage: amcli {' '.join(path)} ")
    assert not cli.db.exists()
    for parameter in TREE[path].params:
        assert getattr(parameter, "help", None), f"{name_of(path)} {parameter.name} has no help"
        for option in parameter.opts:
            if option.startswith("-"):
                assert option == option.lower(), option
                assert option in shown


@pytest.mark.parametrize("path", LEAVES, ids=name_of)
def test_two_examples_each(cli: Cli, path: tuple[str, ...]) -> None:
    """The help of each command begins with two different examples of it, before its arguments and options."""
    found = examples(LEAVES[path])
    assert len({tuple(words) for words in found}) == len(found) == 2, name_of(path)
    assert all(tuple(steps(words)[-1][: len(path)]) == path for words in found)
    _, sentence, shown, *_ = cli.ok(*path, "--help", COLUMNS="100").split("\n\n")
    assert sentence.startswith("  ")
    assert shown.startswith("Examples:\n  amcli ")
    assert [shlex.split(line) for line in shown.replace("\\\n", "").splitlines()[1:]] == found


@pytest.mark.parametrize("path", LEAVES, ids=name_of)
def test_examples_parse(path: tuple[str, ...]) -> None:
    """Every word and option of an example is one that the command takes, and none that it needs is missing."""
    for words in examples(LEAVES[path]):
        try:
            LEAVES[path].make_context(path[-1], steps(words)[-1][len(path) :])
        except PARSER_ERRORS as error:
            pytest.fail(f"{' '.join(words)}: {error}")


# What an example needs to be there first, or asks for under another name than one that is in use.
NEEDS: dict[tuple[str, ...], list[tuple[str, ...]]] = {
    ("contact", "show"): [("contact", "add", "maruti", "Asha Rao")],
    ("log",): [("contact", "add", "maruti", "Asha Rao")],
    ("account", "remove"): [("account", "add", "Nobody", "--code", "nobody")],
    ("product", "remove"): [("product", "add", "Unsold")],
    ("deadline", "skip"): [("deadline", "edit", "D12", "--every", "month")],
    ("undo",): [("account", "add", name) for name in ("Nobody", "Another", "Third")],
    ("redo",): [("account", "add", "Nobody"), ("undo",)],
    ("account", "merge"): [("account", "add", "Maruti Suzuki")],
    ("negotiation", "reopen"): [("negotiation", "close", "NG1", "--outcome", "broken-off")],
    ("restore",): [("backup", "monday.db")],
    ("import", "all"): [("export", "all", "-o", "portfolio.json")],
    ("import", "ics"): [("export", "ics", "-o", "calendar.ics")],
    ("model", "remove"): [("model", "add", "regions.toml")],
}
INSTEAD: dict[tuple[str, ...], tuple[str, str]] = {
    ("account", "remove"): ("maruti", "nobody"),
    ("product", "remove"): ("brake-pad-set", "unsold"),
    ("product", "add"): ("brake-pad-set", "brake-pad-set-2"),
}


OF_A_SERVER = {("publish", "send"), ("publish", "check")}
# What goes into an empty portfolio alone.
FRESH = {("import", "all")}


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("path", LEAVES, ids=name_of)
def test_examples_work(
    sample: Cli, path: tuple[str, ...], place: int, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Every example works on the sample data, or is refused for what still refers to a record."""
    if path in OF_A_SERVER:
        company = request.getfixturevalue("company")
        sample.environ["AMCLI_COMPANY"] = company.dsn(company.manager())
    monkeypatch.chdir(sample.folder)
    Path("invoices.csv").write_text("account,amount,Invoiced,Invoice,Line\nford,12.50,2026-09-01,881,1\n")
    Path("contacts.vcf").write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Asha Rao\nORG:Ford\nEND:VCARD\n")
    for number, name in enumerate(("inbox.mbox", "offer.eml", "answer.eml")):
        mail = f"From: a@b.example\nSubject: Offer {number}\nDate: Mon, 14 Sep 2026 10:12:00 +0000\n\nYes.\n"
        Path(name).write_text(f"From x Mon Sep 14 10:12:00 2026\n{mail}" if name.endswith("mbox") else mail)
    own = sample.ok("model", "show", "selection", "--toml").replace('code = "selection"', 'code = "regions"')
    Path("regions.toml").write_text(own, encoding="utf-8")
    if path[0] == "import" and path[1] in plurals():
        shutil.copy(samples() / f"{path[1]}.csv", sample.folder)
    for needed in NEEDS.get(path, []):
        sample.ok(*needed)
    old, new = INSTEAD.get(path, ("", ""))
    fresh = ("--db", "new.db") if path in FRESH else ()
    said = ""
    for step in steps(examples(LEAVES[path])[place]):
        done = sample(*fresh, *(new if word == old else word for word in step), stdin=said)
        if path[-1] == "remove" and done.code == 4:
            assert "referred to" in done.err
            return
        assert done.code == 0, f"{shlex.join(step)}: {done.err}"
        said = done.out


def test_the_demo_shows_both_screens(cli: Cli) -> None:
    """`amcli demo` shows the day and the sales report, says that its today is fixed, and leaves nothing behind."""
    done = cli("demo")
    assert done.code == 0, done.err
    assert "2026-09-17" in done.err
    assert "D13" in done.out
    assert "Kirchoff Automotive Parts" in done.out
    assert not cli.db.exists()
    kept = str(cli.folder / "kept.db")
    assert cli("demo", "--keep", kept).code == 0
    assert cli("demo", "--keep", kept).code == 4


def test_a_help_text_is_not_markup() -> None:
    """Brackets in help stay: `[a]` is not swallowed as markup."""
    assert all(command.rich_markup_mode is None for command in (ROOT_COMMAND, *TREE.values()))
