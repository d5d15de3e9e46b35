"""A report of a portfolio, asked of what several managers have: the same command, with another reader behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import wraps
from inspect import signature
from typing import Any, NamedTuple

from typer.models import ParamMeta

from amcli.base.errors import BadValue
from amcli.base.results import Listing, Record, Report
from amcli.features.company.reports.by_manager import managers_of, managers_only, of_managers
from amcli.features.company.reports.fetched import CompanyReader, company_reader
from amcli.features.company.reports.joined import Place
from amcli.features.company.reports.published_by import publications_note
from amcli.features.company.reports.sources import Source
from amcli.settings.config import Config
from amcli.settings.environment import Env
from amcli.shell.command_group import Verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import Group, Handed

_EXAMPLE = re.compile(r"amcli report (\S+)")
MORE = "\n\nWith --by manager each row is a manager. A record of his is typed as anna/CT3, his account as maruti@anna."
ACCOUNT, MANAGER = "account", "manager"


class Asked(NamedTuple):
    """How a report is asked of several managers.

    options: what it takes more; opened: opens where their portfolios are, by what was typed for these. instead: what
    it takes in place of what it has under the same names, where it has that. more: what its help says then.
    """

    command: str
    options: tuple[ParamMeta, ...]
    opened: Callable[[Invocation, Mapping[str, Any]], AbstractContextManager[Source]]
    instead: tuple[ParamMeta, ...] = ()


def over(base: Verb, asked: Asked) -> Verb:
    """The verb `base` of `amcli report` over all the managers that are asked."""
    known = signature(base.function).parameters
    own = [each.name for each in asked.options]
    instead = [each for each in asked.instead if each.name in known]
    left_out = {each.name for each in instead}

    @wraps(base.function)
    def run(ctx: Any, **values: Any) -> Any:
        invocation: Invocation = ctx.obj
        typed = {name: values.pop(name, None) for name in own}
        source = invocation.stack.enter_context(asked.opened(invocation, typed))
        return _answer(ctx, base.function, source, values)

    handed = tuple(each for each in base.handed if _into(each) not in left_out)
    help = _EXAMPLE.sub(lambda found: asked.command.format(found[1]), base.help or base.function.__doc__ or "")
    return Verb(run, (*asked.options, *instead, *handed), help + MORE)


def _into(handed: Handed) -> str:
    return handed.into if isinstance(handed, Group) else str(handed.name)


def _answer(ctx: Any, function: Callable[..., Any], source: Source, values: dict[str, Any]) -> Any:
    invocation: Invocation = ctx.obj
    by_manager, rolls_up = values.get("by") == MANAGER, "tree" in values
    place = Place.MANAGER if by_manager else Place.CLIENT
    if rolls_up and (by_manager or values["tree"]):
        place = Place.OWN
    env = _surroundings(invocation.env, source)
    reader = invocation.stack.enter_context(company_reader(source, env, place))
    invocation.env, vars(invocation)["reader"] = env, reader
    numbering = reader.filling.joined.numbering
    if by_manager:
        values["by"] = ACCOUNT
        if values.get("tree"):
            raise BadValue("--tree shows each manager with all of his accounts: leave out --by manager")
    if by_manager and rolls_up:
        values["tree"] = not values[ACCOUNT]
    if values.get("explain"):
        values["explain"] = numbering.typed(values["explain"])
    if values.get(ACCOUNT):
        values[ACCOUNT] = [code for text in values[ACCOUNT] for code in _same_client(reader, text)]
    if by_manager:
        reader.tell_apart()
    result = function(ctx, **values)
    if by_manager and isinstance(result, Report) and not values.get("explain"):  # which lists what is behind one
        if rolls_up:
            result = managers_only(result) if values["tree"] else managers_of(result, _whose(reader))
        else:
            result = of_managers(result)
    return _told(result, reader, source)


def _surroundings(env: Env, source: Source) -> Env:
    """Those of a command with the settings of the source, and none of the file or the machine that asks."""
    settings = dict(source.settings())
    found = Env(
        env.environ, db=env.db, today_text=env.today_text, command=env.command, now_fixed=env.now_fixed,
        ask_portfolio=lambda _: settings,
    )  # fmt: skip
    vars(found)["config_file"] = Config(env.config_file.path, {}, {})
    return found


def _same_client(reader: CompanyReader, text: str) -> Sequence[str]:
    """The codes of all the accounts that are of the client whom a text names."""
    found = reader.find_owner(ACCOUNT, text)
    one = reader.one_of.get(found.record_id, found.record_id)
    if one != found.record_id:
        return [found.reference]  # one manager's, by the code that it has here alone
    others = [str(each) for each, first in reader.one_of.items() if first == one]
    rows = reader.rows(f"SELECT code FROM account WHERE id IN ({', '.join([str(one), *others])}) ORDER BY id")
    return [code for (code,) in rows]


def _whose(reader: CompanyReader) -> Mapping[str, str]:
    """By the code of an account who has it."""
    manager = reader.filling.joined.numbering.manager
    return {code: manager(number) for number, code in reader.rows("SELECT id, code FROM account").fetchall()}


def _told(result: Any, reader: CompanyReader, source: Source) -> Any:
    """A result with the ids of records as people know them, and with who published what it is made of."""
    notes = (*source.remarks, *reader.filling.joined.remarks, publications_note(source.publications, reader.env))
    numbering = reader.filling.joined.numbering
    if isinstance(result, Report):
        said = tuple(filter(None, (*map(numbering.spelled, result.notes), *notes)))
        return result._replace(rows=_spelled(result.rows, numbering.spelled), notes=said)
    reader.remarks += filter(None, notes)
    if isinstance(result, Listing):
        return result._replace(rows=_spelled(result.rows, numbering.spelled), lines=None)
    if isinstance(result, Record):
        sections = tuple(each._replace(rows=_spelled(each.rows, numbering.spelled)) for each in result.sections)
        return result._replace(row=next(iter(_spelled([result.row], numbering.spelled))), sections=sections)
    return result


def _spelled(rows: Iterable[Sequence[Any]], spell: Callable[[str], str]) -> Iterable[Sequence[Any]]:
    return [tuple(spell(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
