"""Bad rows of which many are bad for the same thing: said once, with what to type, rather than row by row."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from amcli.base.registry import NOUNS
from amcli.base.stages import ENDS, Stage
from amcli.base.text import number_of, one_line, quote
from amcli.features.issues.services.ticket_rows import TICKET
from amcli.records.services.row_draft import CellError
from amcli.tools.importing.services.columns.deal_columns import STAGE
from amcli.tools.importing.services.load.rejects import RejectedRow
from amcli.tools.importing.services.rows.deal_steps import OPEN, much_like
from amcli.tools.importing.services.rows.import_context import CREATED
from amcli.tools.importing.services.rows.ticket_steps import unknown_statuses
from amcli.tools.importing.services.rows.vocabulary import bare
from amcli.tools.importing.services.rows.word_lists import SKIP

_OF_ONE_ROW = re.compile(r"`[^`]*`|'[^']*'|\b[A-Z]+[0-9]+\b")  # what a reason says of one row alone
NAMED, SHOWN = 50, 10  # stages that one sentence names, each with what to type; and others


class Gathered:
    """The errors of a file that are said of all their rows at once (CellError.group)."""

    def __init__(self) -> None:
        # By group and title: how many rows each text is in, the first line, and what is said of the first.
        self._found: dict[tuple[str, str], tuple[dict[str, int], int, str]] = {}
        self.lines: set[int] = set()  # of the rows

    def hear(self, line: int, error: CellError) -> None:
        """Keep a bad row that is one of many."""
        if not error.group:
            return
        self.lines.add(line)
        for each in (error, *error.others):
            texts, _, _ = self._found.setdefault((each.group, each.title), ({}, line, each.reason))
            texts[each.text] = texts.get(each.text, 0) + 1

    def sentences(self, stages: Sequence[Stage]) -> list[str]:
        """A line for each thing that rows are bad for. stages: of the portfolio, to name one for each of the file's."""
        return [
            _unknown_stages(title, texts, stages)
            if group == STAGE
            else unknown_statuses(title, texts)
            if group == TICKET
            else _sentence(group, title, texts, line, reason)
            for (group, title), (texts, line, reason) in self._found.items()
        ]


def _unknown_stages(title: str, texts: dict[str, int], stages: Sequence[Stage]) -> str:
    spelled = {bare(text): text.strip() for text in reversed(texts)}  # in any case it is one stage
    answers = [
        f"--stage {shlex.quote(f'{text}={much_like(text, tuple(stages))}')}" for text in reversed(spelled.values())
    ]
    ours = ", ".join([*(stage.name for stage in stages), *ENDS])
    unknown = f"{one_line(title)}: no stage of ours is {_named(texts, NAMED)}"
    return f"{unknown}: type {' '.join(answers)} (ours: {ours}; or {OPEN}, {SKIP})"


def _sentence(group: str, title: str, texts: dict[str, int], line: int, reason: str) -> str:
    count = sum(texts.values())
    rows = f"{number_of(count, 'row')}, from line {line} on: " if count > 1 else f"line {line}: "
    if not any(texts):
        return f"{rows}{one_line(title)} {reason}"
    if group in CREATED:
        makes = f"--create-missing makes {'it' if len(texts) == 1 else 'them'}"
        reason = f"{reason}; {makes}" if len(texts) == 1 else f"there is no such {group}; {makes}"
    elif group in NOUNS and len(texts) > 1:
        reason = f"there is no such {group}"
    return f"{rows}{one_line(title)} {_named(texts, SHOWN)}: {reason}"


def alike(rows: Sequence[RejectedRow]) -> list[str]:
    """Other bad rows, those that are bad for the same thing as one: its lines, and what is said of the first."""
    kinds: dict[tuple[str, str], list[RejectedRow]] = {}
    for row in rows:
        kinds.setdefault((row.column, _OF_ONE_ROW.sub("", row.reason)), []).append(row)
    said = []
    for first, *others in kinds.values():
        if not others:
            said.append(str(first))
            continue
        lines = ", ".join(str(row.line) for row in (first, *others)[:SHOWN])
        more = f" and {len(others) + 1 - SHOWN:,} more" if len(others) + 1 > SHOWN else ""
        where = "" if all(row.why == first.why for row in others) else ", the first"
        said.append(f"{number_of(len(others) + 1, 'row')} (lines {lines}{more}){where}: {first.why}")
    return said


def _named(texts: dict[str, int], most: int) -> str:
    counted = [f"{quote(text)} ({number_of(count, 'row')})" for text, count in list(texts.items())[:most]]
    more = f" and {len(texts) - most:,} more" if len(texts) > most else ""
    return ", ".join(counted) + more
