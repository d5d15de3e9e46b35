"""`amcli model`: those built in, and one's own from a file that is checked first."""

from pathlib import Path

import pytest
from test_assess import OWN, answer, own

from amcli.features.models.reports.library import BUILT_IN
from conftest import ROOT, Cli


def test_the_list_says_what_is_whose(small: Cli) -> None:
    """The models built in, each with its work and year, and what is certain; then one's own."""
    own(small)
    rows = answer(small, "model", "list")
    assert [row["code"] for row in rows] == [*BUILT_IN, "fit"]
    assert [row["work"] for row in rows] == [
        "Webster and Wind 1972", "Millman and Wilson 1995", "Millman and Wilson 1995", "Bensaou 1999", "Webster 1992",
        "Us 2026",
    ]  # fmt: skip
    assert [row["own"] for row in rows] == [False] * 5 + [True]
    assert all("amcli's own" in row["basis"] and row["certain"] for row in rows[:5])
    assert small.ok("model", "list", "-f", "ids").split() == [*BUILT_IN, "fit"]
    assert small.ok("model", "list", "--sort", "-code", "--limit", "1", "-f", "ids").split() == ["stages"]
    assert small("model", "list", "--sort", "cod").code == 2


def test_one_model_is_shown(small: Cli) -> None:
    """Items with their words, bands, cells with advice, and the file itself."""
    shown = answer(small, "model", "show", "portfolio")
    assert shown["citation"].startswith("Bensaou 1999, Portfolios of buyer-supplier relationships, Sloan")
    assert [row["name"] for row in shown["cells"]] == [
        "market exchange", "captive supplier", "captive buyer", "strategic partnership",
    ]  # fmt: skip
    assert "We are the supplier" in shown["about"]
    text = small.ok("model", "show", "selection", "--toml")
    assert text == (ROOT / "src/amcli/features/models/builtin/selection.toml").read_text(encoding="utf-8")
    assert small("model", "show", "nothing").code == 3


def test_nothing_is_passed_off_as_a_4s_model(sample: Cli) -> None:
    """No model, no result and no advice has the name of a model that no publication was found of."""
    for words in (("model", "list"), ("report", "models"), *(("model", "show", code) for code in BUILT_IN)):
        assert "4S" not in sample.ok(*words, "-f", "json").upper()


def test_one_s_own_is_taken_in_replaced_and_removed(small: Cli, tmp_path: Path) -> None:
    """From a file or standard input, checked; a code that is taken needs --replace, one built in never goes."""
    file = tmp_path / "fit.toml"
    file.write_text(OWN, encoding="utf-8")
    before = small.dump()
    assert small.ok("model", "check", str(file)) == "fit.toml is a model: fit (Fit), score\n"
    small.ok("model", "add", str(file), "--dry-run")
    assert small.dump() == before
    assert "Added model fit (Fit, score, Us 2026)" in small.ok("model", "add", str(file))
    small.undo_and_redo(before, small.dump())
    done = small("model", "add", str(file))
    assert (done.code, "--replace puts this one in its place" in done.err) == (4, True)
    small.ok("assess", "maruti", "fit", "one=1", "two=1")
    done = small("model", "add", "-", "--replace", stdin=OWN.replace('"Fit"', '"Fitness"'))
    assert (done.code, "stays as it was (1)" in done.err) == (0, True)
    assert "Nothing to change" in small.ok("model", "add", "-", "--replace", stdin=OWN.replace('"Fit"', '"Fitness"'))
    for words in (("add", "-"), ("add", "-", "--replace")):
        done = small("model", *words, stdin=OWN.replace('"fit"', '"Selection"'))
        assert (done.code, "selection is built in" in done.err) == (4, True)
    assert "Selection is built in, so give yours" in small.ok(
        "model", "check", "-", stdin=OWN.replace('"fit"', '"Selection"')
    )
    done = small("model", "check", "-", stdin=OWN.replace('name = "Fit"', "name = 3"))
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    done = small("model", "remove", "stages", "--yes")
    assert (done.code, "stages is built in" in done.err) == (4, True)
    assert small("model", "remove", "fit").code == 4  # nobody can be asked
    small.ok("model", "remove", "fit", "--yes")
    assert small("model", "remove", "fit", "--yes").code == 3


def test_a_wrong_file_is_told_by_its_lines(small: Cli, tmp_path: Path) -> None:
    """Every mistake on a line of its own, with the line of the file; nothing is taken in."""
    file = tmp_path / "fit.toml"
    file.write_text(OWN.replace("weight = 40", "weight = 50").replace("year = 2026", "year = 20260"), encoding="utf-8")
    before = small.dump()
    for verb in ("check", "add"):
        done = small("model", verb, str(file))
        assert done.code == 2
        assert "fit.toml, line 8: year: use a whole number from 1400 to 2999" in done.err
        assert "fit.toml, line 13: the weights of these 2 items add up to 110: they have to add up to 100" in done.err
    assert small.dump() == before


@pytest.mark.parametrize(("data", "told"), [
    (b"\xff\xfe", "not text in UTF-8"), (b"a" * 300_000, "more than 64,000 characters"),
    (b"\xef\xbb\xbf" + OWN.encode(), ""), (OWN.replace("\n", "\r\n").encode(), ""),
])  # fmt: skip
def test_bytes_of_a_file(small: Cli, data: bytes, told: str) -> None:
    """Other encodings and files without an end are refused; a mark of the encoding and other line ends are none."""
    done = small("model", "check", "-", stdin=data)
    assert (done.code, told in done.err) == (2 if told else 0, True)


def test_a_file_that_is_not_there(small: Cli) -> None:
    """Says so."""
    done = small("model", "add", "nowhere.toml")
    assert (done.code, "cannot read nowhere.toml" in done.err) == (2, True)


def test_what_other_hands_wrote_is_told(small: Cli) -> None:
    """A text in the file that is no model: the list says so, doctor too, and what rests on others goes on."""
    import sqlite3

    own(small)
    with sqlite3.connect(small.db) as file:
        file.execute("UPDATE model SET text = replace(text, 'weight = 40', 'weight = 4')")
    assert "add up to 64" in small.ok("model", "list")
    assert "add up to 64" in small.ok("report", "models", "-f", "json")
    done = small("assess", "maruti", "fit", "one=1", "two=1")
    assert (done.code, "--replace` puts another in its place" in done.err) == (2, True)
    done = small("doctor")
    assert (done.code, "`amcli model remove fit` takes it out" in done.out + done.err) == (5, True)


def test_completion_offers_what_can_be_answered(small: Cli) -> None:
    """Models by code, and of the one on the line the items that are left, with the words of each point."""

    def offered(*words: str) -> str:
        asked = {"_AMCLI_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(("amcli", *words)),
                 "COMP_CWORD": str(len(words))}  # fmt: skip
        return small.spawn(environ=asked).communicate()[0].decode().replace("\\", "")

    assert set(BUILT_IN) <= set(offered("assess", "maruti", "").split())
    found = offered("assess", "maruti", "stages", "contacts=1", "")
    assert "trust=4" in found
    assert "contacts=" not in found
