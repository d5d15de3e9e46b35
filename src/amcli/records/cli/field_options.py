"""Options made from the fields of a noun."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from typer.models import ParamMeta

from amcli.base.fields import Field, Noun, Type
from amcli.base.owners import owner_field
from amcli.records.cli import completion as complete
from amcli.records.cli.owner_options import place_of
from amcli.records.cli.places import PLACE, PREFIX, one_place
from amcli.shell.completion import Completer
from amcli.shell.options import Group, argument, option


def given(part: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of a noun's fields, by field name."""
    return {
        name.removeprefix(PREFIX): _text(value) for name, value in part.items() if value is not None and value != []
    }


def _text(value: Any) -> Any:
    """What was typed, as the fields' types read it: a flag is a word too."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return tuple(value) if isinstance(value, list) else value


def fields_to_add(noun: Noun, *, without: tuple[str, ...] = ()) -> Group:
    """The fields as `add` takes them: positionals in order, then options."""
    fields = [field for field in noun.fields if field.name not in without]
    parameters = tuple(_argument(noun, each) if each.positional else _typed(noun, each) for each in fields)
    return Group("given", parameters, given)


def fields_to_edit(noun: Noun) -> Group:
    """The fields as `edit` takes them: all options, and --add-X and --remove-X for a set."""
    parameters = [_typed(noun, field) for field in noun.editable]
    for field in noun.fields:
        if field.many:
            for verb, what in (("add", "One more"), ("remove", "No longer")):
                flag = f"--{verb}-{field.name.replace('_', '-')}"
                parameters.append(_typed(noun, field, flag, f"{what} {field.name}; repeatable.", f"{verb}_"))
    return Group("given", tuple(parameters), given)


def some_fields(noun: Noun, *names: str) -> Group:
    """Some of the fields, all as options: those that a verb of its own changes."""
    return Group("given", tuple(_typed(noun, noun.field(name)) for name in names), given)


def _filters(field: Field) -> str:
    """What a filter by the field is about, in the words that say what the field is."""
    first, space, rest = field.help.partition(" ")
    abbreviated = len(first) > 1 and first.isupper()  # ISO
    return f"Only this: {first if abbreviated else first[:1].lower() + first[1:]}{space}{rest}"


def fields_to_filter(noun: Noun) -> Group:
    """The fields as `list` filters by them; the one that says whose a record is may stand without its option."""
    shown = (field for field in (*noun.fields, *noun.beyond) if not field.private)
    options = tuple(_typed(noun, field, help=_filters(field), filters=True) for field in shown)
    field = owner_field(noun)
    if field is None:
        return Group("given", options, given)
    return Group("given", (place_of(field.noun), *options), partial(_given_in_place, field))


def _given_in_place(field: Field, part: Mapping[str, Any]) -> dict[str, Any]:
    typed = dict(part)
    place = typed.pop(PLACE)
    key = PREFIX + field.name
    return given({**typed, key: one_place(field.name, place, typed[key])})


def _argument(noun: Noun, field: Field) -> ParamMeta:
    needed = field.required and field.name not in noun.worked_out
    return argument(
        PREFIX + field.name, str, needed=needed, help=field.help, autocompletion=_completer(noun, field),
        metavar=field.name.upper() if field.type is not Type.REF else field.metavar,
    )  # fmt: skip


def _completer(noun: Noun, field: Field, *, filters: bool = False) -> Completer | None:
    if filters and field.filtered:
        return complete.filtered(field.filtered)
    return complete.owners(field.noun) if field == owner_field(noun) else complete.of(field)


def _typed(
    noun: Noun, field: Field, flag: str = "", help: str = "", before: str = "", *, filters: bool = False
) -> ParamMeta:
    text = help or (f"{field.help} Default: {field.default}." if field.default else field.help)
    if field.type is Type.FLAG:
        words = f"{flag or field.flag}/--no-{field.name.replace('_', '-')}"
        return option(PREFIX + before + field.name, bool | None, None, words, help=text, show_default=False)
    kind = list[str] | None if field.many else str | None
    return option(
        PREFIX + before + field.name, kind, None, flag or field.flag, help=text, metavar=field.metavar,
        autocompletion=_completer(noun, field, filters=filters), show_default=False,
    )  # fmt: skip
