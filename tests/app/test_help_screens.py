"""The program's help in one screen, `amcli help …`, and its topics, which say what the program really takes."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from amcli.app import help_topics
from amcli.app.commands import ROWS, SECTIONS
from amcli.base.errors import BadValue, Exit
from amcli.base.formats import FORMATS
from amcli.base.money import parse_money
from amcli.base.registry import HOMES
from amcli.base.time.dates import parse_date, parse_due
from amcli.base.time.period import parse_period
from amcli.settings.setting import SETTINGS
from conftest import Cli
from test_loads import modules

TODAY = date(2026, 9, 17)
WIDTHS = (40, 60, 80, 120, 200)
TOPICS = help_topics.names()


def shown(topic: str) -> list[tuple[str, str]]:
    """The rows of a topic's lists."""
    return [row for block in help_topics.topic(topic).blocks if not isinstance(block, str) for row in block]


def forms(topic: str) -> list[str]:
    """What a topic says may be typed, without its command lines."""
    return [form for first, _ in shown(topic) if not first.startswith("amcli ") for form in first.split(", ")]


def broken(text: str, width: int) -> list[str]:
    return [line for line in text.splitlines() if len(line) > width]


def test_the_help_is_one_screen(cli: Cli) -> None:
    """Every command once, below what one wants to do, in 24 lines of 80 columns; no file is needed. What the verbs of
    other commands write is in the full list alone.
    """
    lines = cli.ok("--help", COLUMNS="80").splitlines()
    assert len(lines) <= 24
    assert lines[0] == "Usage: amcli [OPTIONS] COMMAND [ARGS]..."
    assert not broken("\n".join(lines), 80)
    body = "\n".join(f"{line[:41].rstrip()}\n{line[41:]}" for line in lines)
    for name, row in ROWS.items():
        found = re.findall(rf"^  {name}  +{re.escape(row.brief)}$", body, re.MULTILINE)
        assert len(found) == bool(row.brief), name
    assert all(f"{section}:" in body for section in SECTIONS)
    assert all(option in lines[-2] for option in ("--db FILE", "--today DATE", "--no-color", "--debug", "--version"))
    assert cli.ok("-h", COLUMNS="80") == cli.ok("help", COLUMNS="80") == "\n".join(lines) + "\n"
    assert not cli.db.exists()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", [(), ("commands",), ("topics",), *((topic,) for topic in TOPICS)], ids=" ".join)
def test_no_word_is_broken(cli: Cli, words: tuple[str, ...], width: int) -> None:
    """At any width from 40 columns on the same words are there, in lines that fit."""
    narrow = cli.ok("help", *words, COLUMNS=str(width))
    assert not broken(narrow, width)
    if width != 80:
        wide = cli.ok("help", *words, COLUMNS="80")
        assert sorted(narrow.replace(" \\\n", "\n").split()) == sorted(wide.replace(" \\\n", "\n").split())


@pytest.mark.parametrize("words", [("deadline", "add"), ("import", "sales"), ("sql",), ("report",)], ids=" ".join)
@pytest.mark.parametrize("width", [40, 60])
def test_a_command_is_readable_in_a_narrow_terminal(cli: Cli, words: tuple[str, ...], width: int) -> None:
    """Its help has no line that is wider, and loses no option; choices are broken behind a `|` alone."""
    narrow, wide = (cli.ok(*words, "--help", COLUMNS=str(columns)) for columns in (width, 80))
    assert not broken(narrow, width)
    assert re.findall(r"^  (?:-\w, )?(--[a-z-]+)", narrow, re.MULTILINE) == re.findall(
        r"^  (?:-\w, )?(--[a-z-]+)", wide, re.MULTILINE
    )


def test_nothing_is_lost(cli: Cli) -> None:
    """`amcli help commands` has every command with its whole line, and every global option with what it does."""
    text = " ".join(cli.ok("help", "commands").split())
    for name, row in ROWS.items():
        assert f" {name} {row.line}" in text
    for option in (
        "--db FILE The portfolio",
        "--install-completion Install",
        "--show-completion Show",
        "--version Print",
    ):
        assert option in text
    assert "amcli log maruti" in text


def test_every_noun_has_its_place() -> None:
    """A noun's row in the registry brings it into a section that there is."""
    assert set(HOMES) <= set(ROWS)


@pytest.mark.parametrize(
    "words", [("log",), ("deadline", "snooze"), ("report",), ("import", "sales"), ("help",)], ids=" ".join
)
def test_help_of_a_command(cli: Cli, words: tuple[str, ...]) -> None:
    """`amcli help log` is `amcli log --help`, and so on for verbs and kinds."""
    assert cli.ok("help", *words) == cli.ok(*words, "--help")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("lgo",), "log"), (("date5",), "dates"), (("deadline", "snoze"), "snooze"), (("import", "sals"), "sales"),
        (("log", "x"), "amcli help log"), (("topic5",), "topics"),
    ],
)  # fmt: skip
def test_help_of_nothing(cli: Cli, words: tuple[str, ...], near: str) -> None:
    """What there is no help of is exit 2, and the nearest is named."""
    done = cli("help", *words)
    assert (done.code, done.out, near in done.err) == (2, "", True)
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_screen(cli: Cli, topic: str) -> None:
    """It has its place in the list, is found in the singular, and has at most 23 lines of 80 columns."""
    text = cli.ok("help", topic, COLUMNS="80")
    assert len(text.splitlines()) <= 23
    assert f"  {topic} " in cli.ok("help", "topics")
    assert text == cli.ok("help", topic.removesuffix("s").upper(), COLUMNS="80")
    assert not cli.db.exists()


def test_a_topic_of_two_words(cli: Cli) -> None:
    """It may be typed as two."""
    assert cli.ok("help", "exit", "codes") == cli.ok("help", "exit-codes")


def test_every_file_is_a_topic() -> None:
    """No topic lies there that no list shows."""
    assert {path.stem for path in Path(help_topics.__file__).parent.glob("*.txt")} == set(TOPICS)


def test_help_needs_no_clock(cli: Cli) -> None:
    """A wrong AMCLI_TODAY does not keep the page about dates away."""
    assert "How a DATE is typed" in cli.ok("help", "dates", AMCLI_TODAY="05/06/2026")
    assert cli("log", "x", "y", AMCLI_TODAY="05/06/2026").code == 2


def test_the_dates_are_taken() -> None:
    """Each form of DATE is one that the parser takes; those with a time are for deadlines."""
    for form in forms("dates"):
        due = parse_due(form, TODAY)
        if not isinstance(due, datetime):
            assert parse_date(form, TODAY)
    with pytest.raises(BadValue):
        parse_date("05/06/2026", TODAY)


def test_the_periods_are_taken() -> None:
    """Each form of PERIOD is one that the parser takes."""
    for form in forms("periods"):
        assert parse_period(form, TODAY).days


def test_the_amounts_are_taken() -> None:
    """Each form of MONEY is one that the parser takes: commas stand where a comma and a space do not."""
    for form in forms("money"):
        assert parse_money(form).value > 0
    assert parse_money(forms("money")[3]).value == 1_234_567


def test_the_formats_are_all_there() -> None:
    """The page lists the formats that there are, in their order."""
    assert tuple(forms("formats")) == FORMATS


def test_the_exit_codes_are_all_there() -> None:
    """The page lists the exit codes that there are."""
    assert [int(form) for form in forms("exit-codes")] == sorted(Exit)


def test_the_settings_are_all_there() -> None:
    """The page lists the settings that there are, in their order; `cadence.*` are those whose last words it says."""
    keys = []
    for form, text in shown("settings"):
        named = [key for key in SETTINGS if key.startswith(form[:-1])] if form.endswith(".*") else [form]
        said = re.findall(r"\w+", text)
        assert form in named or [key.removeprefix(form[:-1]) for key in named] == said[: len(named)]
        keys += named
    assert keys == list(SETTINGS)


@pytest.mark.parametrize("name", ["maruti", "K-1001", "Maruti", "mar", "service"])
def test_the_names_are_found(sample: Cli, name: str) -> None:
    """Each way to name an account finds one in the sample data, and is on the page."""
    assert name in forms("names")
    assert sample.ok("account", "show", name, "-f", "json")


@pytest.mark.parametrize("topic", TOPICS)
def test_command_lines_of_a_topic_work(sample: Cli, topic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a topic shows to be typed works on the sample data."""
    import shlex

    monkeypatch.chdir(sample.folder)
    sample.ok("backup", "NAME")
    for first, _ in shown(topic):
        said = ""
        for step in first.split(" | ") if first.startswith("amcli ") else ():
            words = shlex.split(step)[1:]
            done = sample(*words, *(["--yes"] if words[0] == "restore" else []), stdin=said)
            assert done.code == 0, f"{step}: {done.err}"
            said = done.out


@pytest.mark.capped
def test_a_topic_loads_no_command(cli: Cli) -> None:
    """Topics and the list of commands load neither a noun nor a command."""
    for words in (("help", "dates"), ("help", "commands"), ("help",)):
        names = modules(cli, *words)
        assert not {name for name in names if name.startswith(("amcli.features.", "amcli.tools."))}
