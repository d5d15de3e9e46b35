"""`amcli contact show CT1`: what was typed for a kind of record that is called nearly the same, or whose id it is.

An error that may come of that names the other command. It is looked for then alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from amcli.app.commands import SHORT_FORMS
from amcli.base.errors import AmcliError, Needed, NotFound
from amcli.base.registry import HOMES, NOUNS
from amcli.base.text import with_article
from amcli.records.cli.places import PREFIX
from amcli.settings.environment import Env
from amcli.store.reader import reading
from amcli.store.stand_in import id_parts

_TAKE_A_VALUE = ("--db", "--today")  # options before the command


def or_the_other(program: Any, env: Env, error: AmcliError, words: Sequence[str]) -> AmcliError:
    """The error, with the command of another kind of record that takes the very words, where there is one."""
    unknown_option = getattr(error.__cause__, "option_name", "").startswith("--")
    start = place_of_command(words)
    if error.message.startswith("No such command") and len(words) > start + 1:
        return _no_such_verb(program, error, words, start)
    if not (unknown_option or isinstance(error, Needed | NotFound)) or len(words) < start + 3:
        return error
    before, (word, verb, *rest) = words[:start], words[start:]
    for other in _others(SHORT_FORMS.get(word, word), rest):
        if _takes(program, env, other, verb, rest, error):
            command = shlex.join(["amcli", *before, other, verb, *rest])
            text = f"{error.message}; or is it {with_article(other)}: `{command}`?"
            return type(error)(text)
    return error


def _no_such_verb(program: Any, error: AmcliError, words: Sequence[str], start: int) -> AmcliError:
    """The error about a verb that a kind does not have, or an id in its place, with the other kind's command.

    What is behind the verb may be private, and is not said again.
    """
    word, verb = words[start : start + 2]
    letters, _ = id_parts(verb)
    name = SHORT_FORMS.get(word, word)
    for other in (*_others(name, words[start + 1 :]), *_others(name, words[start + 2 :])):
        if letters == NOUNS[other].letter:
            rest = ["show", verb]
        elif program.get_command(None, other).get_command(None, verb):
            rest = [verb, *words[start + 2 : start + 3]]
            rest = rest if id_parts(rest[-1])[0] == NOUNS[other].letter else [verb, "--help"]
        else:
            continue
        text = f"{error.message}; or is it {with_article(other)}: `{shlex.join(['amcli', other, *rest])}`?"
        return type(error)(text)
    return error


def place_of_command(words: Sequence[str]) -> int:
    """Where the command stands, behind the options that come before it."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] in _TAKE_A_VALUE else 1
    return place


def _others(name: str, rest: Sequence[str]) -> Iterator[str]:
    """The kinds that are called as this one but for a letter, and those whose ids begin with what is typed."""
    if name not in HOMES:
        return
    yield from (
        other for other in HOMES if other != name and (_a_letter_less(other, name) or _a_letter_less(name, other))
    )
    letters, _ = id_parts(_first(rest))
    yield from (other for other in HOMES if letters and other != name and NOUNS[other].letter == letters)


def _a_letter_less(shorter: str, longer: str) -> bool:
    return shorter in (longer[:place] + longer[place + 1 :] for place in range(len(longer)))


def _first(rest: Sequence[str]) -> str:
    return next((word for word in rest if not word.startswith("-")), "")


def _takes(program: Any, env: Env, name: str, verb: str, rest: Sequence[str], error: AmcliError) -> bool:
    """Whether the verb of another kind takes the words: they are its options and arguments, with all that it needs, and
    the record that is named is there.
    """
    group = program.get_command(None, name)
    command = group.get_command(None, verb)
    try:
        context = command.make_context(verb, list(rest)) if command else None
    except Exception:  # whatever is wrong with them: they are not for it
        return False
    if context is None:
        return False
    if isinstance(error, NotFound):
        return _names_one(env, name, context, rest)
    needed = [field.name for field in NOUNS[name].fields if field.required and field.name not in NOUNS[name].worked_out]
    return not isinstance(error, Needed) or all(context.params.get(PREFIX + each) for each in needed)


def _names_one(env: Env, name: str, context: typer.Context, rest: Sequence[str]) -> bool:
    arguments = [each for each in context.command.params if each.param_type_name == "argument"]
    if not arguments or not str(arguments[0].metavar).startswith(name.upper()):
        return False
    try:
        with reading(env, as_it_is=True) as reader:
            reader.find(name, _first(rest))
    except AmcliError:
        return False
    return True
