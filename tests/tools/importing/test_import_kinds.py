"""The kinds of `amcli import` and `amcli export` are verbs: each has its own options, and none is ignored."""

import os
import re
import subprocess
import sys

import pytest

from amcli.app.commands import ALIASES
from amcli.base.registry import HOMES, plurals
from conftest import Cli, built_once

SALES = "account,date,amount\nford,2026-09-01,10.00\n"
EVENT = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nSUMMARY:ford: Sign\nDTSTART;VALUE=DATE:20261201\n"
EVENT += "END:VEVENT\nEND:VCALENDAR\n"
CARD = "BEGIN:VCARD\nVERSION:4.0\nFN:Asha Rao\nORG:Ford\nEND:VCARD\n"
IMPORTED = [home.plural for home in HOMES.values() if home.imported]  # how opportunities moved, amcli alone writes
KINDS = {"import": [*IMPORTED, "ics", "vcard", "mail", "all"], "export": [*plurals(), "all", "ics", "vcard"]}
TABLE = (
    "--map",
    "--ignore",
    "--save-profile",
    "--profile",
    "--round",
    "--word",
    "--update",
    "--missing",
    "--date-order",
    "--decimal",
    "--sheet",
    "--hidden",
    "--with",
    "--on",
    "--encoding",
)


@pytest.fixture
@built_once
def ford(cli: Cli) -> Cli:
    """A portfolio of one account."""
    cli.ok("account", "add", "Ford")
    return cli


def options(help_: str) -> set[str]:
    """The long options that a help text lists."""
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", help_, re.MULTILINE)) - {"--help"}


@pytest.mark.parametrize("command", KINDS)
def test_the_help_lists_the_kinds(cli: Cli, command: str) -> None:
    """Every kind stands in the help of its command with a line, in the order of the complaint about an unknown one."""
    shown = cli.ok(command, "--help").partition("Kinds:")[2]
    assert re.findall(r"^  (\w+)  ", shown, re.MULTILINE) == KINDS[command]
    assert cli.ok(command) == cli.ok(command, "--help")
    assert ", ".join(KINDS[command]) in cli(command, "nosuch").err


def test_the_help_of_a_kind_shows_what_it_takes(cli: Cli) -> None:
    """A stage that counts is for sales alone, what was won here for deals too; a whole portfolio is taken as it is."""
    common = {*TABLE, "--create-missing", "--rejects", "--dry-run", "--yes"}
    shown = {kind: options(cli.ok("import", kind, "--help")) for kind in KINDS["import"]}
    states = common | {"--status", "--keep-status"}
    assert {kind for kind, found in shown.items() if found == states | {"--won", "--won-sales"}} == {"sales"}
    assert {kind for kind, found in shown.items() if found == states} == {"expenses"}
    assert {kind for kind, found in shown.items() if found == common | {"--minutes"}} == {"interactions"}
    deals = common | {"--stage", "--account", "--probability", "--sale", "--won-sales"}
    assert {kind for kind, found in shown.items() if found == deals} == {"opportunities"}
    assert {kind for kind, found in shown.items() if found == common} == {*IMPORTED} - {
        "sales", "expenses", "interactions", "opportunities", "contracts", "issues", "negotiations",
        "contacts",
    }  # fmt: skip
    assert {kind for kind, found in shown.items() if found == common | {"--account"}} == {
        "contacts", "contracts", "negotiations",
    }  # fmt: skip
    assert shown["issues"] == common | {"--account", "--stage"}
    assert shown["ics"] == {"--account", "--as", "--rejects", "--encoding", "--dry-run", "--yes"}
    assert shown["vcard"] == {"--account", "--create-missing", "--encoding", "--rejects", "--dry-run", "--yes"}
    assert shown["mail"] == shown["vcard"] - {"--encoding"}
    assert shown["all"] == {"--dry-run", "--yes"}


def test_the_help_of_an_export_shows_what_narrows_it(cli: Cli) -> None:
    """A kind without a day has no --since, one that is of no account no --account, and neither has the whole."""
    shown = {kind: options(cli.ok("export", kind, "--help")) for kind in KINDS["export"]}
    output = {"--format", "--output", "--columns"}
    assert shown["sales"] == {"--since", "--period", "--where", "--account"} | output
    assert shown["contacts"] == {"--where", "--account"} | output
    assert shown["rates"] == {"--since", "--period", "--where"} | output
    assert shown["products"] == {"--where"} | output
    assert shown["all"] == {"--format", "--output"}
    assert shown["ics"] == {"--account", "--for", "--all", "--format", "--output"}


def test_the_help_of_a_kind_names_its_fields(cli: Cli) -> None:
    """What a column may be, and what no file can do without."""
    shown = " ".join(cli.ok("import", "targets", "--help").split())
    assert "period, amount" in shown
    assert "start_date" in shown
    assert "needed: period, amount." in shown


@pytest.mark.parametrize(
    ("words", "option", "kind"),
    [
        (("accounts", "-", "--won", "x"), "--won", "accounts"),
        (("sales", "-", "--account", "ford"), "--account", "sales"),
        (("SALE", "-", "--as", "deadlines"), "--as", "sales"),
        (("calendar", "-", "--update"), "--update", "ics"),
        (("vcf", "-", "--as", "deadlines"), "--as", "vcard"),
        (("vcard", "-", "--map", "a=b"), "--map", "vcard"),
        (("mbox", "-", "--as", "deadlines"), "--as", "mail"),
        (("ics", "-", "--create-missing"), "--create-missing", "ics"),
        (("all", "-", "--update"), "--update", "all"),
        (("all", "-", "--rejects", "x"), "--rejects", "all"),
        (("--won", "x", "rates", "-"), "--won", "rates"),
    ],
)  # fmt: skip
def test_an_option_of_another_kind_is_refused(ford: Cli, words: tuple[str, ...], option: str, kind: str) -> None:
    """It is named with the kind, whatever that was called: an option is never ignored."""
    done = ford("import", *words, stdin=SALES)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"amcli: {option} is not for import {kind}: leave it out\n"


def test_an_export_refuses_what_means_nothing(ford: Cli) -> None:
    """The same of an export, in its words; an option that there is nowhere is the parser's to refuse."""
    assert ford("export", "rate", "--account", "ford").err == (
        "amcli: --account means nothing for export rates: leave it out\n"
    )
    assert "-f csv means nothing for export ics" in ford("export", "ics", "-f", "csv").err
    done = ford("export", "sales", "--colour", "red")
    assert (done.code, "No such option" in done.err, "`amcli export sales --help`" in done.err) == (2, True, True)


@pytest.mark.parametrize("word", ["sales", "sale", "SALES", "Sale", " sales "])
def test_a_kind_in_any_case_and_number(ford: Cli, word: str) -> None:
    """`import sale`, `import SALES`: one kind."""
    assert "Imported 1 sale " in ford.ok("import", word, "-", stdin=SALES)
    assert "10.00" in ford.ok("export", word)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("calendar",), EVENT), (("ICS",), EVENT), (("ics", "--as", "deadlines", "-y"), EVENT),
        (("vcf",), CARD), (("VCard", "--yes"), CARD),
    ],
)  # fmt: skip
def test_calendars_and_address_books_have_two_names(ford: Cli, words: tuple[str, ...], text: str) -> None:
    """What they were called before they were verbs they are called still."""
    kind, *more = words
    assert "Imported 1 " in ford.ok("import", kind, "-", *more, stdin=text)


@pytest.mark.parametrize(
    "words",
    [
        ("--update", "sales", "-"), ("--map", "account=account", "sales", "-"), ("--map=date=date", "-y", "sale", "-"),
        ("--decimal", "point", "--dry-run", "SALES", "-"), ("--won", "sales", "sales", "-", "--help"),
        ("--update", "--", "sales", "-"), ("--", "sales", "-"), ("--profile", "sales", "--help"),
    ],
)  # fmt: skip
def test_options_may_stand_before_the_kind(ford: Cli, words: tuple[str, ...]) -> None:
    """They are those of the kind; the value of one is not taken for the kind."""
    done = ford("import", *words, stdin=SALES)
    assert done.code == 0, done.err
    assert "sale" in done.out


def test_options_before_the_kind_of_an_export(ford: Cli) -> None:
    """Short ones too, with their value behind them or beside them."""
    ford.ok("import", "sales", "-", stdin=SALES)
    wanted = ford.ok("export", "sales", "-f", "ids")
    assert ford.ok("export", "-f", "ids", "sales") == ford.ok("export", "-fids", "sales") == wanted
    assert ford.ok("export", "--account", "ford", "ics", "-f", "ics") == ford.ok("export", "ics", "--account", "ford")


def test_without_a_kind_there_is_no_import(ford: Cli) -> None:
    """Options alone, and an unknown kind behind options."""
    done = ford("import", "--update")
    assert (done.code, "Missing argument 'KIND'; see `amcli import --help`" in done.err) == (2, True)
    done = ford("import", "--map", "a=b", "slaes", "-")
    assert (done.code, "'slaes' is no kind of record: import one of accounts" in done.err) == (2, True)
    assert "nearest: sales" in done.err
    done = ford("import", "--colour", "red", "sales", "-")
    assert (done.code, "No such option: --colour; see `amcli import --help`" in done.err) == (2, True)


LOADED = """
import sys
from amcli.app.main import main
code = main()
print(*(name for name in sys.modules if name.startswith("amcli.")), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("words", "features"),
    [
        (("import", "--help"), set()),
        (("import", "sales", "--help"), {"accounts", "sales"}),
        (("import", "--update", "rates", "--help"), {"currencies"}),
        (("export", "--help"), set()),
        (("export", "rate", "--help"), {"currencies"}),
    ],
)  # fmt: skip
def test_only_the_noun_that_is_asked_for_is_loaded(cli: Cli, words: tuple[str, ...], features: set[str]) -> None:
    """And what it refers to; the list of kinds loads none."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **cli.environ},
    )
    loaded = {name.split(".")[2] for name in done.stderr.split() if re.fullmatch(r"amcli\.features\.\w+\.nouns", name)}
    assert loaded == features


def test_every_alias_is_of_a_kind() -> None:
    """The table of other names has no name of a noun, and each leads to a kind that is there."""
    for (group, alias), kind in ALIASES.items():
        assert kind in KINDS[group]
        assert alias not in HOMES
