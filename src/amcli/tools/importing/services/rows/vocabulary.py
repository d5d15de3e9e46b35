"""What the words of other systems mean: for the fields that have words of ours, and for what becomes of a row.

A number is a word of the system alone whose scale it is on: 1 is the highest priority to most and the middle one to
Dynamics. What the user says counts before all lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from amcli.base.errors import BadValue, Question
from amcli.base.fields import Field, Type
from amcli.base.text import quote
from amcli.tools.importing.services.columns.currency_words import code_of
from amcli.tools.importing.services.columns.mapping import plain_title
from amcli.tools.importing.services.rows import word_lists as lists
from amcli.tools.importing.services.rows.word_lists import SKIP

_BARE = re.compile(r"[\W_]+")
_PIPELINE = re.compile(r"\s*\([^()]*\)\s*")  # HubSpot writes `Closed won (Sales pipeline)`
_RANKED = re.compile(r"\s*\(?[0-9]{1,2}\)?\s*[-\u2013:.)]\s*(?=[^\W\d])|(?<=\w)\s*[-\u2013(]\s*[0-9]{1,2}\)?\s*$")
OPEN, DONE, CANCELLED = "open", "done", "cancelled"  # what may become of a task
KEPT = "--keep-status"
STAGED = "--stage"
COUNTS = "keep"  # our word for a row whose state does not keep it out


class Told(NamedTuple):
    """What is known of the words of one file: of its system, and from the user.

    system: whose numbers count, or "". words: by field and bare text. kept: bare states that do not keep a row out.
    """

    system: str = ""
    words: Mapping[tuple[str, str], str] = {}
    kept: frozenset[str] = frozenset()
    used: set[tuple[str, str]] = set()  # noqa: RUF012 (of what the user said alone, which the default has not)

    def word(self, field: str, text: str) -> str | None:
        """Our word for a text of a field, where the user has said it."""
        said = self.words.get((field, bare(text)))
        if said is not None:
            self.used.add((field, bare(text)))
        return said

    def keeps(self, text: str) -> bool:
        """Whether a row of that state counts because the user has said so."""
        if found := bare(text) in self.kept:
            self.used.add((KEPT, bare(text)))
        return found

    def unused(self) -> list[str]:
        """The options of the user that no row has a use for."""
        said = [*self.words, *((KEPT, name) for name in sorted(self.kept))]
        return [
            f"{field} {text}" if field in (KEPT, STAGED) else f"--word {field}:{text}"
            for field, text in said
            if (field, text) not in self.used
        ]

    def on_scale(self, noun: str, field: str, text: str) -> str | None:
        """Our word for a number of the file's own system."""
        return lists.SCALES.get(self.system, {}).get((noun, field), {}).get(text.strip())


NOTHING = Told()


def system_of(header: Sequence[str]) -> str:
    """Whose file it is, as the names of its columns show; "" where none is known by them."""
    names = [plain_title(name) for name in header]
    for system, shown in lists.SYSTEMS.items():
        for each in shown.split("|"):
            word, beginning, _ = each.strip().partition("...")
            if any(name == word or (beginning and name.startswith(word)) for name in names):
                return system
    return ""


def is_number(text: str) -> bool:
    """Whether a text is a bare number, which is on somebody's scale."""
    return text.strip().isdigit()


def our_word(noun: str, field: Field, text: str) -> str | None:
    """Our word for a word of another system: "" where it means nothing, None where it is not known."""
    if field.type is Type.CURRENCY:
        return code_of(text)
    key = noun, field.name
    if key not in lists.WORDS:
        return None
    table = _table(key)
    found = table.get(bare(text))
    return table.get(bare(_RANKED.sub("", text))) if found is None else found


def is_won(text: str, won: Sequence[str], noun: str = "", told: Told = NOTHING, *, yes_or_no: bool = True) -> bool:
    """Whether a stage means that the deal was won. won: stages that are, besides those we know; then no other is.

    yes_or_no: the column holds one or the other. BadValue for a stage that nobody has told of.
    """
    names = bare(text), bare(_PIPELINE.sub(" ", text))
    said = told.word("stage", text) or told.on_scale(noun, "stage", text)
    if any(bare(each) in names for each in won) or any(each in _set(lists.WON) for each in names) or said == "won":
        return True
    if won or said or any(each in _set(lists.OPEN) | _set(lists.LOST) for each in names):
        return False
    if yes_or_no and text.strip() in ("0", "1"):
        return text.strip() == "1"
    raise BadValue(
        f"{quote(text)} is no stage that we know: name those that are won with --won STAGE; others are left out"
    )


def task_status(noun: str, text: str, told: Told = NOTHING, *, yes_or_no: bool = True) -> str:
    """What became of a task: done, open or cancelled. yes_or_no: the column holds one or the other.

    Question for a number of a scale that is not known, BadValue for a word that says nothing of it.
    """
    name = bare(text)
    said = told.word("status", text) or told.on_scale(noun, "status", text)
    if said:
        return said
    for answer, words in ((DONE, lists.DONE), (OPEN, lists.TO_DO), (CANCELLED, lists.CANCELLED)):
        if name in _set(words):
            return answer
    if is_number(text):
        if yes_or_no and text.strip() in ("0", "1"):
            return DONE if text.strip() == "1" else OPEN
        raise Question("a number of a scale that the file does not name", "--word status:{}=done, =open or =cancelled")
    raise BadValue(f"{quote(text)} is no status that we know: use completed or open")


def is_task_status(text: str) -> bool:
    """Whether a text says what became of a task, and is no day."""
    return bare(text) in _set(lists.DONE) | _set(lists.TO_DO) | _set(lists.CANCELLED) or text.strip() in ("0", "1", "2")


def counts(noun: str, text: str, told: Told) -> bool:
    """Whether a row of that state counts. Question for a state that nobody has told of, once none was named."""
    name = bare(text)
    said = told.word("status", text)
    if said or told.keeps(text):
        return said != SKIP
    name = bare(told.on_scale(noun, "status", text) or text)
    if name in _set(lists.COUNTED):
        return True
    if told.kept or name in _set(lists.LEFT_OUT):
        return False
    if name in _set(lists.WON) | _set(lists.LOST):
        raise Question(
            "which is no state of an invoice, but may be the stage of a deal", "--map stage=COLUMN, or --ignore COLUMN"
        )
    what = "which does not say to us whether the row counts"
    raise Question(what, "--keep-status {} for each that counts (others are then left out), or --ignore COLUMN")


def yes_or_no(text: str) -> bool | None:
    """What a cell says that holds a yes or a no; None where it says neither."""
    name = bare(text)
    if not name:
        return text.strip() in ("✓", "✔")
    return True if name in _set(lists.YES) else False if name in _set(lists.NO) else None


def is_struck_out(text: str, told: Told) -> bool:
    """Whether a cell that says of its row that it was cancelled says yes, or when. Question where it says neither."""
    name, yes = bare(text), yes_or_no(text)
    if told.keeps(text) or yes is False or name in _set(lists.COUNTED):
        return False
    if yes or name in _set(lists.LEFT_OUT) or re.match(r"[0-9]{1,4}[-./][0-9]", text.strip()):
        return True
    raise Question("which is neither a yes, a no nor a day", "--keep-status {} for rows that count, or --ignore COLUMN")


def is_state(text: str) -> bool:
    """Whether a text is a state of a document and nothing else."""
    return bare(text) in _set(lists.COUNTED) | _set(lists.LEFT_OUT)


def leaves_out(text: str) -> bool:
    """Whether a state means that the row does not count."""
    return bare(text) in _set(lists.LEFT_OUT)


def says_posted(title: str) -> bool:
    """Whether a column of that name keeps rows out with a no."""
    return bare(title) in _set(lists.COUNTED_BY_YES)


def is_called_back(noun: str, field: Field, title: str) -> bool:
    """Whether the name of a column is itself the word for what takes away."""
    return our_word(noun, field, title) not in (None, "", field.default, SKIP, "purchase")


def is_of_payments(text: str) -> bool:
    """Whether a type may as well be a way of paying."""
    return bare(text) in _set(lists.OF_PAYMENTS)


def is_reversal(text: str) -> bool:
    """Whether a type means that an invoice was cancelled by a document of its own."""
    return bare(text) in _set(lists.REVERSALS)


def was_never_sent(text: str) -> bool:
    """Whether a state means that there is no invoice yet, rather than none any more."""
    return bare(text) in _set(lists.NEVER_SENT)


def asks_yes_or_no(title: str) -> bool:
    """Whether a column of that name holds a yes or a no."""
    return bare(title) in _set(lists.YES_NO_COLUMNS)


def spellings(text: str) -> tuple[str, str, str]:
    """A stage as it stands, without the pipeline that it is of, and without a number before it: bare."""
    return bare(text), bare(_PIPELINE.sub(" ", text)), bare(_RANKED.sub("", text))


def is_one_of(name: str, words: str) -> bool:
    """Whether a bare word is one of a list."""
    return name in _set(words)


@cache
def _table(key: tuple[str, str]) -> dict[str, str]:
    """Their words, and ours in any spelling (E-Mail)."""
    return {bare(word): our for our, words in lists.WORDS[key].items() for word in (our, *words.split("|")) if word}


@cache
def _set(words: str) -> frozenset[str]:
    return frozenset(bare(word) for word in words.split("|"))


def bare(text: str) -> str:
    """A word without what does not count: case, accents, spaces and signs."""
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return _BARE.sub("", text).casefold()
