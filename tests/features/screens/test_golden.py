"""The three screens that are used most, to the letter, looked at when they were kept; and what their colours mean."""

import re
from pathlib import Path

import pytest

from conftest import Cli

GOLDEN = Path(__file__).parent / "golden"
SCREENS = [("today",), ("account", "show", "maruti"), ("report", "sales")]
RED, YELLOW, GREEN = 31, 33, 32  # of the sixteen colours that every terminal has
# What stands in each colour, from the top, without the bars.
COLOURED = {
    "today": {
        RED: [
            "OVERDUE", "13 d late", "!", "7 d late", ">!", "3 d late", "!",
            "maruti:promise D6 3 d late", "ford:quiet 11 d late", "hyundai Launch rebate 110 %, over by 2,470",
        ],
        YELLOW: [
            "lands at 3,175,797 = 93 % ~", "TODAY", "15:30", "!", "tomorrow", ">", "5 h left", "ford:issue IS6",
            "OP2 maruti 52 d in proposal (usually 21)", "ford 41 d (every 30 d)", "parker 98 d (every 90 d)",
        ],
        GREEN: [],
    },
    "account show maruti": {
        RED: ["3 d late", "!"],
        YELLOW: ["tomorrow", ">"],
        GREEN: ["lands at 1,547,518 = 103 % ✓", "71 % used ✓", "78 % used ✓"],
    },
    "report sales": {RED: ["!"], YELLOW: ["~", "~", "~"], GREEN: ["✓", "✓"]},
}  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_a_screen_to_the_letter(sample: Cli, words: tuple[str, ...], width: int) -> None:
    """Over the sample data, without colour, in a terminal so wide."""
    shown = sample.ok(*words, tty=True, COLUMNS=str(width), NO_COLOR="1")
    kept = GOLDEN / f"{'-'.join(words)}-{width}.txt"
    assert [line.rstrip() for line in shown.splitlines()] == kept.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_what_a_colour_says(sample: Cli, words: tuple[str, ...]) -> None:
    """Red is late or over, yellow close, green on target, and nothing else; without colours it is the same text."""
    shown = sample.ok(*words, tty=True, COLUMNS="80")
    found = runs(shown)
    assert {
        colour: [text for text, colours in found if colour in colours and not set(text) <= set("█░│")]
        for colour in (RED, YELLOW, GREEN)
    } == COLOURED[" ".join(words)]
    plain = sample.ok(*words, tty=True, COLUMNS="80", NO_COLOR="1")
    assert "".join(text for text, _ in found) == plain


@pytest.mark.parametrize(("account", "colour"), [("Ford", RED), ("Hyundai", YELLOW), ("Maruti", GREEN)])
def test_a_bar_has_the_colour_of_its_sign(sample: Cli, account: str, colour: int) -> None:
    """The full part of it: the rest steps back, and the tick of even pace stands out."""
    lines = sample.ok("report", "sales", tty=True, COLUMNS="80").splitlines()
    (line,) = (runs(line) for line in lines if account in line)
    drawn = [(text[0], colours) for text, colours in line if set(text) <= set("█░│")]
    assert {colours for cell, colours in drawn if cell == "█"} == {frozenset({colour})}
    assert not {RED, YELLOW, GREEN} & {code for cell, colours in drawn if cell != "█" for code in colours}


def runs(text: str) -> list[tuple[str, frozenset[int]]]:
    """The stretches between escape sequences, each with the codes that stand at it."""
    found: list[tuple[str, frozenset[int]]] = []
    codes: frozenset[int] = frozenset()
    for piece, sequence in re.findall(r"([^\x1b]*)(?:\x1b\[([\d;]*)m)?", text):
        if piece:
            found.append((piece, codes))
        for code in map(int, filter(None, sequence.split(";"))):
            codes = codes | {code} if code else frozenset()
    return found
