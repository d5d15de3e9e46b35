"""`amcli assess`: asked item by item on a terminal, typed in a pipe; kept with its answers, and never changed."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import TODAY, Cli

STAGES = ("contacts", "information", "planning", "problems", "trust", "exit")
OWN = """
code = "fit"
name = "Fit"
kind = "score"
about = "Whether it fits."
basis = "our own"
cut_offs = "ours"
citation = { authors = "Us", year = 2026 }
certain = [{ mark = "own", text = "all of it" }]
scale = { from = 1, to = 3 }
items = [
  { code = "one", name = "First; of all", words = ["no", "half", "yes"], weight = 60 },
  { code = "two", name = "Second", words = ["none", "some", "all"], weight = 40 },
]
bands = [{ name = "poor", from = 1, to = 2 }, { name = "good; fair", from = 2, to = 3, advice = "Go." }]
"""


def answer(cli: Cli, *words: str) -> Any:
    """What a command says as JSON."""
    return cli.json(*words)


def own(cli: Cli, text: str = OWN, *options: str) -> str:
    """Take a model of one's own in."""
    return cli.ok("model", "add", "-", *options, stdin=text)


def test_typed_in_a_pipe(small: Cli) -> None:
    """ITEM=N for each: result, figures, the next cut-offs, day, author and note are kept, and said."""
    words = [f"{name}=3" for name in STAGES]
    done = small("assess", "maruti", "stages", *words, "--by", "nora", "--note", "Talks", "--on", "2026-09-01")
    assert done.code == 0, done.err
    assert done.out == ("Assessed maruti by stages: partnership KAM (sum 18, involvement 3, collaboration 3), AM1\n")
    assert "advice: Plan together" in done.err
    assert "items, cut-offs and advice are amcli's own" in done.err
    (row,) = answer(small, "assessment", "list")
    assert row == {
        "id": "AM1", "day": "2026-09-01", "account": "maruti", "account_name": "Maruti Suzuki", "model": "stages",
        "result": "partnership KAM", "scores": ["sum=18", "involvement=3", "collaboration=3"],
        "near": "sum 1 above 17", "answers": words, "by": "nora", "note": "Talks",
    }  # fmt: skip
    before = small.dump()
    small.ok("assess", "maruti", "stages", *[f"{name}=4" for name in STAGES], "--dry-run")
    assert small.dump() == before
    small.ok("assess", "maruti", "stages", *[f"{name}=4" for name in STAGES])
    small.undo_and_redo(before, small.dump())
    assert len(answer(small, "assessment", "list")) == 2


def test_missing_items_are_not_scored(small: Cli) -> None:
    """What was answered is kept, the result is nothing, and never a default."""
    done = small("assess", "maruti", "selection", "growth=4", "budget=5")
    assert (done.code, "not scored, 8 of 10 items missing" in done.out) == (0, True)
    assert "missing: profit, prestige, technical, range" in done.err
    (row,) = answer(small, "assessment", "list")
    assert (row["result"], row["scores"], row["near"], row["answers"]) == (None, None, None, ["budget=5", "growth=4"])
    assert re.search(r"^AM1 .*\bn/a\b", small.ok("assessment", "list"), re.MULTILINE)


@pytest.mark.parametrize(("words", "code", "told"), [
    (("selection",), 2, "nothing was answered of selection: type `amcli assess maruti selection budget=N growth=N …`"),
    (("selection", "growth=9"), 2, "growth takes a whole number from 1 to 5, not '9': 1 falls fast"),
    (("selection", "grwth=3"), 2, "nearest: growth"),
    (("selecton", "growth=3"), 3, "did you mean selection?"),
    (("s", "growth=3"), 3, "more than one model"),
    (("stages", "leaving"), 2, "uncoupling KAM"),
    (("buying-centre", "decider=1"), 2, "has nothing to answer"),
    (("buying-centre", "all"), 2, "counted from the contacts"),
    (("buying-centre", "--on", "yesterday"), 2, "leave out --on"),
    (("stages", "uncoupling", "--on", "2026-10-01"), 2, "still to come"),
    (("stages", "uncoupling", "--by", "nobody"), 3, "colleague"),
    (("continuum",), 2, "or declare 0 no exchange yet, 1 single deals"),
])  # fmt: skip
def test_what_is_refused(small: Cli, words: tuple[str, ...], code: int, told: str) -> None:
    """A wrong item, value, model or day is told with the nearest, and nothing is written."""
    before = small.dump()
    done = small("assess", "maruti", *words)
    assert (done.code, told in done.err) == (code, True), done.err
    assert small.dump() == before


def test_asked_on_a_terminal(small: Cli) -> None:
    """Each item with its words and the previous answer; Enter leaves one out, a slip is asked again."""
    small.ok("assess", "maruti", "stages", *[f"{name}=2" for name in STAGES], "--on", "2026-08-01")
    done = small("assess", "maruti", "stages", tty=True, stdin="3\n\n7\nx\n4\n1\n2\n3\n", NO_COLOR="1")
    assert done.code == 0, done.err
    assert "1 of 6  Who speaks with whom\n  1  one of us with one of them\n" in done.err
    assert "on 2026-08-01 it was 2\ncontacts [1-4, Enter leaves it out] " in done.err
    assert "takes a whole number from 1 to 4, not '7'" in " ".join(done.err.split())
    rows = answer(small, "assessment", "list")
    assert rows[0]["answers"] == ["contacts=3", "planning=4", "problems=1", "trust=2", "exit=3"]
    assert rows[0]["result"] is None


def test_the_end_of_the_input_keeps_nothing(small: Cli) -> None:
    """Who goes away in the middle has assessed nothing; who only presses Enter neither."""
    before = small.dump()
    assert small("assess", "maruti", "stages", tty=True, stdin="3\n").code != 0
    done = small("assess", "maruti", "stages", tty=True, stdin="\n" * 6)
    assert (done.code, "nothing was answered" in " ".join(done.err.split())) == (2, True)
    assert small.dump() == before


def test_words_on_the_line_are_not_asked_again(small: Cli) -> None:
    """A script on a terminal is not asked for what it left out."""
    assert "[1-5" not in small("assess", "maruti", "selection", "growth=3", tty=True).err


def test_before_the_first_sale(small: Cli) -> None:
    """An account that never bought is pre-KAM on that day, without a question; later it is asked."""
    small.ok("account", "add", "New Garage", "--code", "new")
    assert "pre-KAM" in small.ok("assess", "new", "stages")
    assert "pre-KAM" in small.ok("assess", "new", "stages", tty=True)
    assert "pre-KAM" in small.ok("assess", "eclair", "stages", "--on", "2026-08-14")  # the day before its first sale
    assert small("assess", "eclair", "stages", "--on", "2026-08-15").code == 2
    small.ok("sale", "add", "new", "5", "--kind", "purchase")
    assert "pre-KAM" in small.ok("assess", "new", "stages")
    small.ok("sale", "add", "new", "5")
    assert small("assess", "new", "stages").code == 2


def test_uncoupling_is_only_declared(small: Cli) -> None:
    """No sum comes to it; whoever says it keeps why."""
    small.ok("assess", "maruti", "stages", "uncoupling", "--note", "Notice given")
    (row,) = answer(small, "assessment", "list")
    assert (row["result"], row["answers"], row["scores"]) == ("uncoupling KAM", ["declared=uncoupling KAM"], None)
    assert answer(small, "report", "models", "maruti")["rows"][2]["state"] == "declared"


def test_the_line_from_records_and_answers(small: Cli) -> None:
    """The facts of the records on the day are kept with the answers; a contract lifts it, and an answer further."""
    answers = ("joint-plan=0", "sole-source=1", "alliance=0", "network=0", "owned=0")
    assert "1 single deals (point 1, sales 1, sales_24_months 1, contract_months" in small.ok(
        "assess", "maruti", "continuum", *answers, "--on", "2026-09-01"
    )
    small.ok("sale", "add", "maruti", "7", "--on", "2026-09-03")
    assert "2 repeated deals" in small.ok("assess", "maruti", "continuum", *answers)
    small.ok("contract", "add", "maruti", "Supply", "--start", "2026-09-01", "--end", "2027-08-31")
    assert "3 lasting agreement" in small.ok("assess", "maruti", "continuum", *answers)
    assert "4 partnership" in small.ok("assess", "maruti", "continuum", "joint-plan=1", *answers[1:])
    assert "6 network" in small.ok("assess", "maruti", "continuum", "network")


def test_an_assessment_never_changes(small: Cli) -> None:
    """Neither when its model is replaced nor when that is removed; its words are shown as long as they are there."""
    own(small)
    small.ok("assess", "maruti", "fit", "one=3", "two=2")
    row = answer(small, "assessment", "list")
    assert "half" not in small.ok("assessment", "show", "AM1")
    shown = answer(small, "assessment", "show", "AM1")
    assert [each["words"] for each in shown["items"]] == ["yes", "some"]
    assert [str(each["adds"]) for each in shown["items"]] == ["1.8", "0.8"]
    own(small, OWN.replace('"good; fair"', '"fine"').replace('code = "two"', 'code = "deux"'), "--replace")
    assert answer(small, "assessment", "list") == row
    shown = answer(small, "assessment", "show", "AM1")
    assert [each["answer"] for each in shown["items"]] == ["3", "2"]
    assert [each["weight"] for each in shown["items"]] == [None, None]
    small.ok("model", "remove", "fit", "--yes")
    assert answer(small, "assessment", "list") == row
    shown = answer(small, "assessment", "show", "AM1")
    assert [each["words"] for each in shown["items"]] == [None, None]
    rows = answer(small, "report", "models", "maruti")["rows"]
    assert [each["result"] for each in rows if each["model"] == "fit"] == ["good; fair"]
    assert small("assessment", "edit", "AM1", "--result", "x").code == 2
    small.ok("assessment", "remove", "AM1", "--yes")


def test_two_of_one_day_both_stand(small: Cli) -> None:
    """A later one never overwrites: it is said that the first stays, and which counts; where both say the same, that
    the second may be one too many.
    """
    day = ("--on", "2026-09-01")
    small.ok("assess", "maruti", "stages", *[f"{name}=3" for name in STAGES], *day)
    again = small("assess", "maruti", "stages", *[f"{name}=3" for name in STAGES], *day)
    assert "note: AM1 of the same day says the same: `amcli undo` takes this one back\n" in again.err
    other = small("assess", "maruti", "stages", *[f"{name}=4" for name in STAGES], *day)
    assert "note: AM2 of the same day stays as it is: of one day the last that was written counts\n" in other.err
    report = answer(small, "report", "models", "--account", "maruti")
    assert {row["model"]: row["result"] for row in report["rows"]}["stages"] == "synergistic KAM"
    assert len(answer(small, "assessment", "list")) == 3
    elsewhere = small("assess", "maruti", "stages", *[f"{name}=4" for name in STAGES], "--on", "2026-09-02")
    assert "of the same day" not in elsewhere.err


def test_it_goes_with_the_portfolio(small: Cli, tmp_path: Path) -> None:
    """The whole portfolio takes own models and assessments along, to the last word."""
    own(small)
    small.ok("assess", "maruti", "fit", "one=3", "two=2", "--by", "nora", "--note", "a;b, c=d")
    small.ok("assess", "eclair", "stages", "uncoupling")
    small.ok("export", "all", "-o", str(tmp_path / "all.json"))
    other = Cli(tmp_path / "other")
    other.folder.mkdir()
    other.ok("import", "all", str(tmp_path / "all.json"))
    for table in ("model", "assessment"):
        assert other.dump()[table] == small.dump()[table]
    assert other.ok("report", "models") == small.ok("report", "models")


def test_the_account_may_be_meant_by_an_id(small: Cli) -> None:
    """What is of an account stands in its place."""
    assert "Assessed maruti by stages" in small.ok("assess", "OP1", "stages", "uncoupling")


def test_an_old_day_is_asked_about(small: Cli) -> None:
    """A day far away is more often a slip."""
    done = small("assess", "maruti", "stages", "uncoupling", "--on", "1926-09-01")
    assert (done.code, "100 years ago" in done.err) == (4, True)
    assert date.fromisoformat(TODAY).year == 2026
