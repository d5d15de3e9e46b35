"""Asking a person: on a terminal before something is removed, never elsewhere."""

import pytest

from conftest import Cli


@pytest.mark.parametrize("answer", ["y\n", "Y\n", " yes \n", "y"])
def test_yes_removes(small: Cli, answer: str) -> None:
    """On a terminal `remove` asks on stderr, and does it for a yes."""
    done = small("rate", "remove", "R1", stdin=answer, tty=True)
    assert done.code == 0
    assert "Remove rate R1?" in done.err
    assert done.out == "Removed rate R1 (USD EUR 0.92 2026-09-01)\n"
    assert small.ok("rate", "list", "-f", "ids").split() == ["R2"]


@pytest.mark.parametrize("answer", ["n\n", "\n", "no\n", "maybe\ny\n"])
def test_no_leaves_it(small: Cli, answer: str) -> None:
    """No, or Enter alone, is exit 4, and nothing is removed."""
    before = small.dump(journal=True)
    done = small("rate", "remove", "R1", "R2", stdin=answer, tty=True)
    assert (done.code, done.out) == (4, "")
    assert "Remove rate R1, R2?" in done.err
    assert small.dump(journal=True) == before


def test_the_end_of_input_is_an_interruption(small: Cli) -> None:
    """Ctrl-D at the question is like Ctrl-C: exit 130, nothing removed."""
    before = small.dump(journal=True)
    assert small("rate", "remove", "R1", stdin="", tty=True).code == 130
    assert small.dump(journal=True) == before


def test_nobody_is_asked_elsewhere(small: Cli) -> None:
    """Without a terminal `remove` needs --yes: exit 4 names it, even if the input would say y."""
    before = small.dump(journal=True)
    done = small("rate", "remove", "R1", stdin="y\n")
    assert (done.code, done.out) == (4, "")
    assert "--yes" in done.err
    assert small.dump(journal=True) == before


@pytest.mark.parametrize("options", [("--yes",), ("-y",), ("--dry-run",)])
def test_no_question_where_it_was_answered(small: Cli, options: tuple[str, ...]) -> None:
    """--yes and --dry-run are not asked about, on a terminal or off it."""
    for tty in (True, False):
        done = small("rate", "remove", "R1", *options, tty=tty)
        assert (done.code, done.err) == (0, "")
        assert "R1" in done.out
        small("undo")


def test_the_question_is_one_clean_line(small: Cli) -> None:
    """What was typed shows no control character in the question."""
    done = small("rate", "remove", "\x1b[31mR1\nX", stdin="n\n", tty=True)
    assert "\x1b" not in done.err
    assert done.err.count("\n") <= 2


def test_every_noun_asks(small: Cli) -> None:
    """No noun is removed unasked."""
    for noun, reference in {
        "account": "old-garage", "contact": "C2", "interaction": "I2", "deadline": "D3", "budget": "B2",
        "expense": "X1", "product": "clutch", "sale": "S1", "target": "T1", "rate": "R1",
    }.items():  # fmt: skip
        assert small(noun, "remove", reference).code == 4
        assert small(noun, "remove", reference, stdin="n\n", tty=True).code == 4
        assert small(noun, "remove", reference, stdin="y\n", tty=True).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rate", "remove", "R1", "R99"), 3),
        (("account", "remove", "maruti"), 4),
        (("account", "merge", "maruti", "nobody"), 3),
        (("contact", "merge", "C1", "C3"), 4),
    ],
)
def test_nobody_is_asked_about_what_cannot_be_done(small: Cli, words: tuple[str, ...], code: int) -> None:
    """What is wrong is said instead of the question."""
    before = small.dump(journal=True)
    done = small(*words, stdin="y\n", tty=True)
    assert (done.code, "[y/N]" in done.err, len(done.err.splitlines())) == (code, False, 1)
    assert small.dump(journal=True) == before
