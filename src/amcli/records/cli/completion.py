"""Shell completion of what the file holds. Reads only, imports nothing heavy, and never complains."""

import os
from collections.abc import Sequence

import typer

from amcli.base.errors import AmcliError
from amcli.base.fields import Field, Noun
from amcli.base.registry import NOUNS
from amcli.base.text import one_line
from amcli.settings.environment import Env
from amcli.shell.completion import Completer, words
from amcli.store.lookup import id_number
from amcli.store.reader import reading

MOST = 200  # a menu longer than that helps nobody


def of(field: Field) -> Completer | None:
    """What completes a field's value."""
    if field.choices:
        return words(field.choices)
    if field.noun:
        return records(field.noun)
    return None


def records(name: str) -> Completer:
    """A record of a noun: codes with the name beside them, else names, else ids."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        noun = NOUNS[name]
        named = any(field.name == "name" for field in noun.fields)
        beside = noun.owner.name if noun.owner else "id"
        words = [("code", noun.label)] if noun.coded else []
        words += [("name", "code" if noun.coded else beside)] if named else [("id", beside)]
        return complete_from_view(ctx, noun, words, incomplete)

    return complete


def words_and_records(choices: Sequence[str], name: str) -> Completer:
    """One of some words, or a record of a noun."""
    of_noun = records(name)

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = [(word, "") for word in choices if word.startswith(incomplete)]
        return found + of_noun(ctx, incomplete)

    return complete


def complete_from_view(
    ctx: typer.Context, noun: Noun, words: Sequence[tuple[str, str]], incomplete: str
) -> list[tuple[str, str]]:
    """What begins with the text in the first of the columns that has any such, and the column to show beside it.

    The case counts: what does not begin with the very text that was typed is left out by the shell anyway.
    A file that cannot be read completes nothing. The words are the very texts; `shells` writes them for the shell.
    """
    root = ctx.find_root().params
    reference = "code" if noun.coded else "id"
    found: list[tuple[str, str | None, str, int]] = []
    try:
        with reading(Env(os.environ, db=root.get("db") or "")) as reader:
            live = noun.live_on(reader.env.today) or "1"
            for word, note in words:
                anothers = _is_anothers(noun, word)
                sql = (
                    f'SELECT DISTINCT "{word}", "{note}", "{reference}", {anothers} FROM "{noun.view}" v '
                    f'WHERE substr("{word}", 1, ?) = ? AND {live} ORDER BY "{word}" LIMIT {MOST}'
                )
                found = found or reader.rows(sql, (len(incomplete), incomplete)).fetchall()
    except AmcliError:
        return []
    pairs = [
        (reference if is_anothers else _word(noun, value, reference, incomplete), one_line(note or "")[:60])
        for value, note, reference, is_anothers in found
    ]
    return list(dict.fromkeys(pairs))


def _is_anothers(noun: Noun, word: str) -> str:
    """Whether a name is the code, or another system's key, of another record, which these come before: as SQL."""
    if not noun.coded or word != "name":
        return "0"
    return (
        f"EXISTS (SELECT 1 FROM {noun.name} o WHERE o.code = v.name COLLATE NOCASE AND o.id <> v.record_id) OR "
        f"EXISTS (SELECT 1 FROM {noun.name} o WHERE o.external_id = v.name AND o.id <> v.record_id)"
    )


def _word(noun: Noun, text: str, reference: str, incomplete: str) -> str:
    """What to type for a record: its name, or its reference where the command would not take the name for one.

    That is a name of several lines, one that is taken for an id, and one that looks like an option, unless the person
    has begun with the dash, which begins a name after `--` alone.
    """
    optional = text.startswith("-") and not incomplete.startswith("-")
    an_id = not noun.coded and id_number(noun.letter, text) is not None
    return reference if optional or an_id or text != one_line(text) else text
