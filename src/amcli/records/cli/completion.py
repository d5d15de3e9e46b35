"""Shell completion of what the file holds. Reads only, imports nothing heavy, and never complains.

What is offered is what the command will take: the records of the owner that was typed, and those that are over only
where the command is about them, or where nothing that is live begins so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from amcli.base.owners import owner_column, owner_noun
from amcli.base.registry import NOUNS, load
from amcli.base.results import Kind
from amcli.base.text import name_key, one_line
from amcli.records.cli.places import typed_owner
from amcli.shell.completion import Completer, Pair, all_of, days, env_of, periods, words
from amcli.store.lookup import id_number
from amcli.store.reader import Reader, reading
from amcli.store.stand_in import MOST_LETTERS, numbered_in, subjects

if TYPE_CHECKING:
    from amcli.base.fields import Field, Noun

MOST = 200  # a menu longer than that helps nobody
LONGEST = 60  # characters of what is shown beside a word


class Which(Enum):
    """Which records a command is for."""

    ANY = auto()  # those that are over are offered where nothing that is live begins so
    LIVE = auto()
    OVER = auto()


class Offer(NamedTuple):
    """One record that begins with what was typed: its word, what is typed for it otherwise, what describes it."""

    word: str
    reference: str
    beside: str


def of(field: Field) -> Completer | None:
    """What completes a field's value."""
    if field.completer:
        return lambda ctx, incomplete: list(load(field.completer)(ctx, incomplete))
    if field.choices:
        return words(field.choices)
    if field.noun:
        return records(field.noun)
    if field.nouns:
        return all_of(*map(ids, field.nouns))
    if field.listed:
        return listed(field.listed)
    from amcli.base.fields import Type

    if field.type is Type.PERIOD:
        return periods
    return days(field.look) if field.kind is Kind.DATE else None


def records(name: str, which: Which = Which.ANY, *, of_owner: bool = True) -> Completer:
    """A record of a noun: codes with the name beside them, else names, else ids with what describes the record.

    of_owner: among those of the owner that stands on the line, where one does.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        noun = NOUNS[name]

        def ask(reader: Reader) -> list[Pair]:
            owner = _owner_id(reader, ctx, noun) if of_owner else None
            for word in (*_words(noun), *_reached_by(noun, incomplete)):
                if found := _offers(reader, noun, word, which, owner, incomplete):
                    return _accepted(noun, word, found, incomplete)
            return []

        return asked(ctx, ask)

    return complete


def ids(name: str) -> Completer:
    """The id of a record of a noun, of the owner that stands on the line where one does; of a numbered one its number
    within the record that it is part of.
    """
    return called_by(name, "")


def called_by(name: str, word: str) -> Completer:
    """What a record of a noun has in a column of its view, with what describes it beside that. word: none is its id."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        noun = NOUNS[name]

        def ask(reader: Reader) -> list[Pair]:
            owner = _owner_id(reader, ctx, noun)
            found = _offers(reader, noun, word or noun.numbered or "id", Which.ANY, owner, incomplete)
            return [(offer.word, offer.beside) for offer in found]

        return asked(ctx, ask)

    return complete


def owners(name: str) -> Completer:
    """A record of a noun that owns others; or, once its letters are typed, the id of one of those in its place."""
    whole = records(name)

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        letters = incomplete.rstrip("0123456789.")
        if not letters.isupper() or len(letters) > MOST_LETTERS:
            return whole(ctx, incomplete)
        noun = subjects().get(letters) or numbered_in(letters)
        return whole(ctx, incomplete) + (ids(noun)(ctx, incomplete) if noun else [])

    return complete


def names(name: str) -> Completer:
    """The name of a record among those of the owner on the line; one that several have, once. Else their ids."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        noun = NOUNS[name]

        def ask(reader: Reader) -> list[Pair]:
            owner = _owner_id(reader, ctx, noun)
            for word in (*_words(noun), *_reached_by(noun, incomplete)):
                if found := _offers(reader, noun, word, Which.ANY, owner, incomplete):
                    latest = dict(reversed([(_typed(noun, offer, incomplete), offer.beside) for offer in found]))
                    return list(reversed(latest.items()))
            return []

        return asked(ctx, ask)

    return complete


def listed(place: str) -> Completer:
    """One of the words that the file lists for a field."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        def ask(reader: Reader) -> list[Pair]:
            return [pair for pair in load(place)(reader.connection) if pair[0].startswith(incomplete)][:MOST]

        return asked(ctx, ask)

    return complete


def filtered(place: str) -> Completer:
    """One of the words that a list is filtered by (Field.filtered)."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        return asked(ctx, lambda reader: [pair for pair in load(place)(reader) if pair[0].startswith(incomplete)])

    return complete


def words_and_records(choices: Sequence[str], name: str) -> Completer:
    """One of some words, or a record of a noun."""
    return all_of(words(choices), records(name))


def asked(ctx: typer.Context, ask: Callable[[Reader], list[Pair]]) -> list[Pair]:
    """What the file answers. A file that cannot be read as it is completes nothing, and none is brought up to date."""
    try:
        with reading(env_of(ctx), as_it_is=True) as reader:
            return ask(reader)
    except Exception:  # nobody wants a traceback in the middle of a line
        return []


def _words(noun: Noun) -> list[str]:
    """The columns that a record may be called by, in the order in which they are tried."""
    named = ["name"] if any(field.name == "name" for field in noun.fields) else []
    return ["code", *named] if noun.coded else [*named, *filter(None, [noun.numbered]), "id"]


def _reached_by(noun: Noun, incomplete: str) -> tuple[str, ...]:
    """The columns by which somebody is reached, where what was typed is the beginning of a number or of an address."""
    if noun.reach is None or not incomplete:
        return ()
    return noun.reach.numbers if incomplete[0] in "+(0123456789" else noun.reach.addresses


def _owner_id(reader: Reader, ctx: typer.Context, noun: Noun) -> int | None:
    """The owner that is typed on the line, or whose record is being edited; None where there is none. NotFound."""
    owner = owner_noun(noun)
    if not owner:
        return None
    if text := typed_owner(ctx.params, owner):
        return reader.find_owner(owner, text).record_id
    edited = NOUNS.get(str(ctx.parent.info_name) if ctx.parent else "")
    typed = edited and (ctx.params.get("names") or ctx.params.get(edited.view))
    if edited is None or owner_noun(edited) != owner or not typed:
        return None
    one = reader.find(edited.name, typed[0]).record_id
    row = reader.rows(f'SELECT "{owner_column(edited)}" FROM "{edited.view}" WHERE record_id = ?', (one,)).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def _offers(reader: Reader, noun: Noun, word: str, which: Which, owner: int | None, incomplete: str) -> list[Offer]:
    """The records that have what was typed at the beginning of the column `word`.

    The case counts: what does not begin with the very text that was typed is left out by the shell anyway.
    The words are the very texts; `shells` writes them for the shell.
    """
    reference = "code" if noun.coded else "id"
    beside = _beside(noun, word, of_one_owner=owner is not None)
    columns = [f'"{word}"', f'"{reference}"', _is_anothers(noun, word), *(f'"{each}"' for each in beside)]
    mine = f' AND v."{owner_column(noun)}" = {owner}' if owner is not None else ""
    order = f'"{word}"' if word not in ("id", noun.numbered) else _order(noun)
    live = noun.live_on(reader.env.today)
    for condition in _conditions(live, which):
        sql = (
            f'SELECT {", ".join(columns)} FROM "{noun.view}" v WHERE substr("{word}", 1, ?) = ? AND {condition}{mine} '
            f"ORDER BY {order} LIMIT {MOST}"
        )
        rows = reader.rows(sql, (len(incomplete), incomplete)).fetchall()
        if rows:
            return [
                Offer(called if anothers else text, called, _sentence(reader, noun, beside, values))
                for text, called, anothers, *values in rows
            ]
    return []


def _conditions(live: str, which: Which) -> Iterator[str]:
    """What holds for the records, in the order in which they are looked for, as SQL."""
    if not live or which is not Which.OVER:
        yield live or "1"
    if live and which is not Which.LIVE:
        yield f"NOT ({live})"


def _beside(noun: Noun, word: str, *, of_one_owner: bool) -> list[str]:
    """The columns that describe a record beside the one that it is called by."""
    if noun.coded:
        return [noun.label if word == "code" else "code"]
    whose = [] if of_one_owner or not owner_noun(noun) else [owner_noun(noun)]
    told = sorted(noun.words, key=lambda each: each == noun.label)  # a long one last: what follows would be cut off
    found = [each for each in dict.fromkeys([*whose, *told]) if each != word]
    if of_one_owner and owner_noun(noun) in found:
        found.remove(owner_noun(noun))
    if "start" in found:
        found.insert(found.index("start") + 1, "end")
    return found or [_next_column(noun)]


def _next_column(noun: Noun) -> str:
    """What a list shows behind the column that a person knows a record by."""
    keys = [column.key for column in noun.columns]
    return keys[keys.index(noun.label) + 1]


def _sentence(reader: Reader, noun: Noun, columns: Sequence[str], values: Sequence[Any]) -> str:
    """The values of columns that describe a record, on one line."""
    row = dict(zip(columns, values, strict=True))
    if "end" in row:
        from amcli.base.time.period import spell

        end = row.pop("end")
        row["start"] = spell(date.fromisoformat(row["start"]), date.fromisoformat(end), reader.env.config.fiscal)
    flags = {field.name for field in noun.fields if field.kind is Kind.FLAG}
    said = [(key if value else "") if key in flags else str(value or "") for key, value in row.items()]
    return one_line(" ".join(filter(None, said)).replace(";", ", "))[:LONGEST]


def _order(noun: Noun) -> str:
    """The order of the noun's list, as SQL over its view."""
    keys = [(key.removeprefix("-"), key.startswith("-")) for key in noun.order.split(",")]
    return ", ".join(
        f'"{"record_id" if key == "id" else key}" {"DESC" if down else "ASC"} NULLS LAST' for key, down in keys
    )


def _is_anothers(noun: Noun, word: str) -> str:
    """Whether a name is the code, or another system's key, of another record, which these come before: as SQL."""
    if not noun.coded or word != "name":
        return "0"
    return (
        f"EXISTS (SELECT 1 FROM {noun.name} o WHERE o.code = v.name COLLATE NOCASE AND o.id <> v.record_id) OR "
        f"EXISTS (SELECT 1 FROM {noun.name} o WHERE o.external_id = v.name AND o.id <> v.record_id)"
    )


def _accepted(noun: Noun, word: str, found: Sequence[Offer], incomplete: str) -> list[Pair]:
    """What to type for each of the records, each once, and what is shown beside it.

    A name that several have is none of them: where nothing was typed yet their references are offered in its place.
    """
    counts: dict[str, int] = {}
    for offer in found:
        counts[name_key(offer.word)] = counts.get(name_key(offer.word), 0) + 1
    pairs = []
    shared = ("name", *(_reached_by(noun, incomplete) if word not in _words(noun) else ()))
    for offer in found:
        if word in shared and counts[name_key(offer.word)] > 1:
            pairs.append((offer.reference, one_line(f"{offer.word} {offer.beside}")[:LONGEST]))
        else:
            pairs.append((_typed(noun, offer, incomplete), offer.beside))
    return list(dict.fromkeys(pairs))


def _typed(noun: Noun, offer: Offer, incomplete: str) -> str:
    """What to type for a record: its name, or its reference where the command would not take the name for one.

    That is a name of several lines, one that is taken for an id, and one that looks like an option, unless the person
    has begun with the dash, which begins a name after `--` alone.
    """
    text = offer.word
    optional = text.startswith("-") and not incomplete.startswith("-")
    an_id = not noun.coded and text != offer.reference and id_number(noun.letter, text) is not None
    return offer.reference if optional or an_id or text != one_line(text) else text
