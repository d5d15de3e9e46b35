"""`plan write`: one page in the editor or from standard input, and what becomes of it."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.features.plans.rules.page import HEADINGS, TEMPLATE, is_written, paragraphs, parts, under
from conftest import Cli, tries

PAGE = "# Goal\n\nFirst supplier\n\n# Strategy\n\n- one\n- two"


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that shows what it was given (SEEN), and writes $WRITES in its place where that is set."""
    script = tmp_path / "my editor"
    script.write_text('#!/bin/sh\ncat "$1" > "$SEEN"\nif [ -n "$WRITES" ]; then printf "$WRITES" > "$1"; fi\n')
    script.chmod(0o755)
    return script


def written(cli: Cli, editor: Path, *words: str, writes: str = "") -> tuple[int, str, str, str]:
    """The code, what was said on both streams, and what the editor was given."""
    seen = cli.folder / "seen.txt"
    done = cli("plan", "write", *words, tty=True, EDITOR=f"'{editor}'", SEEN=str(seen), WRITES=writes)
    return done.code, done.out, done.err, seen.read_text() if seen.exists() else ""


def text_of(cli: Cli, plan: str = "PL1") -> str:
    found: Any = cli.json("plan", "show", plan)
    return str(found["text"])


def test_a_new_plan_begins_with_headings_and_an_old_one_with_its_text(small: Cli, editor: Path) -> None:
    """The editor opens on the headings, later on what stands there; what is left as it was is not written again."""
    before = small.dump()
    code, out, err, seen = written(small, editor, "maruti", "2027")
    assert (code, seen) == (2, TEMPLATE) and "nothing was written" in err and "kept" not in err
    assert small.dump() == before and all(f"# {heading}\n" in seen for heading in HEADINGS)
    code, out, err, _ = written(small, editor, "maruti", "2027", writes=PAGE.replace("\n", "\\n") + "\\n\\n")
    assert (code, out) == (0, "Wrote plan PL1 (maruti 2027)\n")
    stood = small.dump()
    code, out, err, seen = written(small, editor, "maruti", "2027")
    assert (code, seen, small.dump()) == (0, PAGE, stood)
    assert out == "Nothing to change: the text of plan PL1 (maruti 2027) is so already\n"
    code, out, _, _ = written(small, editor, "maruti", "2027", writes="Better")
    assert (code, out, text_of(small)) == (0, "Rewrote plan PL1 (maruti 2027)\n", "Better")
    small.undo_and_redo(stood, small.dump())
    code, _, err, _ = written(small, editor, "maruti", "2027", writes="  \\n")
    assert code == 2 and "nothing was written" in err and text_of(small) == "Better"


def test_a_text_comes_from_standard_input_too(small: Cli) -> None:
    """It is written with today as its day; headings alone are no plan, control characters are taken out, and who names
    no text or no such account is told so before anybody writes.
    """
    made = small(
        "plan", "write", "maruti", "2027", "-", stdin=PAGE.replace("\n", "\r\n").replace("First", "Fir\x1b[31mst")
    )
    assert (made.code, made.out) == (0, "Wrote plan PL1 (maruti 2027)\n") and "took 1 control character" in made.err
    assert text_of(small) == PAGE.replace("First", "Fir[31mst")
    later = Cli(small.folder, "2026-12-17")
    assert later.ok("plan", "write", "maruti", "2027", "-", stdin=text_of(small)).startswith("Nothing to change")
    assert later.json("plan", "list")[0]["written"] == "2026-09-17"  # type: ignore[index]
    later.ok("plan", "write", "maruti", "2027", "-", stdin=PAGE)
    found: Any = later.json("plan", "list")
    assert (found[0]["written"], found[0]["age"], found[0]["stale"]) == ("2026-12-17", 0, False)
    before = later.dump()
    for words, stdin, said in (
        (("maruti", "2027", "-"), "# Goal\n\n## Strategy\n", "nothing stands under the headings"),
        (("maruti", "2027", "-"), "", "nothing stands under the headings"),
        (("maruti", "2027"), "", "- to read it from standard input"),
        (("maruti", "20xx", "-"), PAGE, "is not a period"),
        (("nobody", "2027", "-"), PAGE, "there is no account 'nobody'"),
    ):
        done = later("plan", "write", *words, stdin=stdin)
        assert done.code in (2, 3) and said in done.err, done
    assert later.dump() == before


def test_who_wrote_meanwhile_is_not_overwritten(small: Cli, tmp_path: Path) -> None:
    """Where another wrote the plan while the editor was open, what was written is kept in a file of its own."""
    script = tmp_path / "slow"
    write = f'AMCLI_DB="{small.db}" "$PYTHON" -m amcli plan write maruti 2027 - < "$OTHER" > /dev/null 2>&1'
    script.write_text(f'#!/bin/sh\n{write}\nprintf "Mine" > "$1"\n')
    script.chmod(0o755)
    other = tmp_path / "other.md"
    other.write_text("Theirs")
    done = small(
        "plan", "write", "maruti", "2027", tty=True, EDITOR=str(script), OTHER=str(other), PYTHON=sys.executable
    )
    assert done.code == 4 and "PL1 was written by another while you wrote" in done.err
    assert "what was written is kept: amcli plan write maruti 2027 - <" in done.err
    assert text_of(small) == "Theirs"


def test_old_plans_are_stale(small: Cli) -> None:
    """After 90 days without being written; `plan edit --on` says that it was looked at and holds."""
    small.ok("plan", "write", "maruti", "2026", "-", stdin=PAGE)
    for day, age, stale in (("2026-12-16", 90, False), ("2026-12-17", 91, True)):
        later = Cli(small.folder, day)
        found: Any = later.json("plan", "show", "PL1")
        assert (found["age"], found["stale"]) == (age, stale)
        assert [row["id"] for row in later.json("plan", "list", "--stale")] == ["PL1"] * stale  # type: ignore[attr-defined]
    assert "written 91 d ago: stale after 90 d" in later.ok("plan", "show", "PL1", "-f", "table")
    later.ok("plan", "edit", "PL1", "--on", "today")
    assert later.ok("plan", "list", "--stale") == ""


def test_a_plan_is_found_by_its_words_with_a_short_title(small: Cli) -> None:
    """The title says whose plan it is and for when, not all of it."""
    small.ok("plan", "write", "maruti", "2026", "-", stdin=PAGE + "\n" + "long " * 500)
    small.ok("plan", "write", "maruti", "2026-Q4..2027-Q1", "-", stdin="A supplier")
    rows: Any = small.json("search", "supplier", "--kind", "plan")
    titles = sorted(row["text"].split(" — ")[0] for row in rows)
    assert titles == ["plan 2026 of maruti", "plan 2026-10-01..2027-03-31 of maruti"]
    assert all(len(row["text"]) < 200 for row in rows)


LINES = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=tries(50, 500))
@given(st.lists(st.one_of(LINES, LINES.map("# {}".format), st.just("")), max_size=12).map("\n".join))
def test_the_parts_of_a_page_hold_all_of_it(text: str) -> None:
    """Whatever was written, no word is lost between the headings, and each paragraph is one line without margins."""
    page = parts(text)
    words = [word for part in page for each in part for word in each.replace("#", " ").split()]
    assert sorted(words) == sorted(text.replace("#", " ").split())
    assert is_written(text) == any(part.text.strip() for part in page)
    for part in page:
        found = list(paragraphs(part.text))
        assert [word for each in found for word in each.split()] == part.text.split()
        assert all(each and each == each.strip() and len(each.splitlines()) == 1 for each in found)


def test_a_page_is_read_by_its_headings() -> None:
    """In whatever case and depth; what stands before the first has none, and an empty one is there all the same."""
    page = parts("Before\n\n## GOAL ##\n\nOne\nmore\n\nTwo\n# Threats\n#nothing\n# Goal\nThree\n# Strategy")
    assert [part.heading for part in page] == ["", "GOAL", "Threats", "Goal", "Strategy"]
    assert under(page, "goal") == "One\nmore\n\nTwo\n\nThree"
    assert under(page, "Strategy") == under(page, "Weaknesses") == ""
    assert list(paragraphs(under(page, "Goal"))) == ["One more", "Two", "Three"]
    assert list(paragraphs("- one\n  goes on\n- two\n1. three")) == ["- one goes on", "- two", "1. three"]
