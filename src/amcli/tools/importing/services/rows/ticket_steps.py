"""How the cells of a ticket are read: where it stands, whom it waits for, who raised it, what it is about.

A status is one of our stages, or a word that everybody has for one; `Pending` and `On hold` wait for another in each
help desk, so that they are the user's to say where the file does not show whose it is (--stage).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from functools import cached_property

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.fields import Noun
from amcli.base.text import clean, nearest, number_of, one_line, quote
from amcli.features.issues.nouns import CLOSED, STAGES, WAITS
from amcli.features.issues.services.ticket_rows import OF_NO_CAUSE, STATUS_SAID, TICKET, UNKNOWN_PERSON
from amcli.records.services.row_draft import CellError, RowDraft
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.formats import FormatEvidence
from amcli.tools.importing.services.rows import agreement_words as agreed
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows import word_lists as lists
from amcli.tools.importing.services.rows.cell_step import FoundStep, KeyBesideStep, Step
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.questions import LeftOut

OPEN_STAGES = "open"  # neither a stage nor a wait: it is being worked on, as far as is known
ACCEPTED_STATUSES = (*STAGES, *WAITS, OPEN_STAGES, lists.SKIP)
NAMED_STATUSES = 50  # that one sentence names
_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>@\s]+@[^<>@\s]+)>")


def check_statuses(told: Mapping[str, str]) -> None:
    """BadValue for a stage or wait of ours, in --stage THEIRS=OURS, that there is not."""
    for theirs, ours in told.items():
        if ours not in ACCEPTED_STATUSES:
            what = f"--stage {shlex.quote(f'{theirs}={ours}')}: {quote(ours)} is no stage of an issue"
            known = f"{what}, nor whom it waits for: use one of {', '.join(ACCEPTED_STATUSES)}"
            raise BadValue(known, nearest(ours, ACCEPTED_STATUSES))


def unknown_statuses(title: str, texts: Mapping[str, int]) -> str:
    """What is said of all rows whose status is not known, with what to type for each."""
    spelled = {words.bare(text): text.strip() for text in reversed(list(texts))}
    answers = [f"--stage {shlex.quote(f'{text}={_much_like(text)}')}" for text in reversed(spelled.values())]
    counted = [f"{quote(text)} ({number_of(count, 'row')})" for text, count in list(texts.items())[:NAMED_STATUSES]]
    more = f" and {len(texts) - NAMED_STATUSES:,} more" if len(texts) > NAMED_STATUSES else ""
    ours = f"ours: {', '.join(STAGES)}; waiting: {', '.join(WAITS)}; or {OPEN_STAGES}, {lists.SKIP}"
    return f"{one_line(title)}: no stage of ours is {', '.join(counted)}{more}: type {' '.join(answers)} ({ours})"


def _much_like(text: str) -> str:
    """A stage or wait of ours that a status may be, to be proposed."""
    said = words.bare(text)
    for ours, like in agreed.STATUSES_MUCH_LIKE.items():
        if any(words.bare(word) in said for word in like.split("|")):
            return ours
    return "STAGE"


class TicketStatusStep(FoundStep):
    """The status: a stage and whom it waits for."""

    alone = False

    def put(self, text: str, draft: RowDraft) -> None:
        """The stage is empty where no more is known than that it is open; it waits for nobody unless that is said."""
        found = self.read(text)
        if not found:
            why = f"is no stage of ours: type --stage {shlex.quote(f'{text.strip()}={_much_like(text)}')}"
            raise CellError(self.title, text, why).of_group(TICKET)
        row = draft.columns
        row[self.column] = None if found == OPEN_STAGES or found in WAITS else found
        row["waiting"] = found if found in WAITS else ""
        row[STATUS_SAID] = True

    def _find(self, text: str) -> str:
        """A stage or wait of ours, or open; "" where nobody has told. LeftOut for what is not to be taken."""
        told = self.context.told
        found = told.word(words.STAGED, text) or told.on_scale(self.noun.name, self.name, text)
        if found is None:
            keys = words.spellings(text)
            known = ((ours, theirs) for ours, theirs in agreed.TICKET_STATUSES.items())
            found = next((ours for ours, theirs in known for key in keys if words.is_one_of(key, theirs)), "")
            own = next((one for one in (*STAGES, *WAITS, OPEN_STAGES) if words.bare(one) == words.bare(text)), "")
            found = own or found
        if found == lists.SKIP:
            answer = f"--stage {shlex.quote(f'{text.strip()}={CLOSED}')}"
            raise LeftOut(f"{quote(text)} is no issue to keep; {answer} takes it in")
        return found


class RaisedByStep(KeyBesideStep):
    """Who raised it: a person of the account, by address or name. Who is none of them is counted, not refused."""

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self._found: dict[tuple[int, str, str], int | None] = {}

    def put(self, text: str, draft: RowDraft) -> None:
        account = draft.columns["account_id"]
        email = self.key_in(draft.cells)
        key = (account, text, email)
        if key not in self._found:
            found = self._find(account, text, email)
            if found is not None and not self.context.unsettled:
                self._found[key] = found
        else:
            found = self._found[key]
        draft.columns[self.column] = found
        if found is None:
            draft.remarks.append((TICKET, UNKNOWN_PERSON, 1))

    def _find(self, account: int, text: str, email: str) -> int | None:
        name = clean(text)[0].strip()
        if both := _ADDRESS.fullmatch(name):
            name, email = both["name"].strip(' "') or both["email"], both["email"]
        elif "@" in name:
            email = name
        if (known := self._by_email.get((account, email.strip().casefold()))) is not None:
            return known
        try:
            return self.context.record_id(self.field.noun, name, account) if "@" not in name else None
        except (NotFound, Ambiguous):
            return None

    @cached_property
    def _by_email(self) -> dict[tuple[int, str], int]:
        sql = f"SELECT account_id, email, id FROM {self.field.noun} WHERE email IS NOT NULL ORDER BY id DESC"
        rows = self.context.work.connection.execute(sql)
        return {(account, email.strip().casefold()): record_id for account, email, record_id in rows}


class WordStep(FoundStep):
    """A word of ours where the file has one; what is none of them is counted, and says nothing. remark: as what."""

    alone = False
    remark = (TICKET, OF_NO_CAUSE)

    def put(self, text: str, draft: RowDraft) -> None:
        found = self.read(text)
        draft.columns[self.column] = found
        if found is None and self.remark[1]:
            draft.remarks.append((*self.remark, 1))

    def _find(self, text: str) -> str | None:
        told = self.context.told.word(self.name, text)
        if told == lists.SKIP:
            raise LeftOut(f"{quote(text)} is left out (--word)")
        own = next((one for one in self.field.choices if words.bare(one) == words.bare(text)), None)
        return told or own or words.our_word(self.noun.name, self.field, text) or None


class AcceptedStep(WordStep):
    """Whether the client accepted it, where the satisfaction says so in words; a number of stars does not."""

    remark = (TICKET, "")


class AssigneeStep(Step):
    """The colleague who handles it; files say in words that nobody does."""

    def is_blank(self, text: str) -> bool:
        return super().is_blank(text) or words.is_one_of(words.bare(text), agreed.NOBODY)
