"""What the user, and the columns of a file, say of its words: the option --word, and whose scale its numbers are on."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Noun, Type
from amcli.base.stages import ENDS
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.columns.mapping import STAGE, STATUS, ColumnSource, fields_of, has_stages
from amcli.tools.importing.services.columns.spans import checked_span
from amcli.tools.importing.services.request import ImportRequest
from amcli.tools.importing.services.rows.vocabulary import (
    CANCELLED,
    COUNTS,
    DONE,
    OPEN,
    STAGED,
    Told,
    bare,
    system_of,
)
from amcli.tools.importing.services.rows.word_lists import SKIP

A_LENGTH = ("3m", "90d")  # a field of lengths of time has any of them
NAMED_WORDS = 10  # in one note


def told_words(noun: Noun, sources: Sequence[ColumnSource], header: Sequence[str], request: ImportRequest) -> Told:
    """What is known of the words of a file. BadValue for an option that does not fit the noun or the file."""
    read = {source.field.name for source in sources}
    words = {}
    for (field, theirs), ours in request.words.items():
        if field == STAGE and any(own.name == STAGE for own in noun.fields):
            answer = f"--stage {shlex.quote(f'{theirs}={ours}')}"
            raise BadValue(f"--word {field}:… has an option of its own: type {answer}")
        accepted = accepted_words(noun, field)
        if field not in read:
            raise BadValue(f"--word {field}:… is for a file with such a column: type --map {field}=COLUMN")
        if accepted == A_LENGTH:
            words[field, bare(theirs)] = checked_span(ours)
            continue
        if ours not in accepted:
            known = ", ".join(accepted)
            raise BadValue(
                f"--word {field}: {quote(ours)} is no word of ours: use one of {known}", nearest(ours, accepted)
            )
        words[field, bare(theirs)] = ours
    for theirs, ours in request.stages.items():
        words[STAGED, bare(theirs)] = ours
    return Told(system_of(header), words, frozenset(map(bare, request.keep_status)), set())


def accepted_words(noun: Noun, name: str) -> tuple[str, ...]:
    """The words that a field of a noun has for those of others. BadValue where it has none."""
    words = {field.name: found for field in fields_of(noun) if (found := _words_of(noun, field))}
    words |= {
        field.name: tuple(map(str, range(field.least, field.most + 1)))
        for field in noun.fields
        if field.type is Type.INT and field.most < NAMED_WORDS
    }
    if name not in words:
        known = ", ".join(words) or "none"
        raise BadValue(f"--word {quote(name)}: is no field with words of its own: {noun.view} have {known}")
    return words[name]


def _words_of(noun: Noun, field: Field) -> tuple[str, ...]:
    if field.name == STAGE and field not in noun.fields:
        return ("won", "open", "lost")
    if field.name == STATUS:
        return (OPEN, *ENDS) if has_stages(noun) else (OPEN, DONE, CANCELLED) if noun.closed else (COUNTS, SKIP)
    if field.type is Type.SPAN:
        return A_LENGTH
    return (*field.choices, SKIP) if field.choices else ()


def meanings(found: Mapping[tuple[str, str], str]) -> Iterable[str]:
    """What is said of the words that decided a sign: a line for each column."""
    columns: dict[str, list[str]] = defaultdict(list)
    for (title, text), ours in found.items():
        columns[title].append(f"{quote(text)} is {ours}")
    for title, said in columns.items():
        more = f" and {len(said) - NAMED_WORDS:,} more" if len(said) > NAMED_WORDS else ""
        yield f"read the column {one_line(title)}: {', '.join(said[:NAMED_WORDS])}{more}"
