"""One line after a call: `amcli log`."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Cli


def shown(cli: Cli, noun: str, reference: str) -> dict[str, Any]:
    """A record's own fields."""
    found: Any = cli.json(noun, "show", reference)
    return dict(found)


def test_a_line_and_what_comes_next_is_one_change(small: Cli) -> None:
    """The text, who took part, the follow-up and the closed deadlines are one operation, and undone as one."""
    small.ok("deadline", "done", "D2", "--on", "2026-09-02")
    before = small.dump()
    said = small.ok(
        "log", "maruti", "Agreed", "on", "prices", "--kind", "meeting", "--on", "yesterday", "--with", "C2",
        "--with", "asha rao", "--minutes", "45", "--next", "Send the order form", "--due", "+1w", "--done", "D1",
        "--done", "D2",
    )  # fmt: skip
    assert said.startswith("Logged I3 (Agreed on prices), next D4 (Send the order form, 2026-09-24), done D1 (")
    logged = shown(small, "interaction", "I3")
    assert logged["text"] == "Agreed on prices"
    assert (logged["kind"], logged["date"], logged["minutes"]) == ("meeting", "2026-09-16", 45)
    assert logged["with"] == ["Ravi Iyer", "Asha Rao"]
    following = shown(small, "deadline", "D4")
    assert (following["kind"], following["due"], following["done"]) == ("follow-up", "2026-09-24", None)
    assert [shown(small, "deadline", each)["done"] for each in ("D1", "D2")] == ["2026-09-16", "2026-09-02"]
    small.ok("undo")
    assert small.dump() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("log", "eclair", "x", "--done", "D1"), "eclair has no deadline 'D1': D1 (Send the offer) is of maruti"),
        (("log", "eclair", "x", "--with", "C2"), "eclair has no contact 'C2': C2 (Ravi Iyer) is of maruti"),
        (("log", "eclair", "x", "--with", "Ravi"), "eclair has no contact 'Ravi': C2 (Ravi Iyer) is of maruti"),
        (("interaction", "edit", "I2", "--with", "C2"), "eclair has no contact 'C2': C2 (Ravi Iyer) is of maruti"),
        (("contact", "edit", "C3", "--reports-to", "C2"), "eclair has no contact 'C2': C2 (Ravi Iyer) is of maruti"),
        (("budget", "spend", "eclair", "Rebates", "5"), "eclair has no budget 'Rebates': B2 (Rebates) is of maruti"),
        (("budget", "spend", "eclair", "b1", "5"), "eclair has no budget 'b1': B1 (Trade fair) is of maruti"),
    ],
)  # fmt: skip
def test_a_record_of_another_account_is_not_taken(small: Cli, words: tuple[str, ...], said: str) -> None:
    """A mistyped id closes, names or spends nothing of another account: it is said whose it is."""
    before = small.dump(journal=True)
    done = small(*words)
    assert (done.code, done.err.splitlines()[0]) == (3, f"amcli: {said}")
    assert small.dump(journal=True) == before


@pytest.mark.parametrize(
    "words",
    [
        ("log", "maruti", "x", "--next", "y"),
        ("log", "maruti", "x", "--due", "fri"),
        ("log", "maruti", "x", "--next", "y", "--due", "soon"),
        ("log", "maruti", "x", "--done", "D99"),
        ("log", "maruti", "x", "--with", "nobody"),
        ("log", "maruti", "x", "--kind", "fax"),
        ("log", "maruti", "x", "--on", "05/06/2026"),
        ("log", "maruti", "x", "--minutes", "-1"),
        ("log", "maruti", ""),
        ("log", "nobody", "x", "--next", "y", "--due", "fri"),
        ("log", "maruti"),
    ],
)
def test_nothing_is_half_logged(small: Cli, words: tuple[str, ...]) -> None:
    """When any part is wrong nothing is written: no line without its follow-up."""
    before = small.dump(journal=True)
    done = small(*words)
    assert done.code in (2, 3)
    assert len(done.err.splitlines()) == 1
    assert small.dump(journal=True) == before


def test_text_from_standard_input(small: Cli) -> None:
    """`-` reads the text from standard input, lines and all, without the last line end."""
    small.ok("log", "maruti", "-", stdin="First line\n\n  second: ünï\n")
    assert shown(small, "interaction", "I3")["text"] == "First line\n\n  second: ünï"
    assert small("log", "maruti", "-", stdin="\n\n").code == 2
    assert small("log", "maruti", "-", stdin="").code == 2


def test_control_characters_from_standard_input(small: Cli) -> None:
    """NUL, ESC and bidi overrides are taken out on the way in, and a note on stderr says how many."""
    done = small("log", "maruti", "-", stdin="a\x00b\x1b[31mc\u202ed\te\r\nf")
    assert done.code == 0
    assert done.err == "note: took 3 control characters out of the text\n"
    assert shown(small, "interaction", "I3")["text"] == "ab[31mcd\te\nf"


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that writes what it is told and shows what it was given."""
    script = tmp_path / "my editor"
    script.write_text('#!/bin/sh\ncat "$1" > "$0.saw"\nprintf "$WRITES" > "$1"\nexit ${EXITS:-0}\n')
    script.chmod(0o755)
    return script


def test_text_from_the_editor(small: Cli, editor: Path) -> None:
    """On a terminal, without TEXT, the editor is opened on an empty private file, and what was written is logged."""
    done = small("log", "maruti", tty=True, EDITOR=f"'{editor}'", WRITES="Two\\nlines\\n\\n")
    assert done.code == 0, done.err
    assert shown(small, "interaction", "I3")["text"] == "Two\nlines"
    assert Path(f"{editor}.saw").read_text() == ""


def test_visual_goes_before_editor(small: Cli, editor: Path) -> None:
    """$VISUAL is taken before $EDITOR."""
    assert small("log", "maruti", tty=True, VISUAL=f"'{editor}'", EDITOR="false", WRITES="x").code == 0


@pytest.mark.parametrize(
    "environ",
    [
        {"WRITES": ""},
        {"WRITES": "   \\n"},
        {"WRITES": "", "EXITS": "1"},
        {"EDITOR": "/no/such/editor"},
        {"EDITOR": "'unbalanced"},
        {"EDITOR": "false"},
    ],
)
def test_an_editor_that_gives_nothing(small: Cli, editor: Path, environ: dict[str, str]) -> None:
    """An empty text, an editor that fails or is not there: exit 2, one line, nothing logged."""
    before = small.dump(journal=True)
    done = small("log", "maruti", tty=True, **{"EDITOR": f"'{editor}'", **environ})
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert small.dump(journal=True) == before


def test_no_editor_without_a_terminal(small: Cli, editor: Path) -> None:
    """In a script a missing text is an error that says what to type; no editor is opened."""
    done = small("log", "maruti", EDITOR=f"'{editor}'", WRITES="x")
    assert (done.code, "standard input" in done.err) == (2, True)
    assert not Path(f"{editor}.saw").exists()


@pytest.mark.parametrize(
    ("typed", "day"),
    [("fri", "2026-09-18"), ("thu", "2026-09-24"), ("tomorrow", "2026-09-18"), ("eom", "2026-09-30"),
     ("+1m", "2026-10-17"), ("2026-12-01T15:30", "2026-12-01T15:30")],
)  # fmt: skip
def test_due_looks_ahead(small: Cli, typed: str, day: str) -> None:
    """--due looks ahead from Thursday the 17th: Friday is tomorrow, Thursday a week on."""
    small.ok("log", "maruti", "x", "--next", "y", "--due", typed)
    assert shown(small, "deadline", "D4")["due"] == day


@pytest.mark.parametrize(
    ("typed", "day"), [("thu", "2026-09-17"), ("fri", "2026-09-11"), ("-2w", "2026-09-03"), ("yesterday", "2026-09-16")]
)
def test_on_looks_back(small: Cli, typed: str, day: str) -> None:
    """--on looks back: Thursday is today, Friday the latest one; a day that begins with - is no option."""
    small.ok("log", "maruti", "x", "--on", typed)
    assert shown(small, "interaction", "I3")["date"] == day
