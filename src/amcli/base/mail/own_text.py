"""What a mail says itself: without what it quotes, without its signature.

An answer may stand above, below or between what it answers, and all of that is kept. What is not marked line by line
ends where the head of the other mail begins (`Von: … Gesendet: …`), whatever comes behind it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from amcli.base.mail.quote_words import (
    Introduction,
    begins_forwarded,
    begins_introduction,
    dashed,
    introduces,
    label_of,
    may_introduce,
    says_forwarded,
    says_who_or_when,
)
from amcli.base.mail.signature import may_be_signature, signature_of, without_sign_off

LINES = 20_000  # of a mail that are looked at
HEAD_LINES = 12  # that the head of a quoted mail may take
TRIED = 200  # lines of a mail that may be introductions and are looked at closely

_QUOTED = re.compile(r"[ \t]{0,3}>")
_RULE = re.compile(r"\s{0,3}[_-]{10,}\s*")
_LIST_FOOT = re.compile(r"(?i)mailing list|unsubscribe|list info|abbestellen|désabonner")


class OwnText(NamedTuple):
    """What a mail says itself, and what it hands on of another mail; each may be empty."""

    text: str
    forwarded: str


def own_text(text: str, *, forwards: bool = False) -> OwnText:
    """Cut a mail. forwards: whether its subject says that it hands another one on (`Fwd:`)."""
    lines = [line.rstrip() if line.rstrip() != "--" else line for line in _without_armour(text).split("\n")[:LINES]]
    return _Cut(lines, forwards=forwards).done()


class _Cut:
    """One pass over the lines."""

    def __init__(self, lines: list[str], *, forwards: bool) -> None:
        self.lines, self.forwards = lines, forwards
        self.own: list[str] = []
        self.signature: set[int] = set()  # the numbers of the lines behind a mark
        self.tried = 0

    def done(self) -> OwnText:
        """What is own, and what is handed on."""
        place, forwarded = 0, ""
        while place < len(self.lines):
            line = self.lines[place]
            if _QUOTED.match(line):
                if not place or not _QUOTED.match(self.lines[place - 1]):
                    self._drop_introduction()
                place += 1
                continue
            head = self._other_mail(place)
            if head:
                forwarded = _handed_on(self.lines[place:]) if head.forwarded or self.forwards else ""
                break
            if size := self._introduction(place):
                place += size
                if not self._quote_follows(place):
                    break
                continue
            if place not in self.signature and self._is_foot(place):
                break
            self._see_mark(place)
            if place not in self.signature:
                self.own.append(line)
            place += 1
        return OwnText(_tidy(without_sign_off(self.own)), forwarded)

    def _see_mark(self, place: int) -> None:
        """Know the lines of the signature whose mark stands on a line. Two dashes alone may also stand in a list."""
        line = self.lines[place]
        if place in self.signature or line not in ("--", "-- ", "—", "-- \xa0") or self.tried >= TRIED:
            return
        self.tried += 1
        end = next((n for n in range(place, len(self.lines)) if _QUOTED.match(self.lines[n])), len(self.lines))
        first, marked = self._next_text(place + 1), line.startswith("-- ")
        if marked or first >= end or may_be_signature(self.lines[:end], first):
            self.signature |= {place} | signature_of(self.lines[:end], place + 1, marked=marked)

    def _other_mail(self, place: int) -> Introduction | None:
        """The head of another mail that begins on a line."""
        line = self.lines[place]
        if begins_forwarded(line):
            return Introduction(1, True)
        words = dashed(line)
        if words is not None or _RULE.fullmatch(line):
            below = self._next_text(place + 1)
            if below - place <= 3 and self._head(below):
                return Introduction(1, words is not None and says_forwarded(words))
            return Introduction(1, True) if words is not None and says_forwarded(words) else None
        size = self._head(place)
        return Introduction(size, False) if size else None

    def _head(self, place: int) -> int:
        """How many lines the head of a quoted mail takes that begins here; 0: none does.

        A head says an address, or a subject and when it was sent: a journey from one town to another does not.
        """
        if place >= len(self.lines) or not label_of(self.lines[place]):
            return 0
        labels, last = set[str](), place
        for number in range(place, min(place + HEAD_LINES, len(self.lines))):
            label = label_of(self.lines[number])
            if label:
                labels.add(label)
                last = number
            elif not self.lines[number].strip() and number > last + 1:
                break
        head = self.lines[place : last + 1]
        said = {what for line in head if label_of(line) for what in says_who_or_when(line)}
        is_head = "who" in said or ("when" in said and "subject" in labels)
        return len(head) if {"from"} < labels and is_head else 0

    def _introduction(self, place: int) -> int:
        """How many lines of an introduction begin here (`On … wrote:` may be folded twice); 0: none does."""
        if not self.lines[place].strip() or self.tried >= TRIED:
            return 0
        said: list[str] = []
        for line in self.lines[place : place + 3]:
            if not line.strip() or _QUOTED.match(line):
                return 0
            said.append(line.strip())
            last = line.rstrip(" *")[-1:]
            if last not in (":", "：", ">"):
                continue
            self.tried += 1
            if any(begins_introduction(" ".join(said[first:]), said[0]) for first in range(1, len(said))):
                return 0  # it begins below
            if introduces(" ".join(said)) and (last != ">" or self._quote_follows(place + len(said))):
                return len(said)
        return 0

    def _drop_introduction(self) -> None:
        """Take back what was kept right before quoted lines and only introduces them, in a language of any kind."""
        while self.own and not self.own[-1].strip():
            self.own.pop()
        for size in (1, 2, 3):
            lines = self.own[-size:]
            if len(lines) == size and all(lines) and may_introduce(" ".join(lines)) and self._begins(size):
                del self.own[-size:]
                break
        if self.own:
            self.own.append("")

    def _begins(self, size: int) -> bool:
        """Whether the last lines are a paragraph of their own."""
        return len(self.own) == size or not self.own[-size - 1].strip()

    def _quote_follows(self, place: int) -> bool:
        below = self._next_text(place)
        return below < len(self.lines) and _QUOTED.match(self.lines[below]) is not None

    def _next_text(self, place: int) -> int:
        while place < len(self.lines) and not self.lines[place].strip():
            place += 1
        return place

    def _is_foot(self, place: int) -> bool:
        """Whether what a mailing list puts below each mail begins here."""
        return bool(
            _RULE.fullmatch(self.lines[place])
            and any(_LIST_FOOT.search(line[:300]) for line in self.lines[place + 1 : place + 5])
        )


def _handed_on(lines: list[str]) -> str:
    """What a mail hands on, its own quotes left out, from the head on."""
    if begins_forwarded(lines[0]) or dashed(lines[0]) is not None or _RULE.fullmatch(lines[0]):
        lines = lines[1:]
    bare = [_QUOTED.sub("", line, count=1).removeprefix(" ") for line in lines]
    kept = lines if sum(1 for line in lines if _QUOTED.match(line)) * 2 < len(lines) else bare
    return _tidy([line for line in kept if not _QUOTED.match(line)])


def _without_armour(text: str) -> str:
    """The text between the lines of a signature that PGP makes inside a mail."""
    begin = text.find("-----BEGIN PGP SIGNED MESSAGE-----")
    end = text.find("-----BEGIN PGP SIGNATURE-----")
    if begin < 0 or end < begin:
        return text
    head, _, body = text[begin:end].partition("\n\n")
    return text[:begin] + re.sub(r"(?m)^- ", "", body if head else "")


def _tidy(lines: list[str]) -> str:
    """At most one empty line at a place, none at the ends."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return "\n".join(kept).strip()
