"""Columns of types and of states that no title of ours gives away: known by what is in them.

The whole kind: a column, whatever it is called, that has nothing but types of documents (Rechnung, Gutschrift), a yes
beside a title such as `Return`, nothing but states (Paid, Cancelled), or a yes or no beside a title such as `Posted`.
One that decides of a row is taken and said; one that has words of types and others, and two that may both be it, stop
the import: rows that take away, or do not count, are never added up without a word.
"""

from __future__ import annotations

import shlex
from collections.abc import Container, Iterator, Mapping, Sequence

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Noun
from amcli.base.text import quote
from amcli.tools.importing.services.columns import crm_names as crm
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FIRST, FirstRows
from amcli.tools.importing.services.columns.header import REJECT_COLUMNS, Header, plain_titles
from amcli.tools.importing.services.columns.mapping import STAGE, STATUS, VOIDED, Mapped, fields_of
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.word_lists import SKIP

FEW = 12  # different words of a column of types


def with_deciding_columns(
    noun: Noun,
    header: Header,
    rows: FirstRows,
    mapped: Mapped,
    told: Mapping[tuple[str, str], str],
    settled: Container[str] = (),
) -> Mapped:
    """The same with the columns that decide whether a row adds, takes away or counts. BadValue for a question.

    told: what the user says of words, by field and text. settled: the fields whose columns the user has named.
    """
    found = {source.field.name: source for source in mapped.sources}
    is_of_deals = not plain_titles(crm.SHOWING_DEALS).isdisjoint(header.plains)
    if not noun.signs or STAGE in found or is_of_deals:
        return mapped
    used = {column for source in mapped.sources for column in source.columns}
    free = [n for n in range(len(header.titles)) if n not in used | header.hidden and _speaks(header, rows, n)]
    said = list(mapped.decisions)
    fields = {field.name: field for field in fields_of(noun)}
    kind, state = fields[noun.signs], fields[STATUS]
    columns = _Columns(
        noun, header, rows, {words.bare(text): our for (name, text), our in told.items() if name == kind.name}
    )
    places = list(columns.of_types(kind, free, asks=kind.name not in found))
    states = [n for n in free if n not in places and columns.has_states(n)]
    for field, its, what in ((kind, places, "types of documents"), (state, states, "states of documents")):
        known = found.get(field.name)
        if field.name in settled or (field is state and VOIDED in settled):
            continue
        others = [n for n in its if not (known and known.columns and not rows.differ(known.columns[0], n))]
        if not others:
            continue
        rivals = [*([known.title] if known else ()), *map(header.shown, others)]
        if len(rivals) > 1:
            both = f"the columns {quote(rivals[0])} and {quote(rivals[1])} may both be the {field.name}"
            answers = f"--ignore {shlex.quote(rivals[1])}, or --ignore {shlex.quote(rivals[0])}"
            raise BadValue(f"{both} that decides what a row counts for: type {answers}")
        found[field.name] = ColumnSource(field, (others[0],), rivals[0])
        said.append(f"{field.name} is {quote(rivals[0])}: its cells are {what}")
    return Mapped(tuple(found[name] for name in fields if name in found), tuple(said))


def _speaks(header: Header, rows: FirstRows, n: int) -> bool:
    return header.plains[n] not in REJECT_COLUMNS and any(rows.filled(n))


class _Columns:
    """What the columns of one file hold."""

    def __init__(self, noun: Noun, header: Header, rows: FirstRows, told: Mapping[str, str]) -> None:
        self._noun, self._header, self._rows, self._told = noun, header, rows, told

    def of_types(self, kind: Field, free: Sequence[int], *, asks: bool) -> Iterator[int]:
        """The columns of types, the ones that say so with a yes too. BadValue for one with other words as well."""
        for n in free:
            texts = [text.casefold() for text in self._rows.filled(n)]
            title = self._header.shown(n)
            if words.is_called_back(self._noun.name, kind, title) and all(
                words.yes_or_no(text) is not None for text in texts
            ):
                yield n
                continue
            known = {text: self._type(kind, text) for text in set(texts)}
            other = {text for text, our in known.items() if our and our != kind.default}
            if not other and not (len(self._rows.rows) >= FIRST and all(known.values())):
                continue
            if all(known.values()) and not (other and all(map(words.is_of_payments, other))):
                yield n
            elif asks and len(known) <= FEW and self._is_mostly(known, texts):
                self._ask(kind, title, known)

    def has_states(self, n: int) -> bool:
        """Whether a column has states alone, one of which keeps its row out."""
        texts = set(self._rows.filled(n))
        yes = {words.yes_or_no(text) for text in texts}
        if words.says_posted(self._header.titles[n]) and False in yes and None not in yes:
            return True
        return all(map(words.is_state, texts)) and any(map(words.leaves_out, texts))

    def _type(self, kind: Field, text: str) -> str | None:
        """Our word for a type. What is short means many things elsewhere, such as a state or a country."""
        if words.bare(text) in self._told:
            return self._told[words.bare(text)]
        is_short = len(text) < 4 and text.isascii()
        return None if is_short else words.our_word(self._noun.name, kind, text)

    def _is_mostly(self, known: Mapping[str, str | None], texts: Sequence[str]) -> bool:
        """Whether the known words, one for what adds and one for what does not, are most of a column."""
        ours = {our for our in known.values() if our}
        return len(ours) > 1 and sum(bool(known[text]) for text in texts) * 2 > len(texts)

    def _ask(self, kind: Field, title: str, known: Mapping[str, str | None]) -> None:
        unknown = next((text for text, our in known.items() if our is None), next(iter(known)))
        accepted = ", =".join((*kind.choices, SKIP))
        raise BadValue(
            f"the column {quote(title)} has types of documents, and {quote(unknown)}: type --map "
            f"{shlex.quote(f'{kind.name}={title}')} with --word {kind.name}:{shlex.quote(unknown)}={accepted}, or "
            f"--ignore {shlex.quote(title)}"
        )
