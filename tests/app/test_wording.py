"""What the program says is English, whatever the noun and the number, and in no programmer's words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from amcli.base.text import number_of, with_article
from conftest import ROOT, Cli

SOURCES = sorted((ROOT / "src" / "amcli").rglob("*.py"))
PROGRAMMERS = re.compile(r"\b(stdin|stdout|stderr|regex|boolean|None|null|tuple|record_id|row id|foreign key)\b")


def spoken(source: Path) -> Iterator[str]:
    """The sentences of a module: what it raises, and its help."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            arguments = node.exc.args[:1]
        elif isinstance(node, ast.Call):
            arguments = [keyword.value for keyword in node.keywords if keyword.arg in ("help", "empty")]
        else:
            continue
        yield from (ast.unparse(each) for each in arguments if isinstance(each, ast.Constant | ast.JoinedStr))


def test_a_sentence_is_for_people() -> None:
    """No sentence has a programmer's word, nor an article before a name that is filled in."""
    sentences = [sentence for source in SOURCES for sentence in spoken(source)]
    assert len(sentences) > 400
    for sentence in sentences:
        assert not PROGRAMMERS.search(re.sub(r"\{[^}]*\}", "", sentence)), sentence
        assert not re.search(r"\ban? \{(?:self\._?)?(?:noun|table|key|record)\b", sentence), sentence


def test_articles_and_numbers() -> None:
    """`an expense`, `a sale`; `1 day`, `2 days`, and a plural of its own."""
    assert [with_article(word) for word in ("expense", "sale")] == ["an expense", "a sale"]
    assert [number_of(n, "day") for n in (0, 1, 2, 1200)] == ["0 days", "1 day", "2 days", "1,200 days"]
    assert number_of(2, "entry", "entries") == "2 entries"


def test_what_a_record_needs(small: Cli) -> None:
    """The article is that of the noun."""
    assert "the name of an account cannot be empty" in small("account", "edit", "maruti", "--name", "").err
    assert "the name of a contact cannot be empty" in small("contact", "edit", "C1", "--name", "").err


def test_what_refers_to_a_record(small: Cli) -> None:
    """Several of what refers to it are several, also where they are called by more than a word."""
    made = small.ok("deadline", "add", "maruti", "Review", "--due", "2026-10-01", "--every", "month", "-q").strip()
    first = small.ok("deadline", "done", made, "-q").split()[-1]
    one = small("deadline", "remove", made, "--yes").err
    assert "1 later deadline of its series:" in one
    small.ok("deadline", "done", first, "-q")
    assert "2 later deadlines of its series:" in small("deadline", "remove", made, "--yes").err


def test_a_rate_that_is_there(small: Cli) -> None:
    """What is there already is named."""
    for day in ("2026-09-01", "2026-09-02"):
        small.ok("rate", "set", "USD", "CHF", "0.9", "--on", day)
    newest = small.ok("rate", "list", "--to", "CHF", "-f", "ids").split()
    done = small("rate", "edit", newest[-1], "--on", "2026-09-02")
    assert (done.code, f"there is such a rate already, {newest[0]}: edit that one" in done.err) == (4, True)
