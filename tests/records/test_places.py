"""Where a person looks: an account stands without its option, and a name means the record of that account."""

import re

import pytest

from conftest import Cli

LISTS = ("contact", "interaction", "deadline", "budget", "expense", "sale", "target")
QUESTIONS = (
    *((noun, "list") for noun in LISTS), ("report", "sales"), ("report", "budget"), ("report", "activity"), ("agenda",),
)  # fmt: skip


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_an_account_stands_where_a_person_puts_it(sample: Cli, words: tuple[str, ...]) -> None:
    """Every list and report of what accounts have takes one without `--account`, and its help says so."""
    period = ["--period", "2026"] if words == ("agenda",) else []
    wanted = sample.json(*words, "--account", "maruti", *period)
    assert sample.json(*words, "maruti", *period) == wanted
    assert sample.json(*words, *period, "Maruti") == wanted != sample.json(*words, *period)
    assert "[ACCOUNT]" in sample.ok(*words, "--help").splitlines()[0]


@pytest.mark.parametrize("words", [*((noun, "list") for noun in LISTS), ("agenda",)], ids=" ".join)
def test_one_account_is_typed_once(sample: Cli, words: tuple[str, ...]) -> None:
    """Where one account is meant, two are an error that names both, also the same one twice."""
    for other in ("ford", "maruti"):
        done = sample(*words, "maruti", "--account", other)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"amcli: the account stands twice: leave out 'maruti' or --account '{other}'\n"


def test_reports_take_several_accounts(sample: Cli) -> None:
    """Where `--account` is repeatable the one without it is one more."""
    both = sample.json("report", "sales", "--account", "maruti", "--account", "ford")
    assert sample.json("report", "sales", "maruti", "--account", "ford") == both


def test_an_account_beside_one_that_is_explained(sample: Cli) -> None:
    """`--explain` names its account itself, and says which other one has no meaning there."""
    done = sample("report", "sales", "ford", "--explain", "maruti")
    assert done.code == 2
    assert done.err.endswith("leave out 'ford' beside it\n")


def test_a_list_of_accounts_says_what_shows_one(sample: Cli) -> None:
    """A name behind the list of what has no account is an error that says what to type for it."""
    done = sample("account", "list", "maruti")
    assert (done.code, done.out) == (2, "")
    assert "type `amcli account show maruti`, or `amcli search maruti`" in done.err
    assert "type `amcli product show 'brake disc'`" in sample("product", "list", "brake", "disc").err
    assert "see `amcli rate list --help`" in sample("rate", "list", "EUR").err


def test_another_accounts_records_are_found_where_they_are(small: Cli) -> None:
    """What belongs to another account than the one typed is not found, and the answer says where it is."""
    small.ok("contact", "add", "eclair", "Zoe Lin")
    for words in (
        ("log", "maruti", "Called", "--with", "Zoe"),
        ("contact", "add", "maruti", "New One", "--reports-to", "Zoe Lin"),
        ("contact", "edit", "C1", "--reports-to", "Zoe Lin"),
        ("log", "eclair", "Called", "--done", "D2"),
        ("budget", "spend", "eclair", "Trade fair", "5"),
        ("expense", "list", "eclair", "--budget", "Trade fair"),
        ("interaction", "list", "maruti", "--with", "Zoe"),
    ):
        done = small(*words)
        assert (done.code, done.out) == (3, ""), words
        assert re.search(r"has no .* is of (eclair|maruti)", done.err), (words, done.err)


def test_a_filter_means_the_record_of_the_account_that_is_listed(small: Cli) -> None:
    """A name that two accounts have is the one of the account on the line, and asked about where there is none."""
    small.ok("log", "eclair", "Shown round", "--with", "Asha Rao")
    for words in (("eclair",), ("--account", "eclair")):
        assert "Shown round" in small.ok("interaction", "list", *words, "--with", "Asha Rao")
    assert small("interaction", "list", "--with", "Asha Rao").code == 3
