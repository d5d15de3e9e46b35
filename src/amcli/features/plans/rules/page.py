"""The text of a plan: one page that a person writes under headings. It is data: nothing of it is run or obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amcli.base.pattern import pattern
from amcli.base.text import name_key

GOAL, STRENGTHS, WEAKNESSES, OPPORTUNITIES, THREATS, STRATEGY = HEADINGS = (
    "Goal", "Strengths", "Weaknesses", "Opportunities", "Threats", "Strategy",
)  # fmt: skip
# What a new plan begins with in the editor.
TEMPLATE = "\n".join(f"# {heading}\n\n" for heading in HEADINGS)
_HEADING = pattern(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")

_ITEM = pattern(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]")


class Part(NamedTuple):
    """A heading and what stands under it; what stands before the first one has none."""

    heading: str
    text: str


def parts(text: str) -> list[Part]:
    """The parts of a page in their order, also those under whose heading nothing stands."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if match := _HEADING.fullmatch(line):
            found.append((match[1], []))
        else:
            found[-1][1].append(line)
    pages = (Part(heading, "\n".join(lines).strip("\n").rstrip()) for heading, lines in found)
    return [part for part in pages if part.heading or part.text.strip()]


def is_written(text: str) -> bool:
    """Whether anything stands in it but headings."""
    return any(part.text.strip() for part in parts(text))


def under(page: Sequence[Part], heading: str) -> str:
    """What stands under a heading, in whatever case it is written; an empty text where nothing does. A text without
    headings, or what stands before the first one, says the goal where nothing else does.
    """
    wanted = name_key(heading)
    found = "\n\n".join(part.text for part in page if name_key(part.heading) == wanted and part.text.strip())
    return under(page, "") if not found and wanted == name_key(GOAL) else found


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, each of them one line; an item of a list is one of its own."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        word = line.strip()
        if lines and (not word or _ITEM.match(word)):
            yield " ".join(lines)
            lines = []
        if word:
            lines.append(word)
