"""`amcli krm` and `amcli D12`: a record by its name alone."""

import pytest

from conftest import Cli


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("maruti", ("account", "show", "maruti")),
        ("MARUTI", ("account", "show", "maruti")),
        ("brake-disc", ("product", "show", "brake-disc")),
        ("D12", ("deadline", "show", "D12")),
        ("d12", ("deadline", "show", "D12")),
        ("I3", ("interaction", "show", "I3")),
        ("C4", ("contact", "show", "C4")),
        ("S9", ("sale", "show", "S9")),
        ("B2", ("budget", "show", "B2")),
        ("X1", ("expense", "show", "X1")),
        ("T3", ("target", "show", "T3")),
        ("R1", ("rate", "show", "R1")),
        ("H5", ("history", "H5")),
    ],
)
def test_a_record_is_shown_by_its_name_alone(sample: Cli, word: str, words: tuple[str, ...]) -> None:
    """An exact code or id shows its record, with the options of the command that shows it."""
    assert sample.ok(word) == sample.ok(*words)
    assert sample.json(word) == sample.json(*words)
    assert sample.ok(word, "--help") == sample.ok(*words, "--help")


def test_a_command_wins_then_a_code_then_an_id(cli: Cli) -> None:
    """An account called as a command, an id or a product is what its code says, but for the command."""
    for code in ("Report", "report", "D1", "bolt"):
        cli("account", "add", f"Account {code}", "--code", code)
    cli.ok("product", "add", "Bolt")
    cli.ok("deadline", "add", "bolt", "Offer", "--due", "fri")
    cli.ok("log", "bolt", "Called")
    assert "Sales against target" in cli.ok("report")
    assert "Account D1" in cli.ok("D1")
    assert "Account bolt" in cli.ok("bolt")
    cli.ok("account", "edit", "bolt", "--code", "nut")
    assert "Account bolt" in cli.ok("nut")
    assert "Account bolt" in cli.ok("bolt")  # which it was called once
    assert cli("I1", "more").code == 2
    assert "Called" in cli.ok("--db", str(cli.db), "I1")


def test_what_is_called_nothing_so(small: Cli) -> None:
    """Another word is exit 2 with the nearest commands and codes, first the account that it means; nothing changes."""
    before = small.db.read_bytes()
    assert small("eclare").err.startswith(
        "amcli: there is no command and no record 'eclare'; see `amcli --help`; nearest: eclair"
    )
    assert "nearest: maruti-service" in small("serv").err
    done = small("repotr", "sales", "-f", "json")
    assert (done.code, done.out) == (2, "")
    assert '"candidates": ["report"' in done.err
    assert small("D99").err == "amcli: there is no deadline 'D99': see `amcli deadline list`\n"
    assert small("D99").code == small("", "x").code == 2
    assert small.db.read_bytes() == before


def test_without_a_file_there_are_commands_alone(cli: Cli) -> None:
    """Where there is no portfolio yet a slip is answered by the nearest command, and no file is made."""
    done = cli("histroy")
    assert done.code == 2
    assert done.err.startswith("amcli: there is no command 'histroy'; see `amcli --help`; nearest: history")
    assert cli("D12").code == 2
    assert not cli.db.exists()
