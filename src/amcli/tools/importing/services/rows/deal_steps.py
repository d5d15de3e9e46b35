"""How the cells of a deal are read that say where it stands: its stage, how it ended, its probability.

A stage is one of ours, or an end in a word that everybody has for it; any other is the user's to say (--stage), once
for all its rows. How a deal ended is said by its stage or by a column beside it; where both say it, they have to agree.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from amcli.base.errors import BadValue, Question
from amcli.base.fields import Noun
from amcli.base.stages import BEFORE_ALL, ENDS, LOST, UNDECIDED, WON, Stage
from amcli.base.text import nearest, one_line, quote
from amcli.features.pipeline.services.deal_rows import DEAL, ROUNDED
from amcli.records.services.row_draft import CellError, RowDraft
from amcli.settings.environment import Env
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.deal_columns import IS_CLOSED, IS_LOST, IS_WON, STATUS
from amcli.tools.importing.services.columns.formats import FormatEvidence
from amcli.tools.importing.services.columns.header import plain_title
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows import word_lists as lists
from amcli.tools.importing.services.rows.cell_step import FoundStep
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.questions import LeftOut

OPEN, ENDED = "open", "ended"  # what a column beside the stage may say, besides the ends themselves
PERCENT, FRACTION = "percent", "fraction"
NOT = frozenset({"not", "no", "nicht", "kein", "pas", "non", "não", "niet", "nie"})  # before a word for an end
FRACTIONS = frozenset({"hsdealstageprobability", "hsforecastprobability"})  # columns that have 0.4 for 40 %
_NUMBER = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(%?)")


def stages_of(env: Env) -> tuple[Stage, ...]:
    """The open stages of the portfolio, in their order, the idea before them."""
    return (BEFORE_ALL, *env.config.stages)


def check_stages(env: Env, told: Mapping[str, str]) -> None:
    """BadValue for a stage of ours, in --stage THEIRS=OURS, that there is not."""
    accepted = [*(stage.name for stage in stages_of(env)), *ENDS, OPEN, lists.SKIP]
    for theirs, ours in told.items():
        if ours not in accepted:
            known = ", ".join(accepted)
            raise BadValue(
                f"--stage {shlex.quote(f'{theirs}={ours}')}: {quote(ours)} is no stage: use one of {known}",
                nearest(ours, accepted),
            )


def much_like(text: str, stages: tuple[Stage, ...]) -> str:
    """A stage or an end of ours that another system's may be, to be proposed by what it is called; else STAGE."""
    names = [stage.name for stage in stages[1:]]
    key = words.bare(text)
    for name, theirs in lists.MUCH_LIKE.items():
        if name in names and key in map(words.bare, theirs.split("|")):
            return name
    said = {words.bare(word) for word in re.findall(r"\w+", text)}
    ends = [
        end
        for end, known in ((WON, lists.DEAL_WON), (LOST, lists.DEAL_LOST))
        if any(words.is_one_of(word, known) for word in said)
    ]
    return ends[0] if len(ends) == 1 and said.isdisjoint(NOT) else "STAGE"


class FlagStep(FoundStep):
    """A column beside the stage: a word for how the deal ended, or a yes. What it says waits in the draft."""

    def _find(self, text: str) -> str | None:
        """open, ended, or an end; None where it says nothing."""
        if self.name == STATUS:
            return end_of(self.noun, text, self.context, beside=True)
        yes = words.yes_or_no(text)
        if yes is None:
            raise Question("which is neither a yes nor a no", "--ignore COLUMN, or --map stage=COLUMN")
        return {IS_WON: WON, IS_LOST: LOST, IS_CLOSED: ENDED}[self.name] if yes else None

    def put(self, text: str, draft: RowDraft) -> None:
        draft.columns[self.name] = self.read(text)


class DealStageStep(FoundStep):
    """The stage, together with what the columns beside it say of the end."""

    alone = False

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self._is_yes = words.asks_yes_or_no(taken.title)

    def is_blank(self, text: str) -> bool:
        """A row without a stage may say beside it how the deal ended."""
        return False

    def put(self, text: str, draft: RowDraft) -> None:
        beside = self._beside(draft)
        found = self.read(text)
        if found is None and beside not in ENDS:
            raise CellError(self.title, text, self._unknown(text)).of_group(self.name)
        end = found if found in ENDS else ""
        if end and beside and beside not in (end, ENDED):
            raise CellError(self.title, text, f"is {end}, and the column beside it says {beside}: correct one")
        self._refuse_denied(text, end or beside, draft)
        if beside == ENDED and not end:
            end = LOST if draft.columns.get(IS_WON, "") is None else ""
            if not end:
                raise CellError(self.title, text, "has ended, and nothing says how: type --stage THEIRS=won or =lost")
        draft.columns[self.column] = end or (beside if beside in ENDS else found) or None

    def _refuse_denied(self, text: str, end: str, draft: RowDraft) -> None:
        """CellError where a column beside it says no to the end that another one says."""
        for name in {WON: (IS_WON, IS_CLOSED), LOST: (IS_LOST, IS_CLOSED), UNDECIDED: (IS_CLOSED,)}.get(end, ()):
            if draft.columns.get(name, "") is None:
                title = one_line(draft.title(name))
                why = f"and the column {title} says no: correct one, or --ignore {shlex.quote(title)}"
                raise CellError(self.title, text, f"is {end}, {why}")

    def _beside(self, draft: RowDraft) -> str:
        """What the columns beside the stage say: open, ended, an end, or nothing. CellError where they contradict."""
        row = draft.columns
        said = [row[name] for name in (IS_WON, IS_LOST, STATUS) if row.get(name)]
        ends = {each for each in said if each in ENDS}
        if len(ends) > 1 or (ends and OPEN in said):
            raise CellError("", "", f"says {' and '.join(sorted({*ends, *said}))} at once: correct one of the columns")
        return next(iter(ends), "") or (row.get(IS_CLOSED) or (OPEN if OPEN in said else ""))

    def _find(self, text: str) -> str | None:
        """A stage of ours, an end, "" for one that is open and no more is known; None where nobody has told."""
        if not text.strip():
            return ""
        if self._is_yes and (yes := words.yes_or_no(text)) is not None:
            return WON if yes else ""
        if text.strip() in self._standing and self.context.told.word(words.STAGED, text) is None:
            return text.strip()
        names = {words.bare(stage.name): stage.name for stage in self._stages}
        ours = next((names[key] for key in words.spellings(text) if key in names), None)
        if ours and self.context.told.word(words.STAGED, text) is None:
            return ours
        found = end_of(self.noun, text, self.context)
        return "" if found == OPEN else found

    def _unknown(self, text: str) -> str:
        return f"is no stage of ours: type --stage {shlex.quote(f'{text.strip()}={much_like(text, self._stages)}')}"

    @cached_property
    def _standing(self) -> frozenset[str]:
        """The stages that records stand in: what amcli wrote says so, also where they have left the settings."""
        if not self.context.own_export:
            return frozenset()
        found = self.context.work.connection.execute(f"SELECT DISTINCT {self.column} FROM {self.noun.name}")
        return frozenset(stage for (stage,) in found)

    @cached_property
    def _stages(self) -> tuple[Stage, ...]:
        return stages_of(self.context.work.env)


def end_of(noun: Noun, text: str, context: ImportContext, *, beside: bool = False) -> str | None:
    """What a word says of the end of a deal: an end, open, or the stage that the user says it is; None where it is not
    known, or with `beside` a Question then. Raises LeftOut for one that is not to be taken.
    """
    told = context.told.word(words.STAGED, text) or context.told.on_scale(noun.name, STATUS, text)
    if told == lists.SKIP:
        raise LeftOut(f"{quote(text)} is left out (--stage)")
    if told:
        return told
    for key in words.spellings(text):
        if words.is_one_of(key, lists.DEAL_DELETED):
            raise LeftOut(f"{quote(text)}: it was deleted; --stage {shlex.quote(f'{text}=lost')} takes it in")
        for end, known in ((WON, lists.DEAL_WON), (LOST, lists.DEAL_LOST), (UNDECIDED, lists.DEAL_UNDECIDED)):
            if words.is_one_of(key, known):
                return end
        if words.is_one_of(key, lists.DEAL_OPEN):
            return OPEN
    if beside:
        raise Question("which does not say whether it is open, won or lost", "--stage {}=open, =won or =lost")
    return None


class ProbabilityStep(FoundStep):
    """A probability in percent: `75`, `75 %`, and 0.75 where the file, or the user, says that it means that."""

    alone = False

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self._unit = context.probability or (FRACTION if plain_title(taken.title) in FRACTIONS else "")

    def _find(self, text: str) -> Any:
        found = _NUMBER.fullmatch(text.strip())
        if found is None:
            raise BadValue(f"{quote(text)} is no {self.name}: use a number from 0 to 100, such as 75 or 75 %")
        value, sign = Decimal(found[1].replace(",", ".")), found[2]
        if not sign and self._unit != PERCENT and 0 < value <= 1:
            if not self._unit:
                raise Question(
                    "which may be of 1 or of 100",
                    f"--probability {FRACTION} where 0.75 is 75 %, or --probability {PERCENT}",
                )
            value *= 100
        if value > self.field.most:
            raise BadValue(f"{quote(text)} is more than 100 %")
        return int(value.to_integral_value(ROUND_HALF_UP)), value != value.to_integral_value()

    def put(self, text: str, draft: RowDraft) -> None:
        draft.columns[self.column], rounded = self.read(text)
        if rounded:
            draft.remarks.append((DEAL, ROUNDED, 1))
