"""A change that makes a second one of the same is said: it may be meant, and it may be a slip."""

import pytest

from conftest import Cli

AGAIN = (
    (("sale", "add", "maruti", "99", "--kind", "credit", "--on", "2026-09-02"), "S2"),
    (("sale", "add", "maruti", "1250.50", "--product", "pad", "--on", "2026-09-01"), "S1"),
    (("deadline", "add", "maruti", "SIGN", "--due", "2026-12-01T15:30"), "D2"),
    (("deadline", "add", "eclair", "Send samples", "--due", "2026-09-01"), "D3 (done 2026-09-02)"),
    (("log", "maruti", "Price list  accepted"), "I1"),
    (("log", "eclair", "On", "--next", "Send samples", "--due", "2026-09-01"), "D3 (done 2026-09-02)"),
    (("budget", "add", "maruti", "trade fair", "--period", "2026", "--amount", "5"), "B1"),
    (("budget", "spend", "maruti", "trade fair", "480", "--memo", "stand", "--on", "2026-09-03"), "X1"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "twin"), AGAIN)
def test_the_same_again_is_said(small: Cli, words: tuple[str, ...], twin: str) -> None:
    """One line on stderr names the other one, and the record is there; undo takes it back."""
    before = small.dump()
    done = small(*words)
    assert (done.code, done.err) == (0, f"note: {twin} is the same: `amcli undo` takes this back\n")
    small.ok("undo")
    assert small.dump() == before


@pytest.mark.parametrize(
    "words",
    [
        ("sale", "add", "maruti", "99", "--kind", "credit", "--on", "2026-09-03"),
        ("sale", "add", "maruti", "99", "--on", "2026-09-02"),
        ("sale", "add", "maruti", "1250.50", "--product", "pad", "--on", "2026-09-01", "--ref", "INV-2"),
        ("deadline", "add", "maruti", "Sign", "--due", "2026-12-02"),
        ("log", "eclair", "Price list accepted"),
        ("budget", "add", "maruti", "Trade fair", "--period", "2027", "--amount", "5"),
        ("budget", "spend", "maruti", "trade fair", "480", "--memo", "Booth", "--on", "2026-09-03"),
        ("contact", "add", "maruti-service", "Asha Rao"),
        ("target", "set", "2026", "1300000"),
    ],
)
def test_another_is_no_twin(small: Cli, words: tuple[str, ...]) -> None:
    """Another day, text, account or invoice is another record, and nothing is said."""
    done = small(*words)
    assert (done.code, done.err) == (0, ""), done.err


def test_an_edit_that_makes_one_says_so(small: Cli) -> None:
    """Once for each record, also where the edited ones become each other's; an edit of something else says nothing."""
    small.ok("deadline", "add", "maruti", "Sign", "--due", "2026-12-02")
    small.ok("contact", "add", "maruti", "Third")
    for words, said in (
        (("sale", "edit", "S3", "--account", "maruti", "--kind", "credit", "--amount", "USD 99", "--on", "2026-09-02"),
         "S2 is the same: `amcli undo` takes this back"),
        (("deadline", "edit", "D4", "--due", "2026-12-01T15:30"), "D2 is the same: `amcli undo` takes this back"),
        (("contact", "edit", "C4", "--name", "ASHA RAO"), "C1 is called 'ASHA RAO' too"),
        (("account", "edit", "eclair", "--name", "Maruti suzuki"), "maruti is called 'Maruti suzuki' too"),
        (("product", "edit", "pad", "--name", "clutch"), "clutch is called 'clutch' too"),
        (("interaction", "edit", "I1", "I2", "--account", "maruti", "--text", "x", "--kind", "call", "--on", "today"),
         "I1 is the same: `amcli undo` takes this back"),
    ):  # fmt: skip
        done = small(*words)
        assert (done.code, done.err) == (0, f"note: {said}\n"), words
    for words in (("sale", "edit", "S3", "--quantity", "4"), ("deadline", "edit", "D4", "--note", "x")):
        assert small(*words).err == ""


def test_a_file_has_its_own_rules(small: Cli) -> None:
    """Rows that are there already are known again, and no twin is spoken of."""
    rows = "account,amount,date,kind\nmaruti,99,2026-09-02,credit\nmaruti,99,2026-09-02,credit\n"
    assert "is the same" not in small("import", "sales", "-", stdin=rows).err
