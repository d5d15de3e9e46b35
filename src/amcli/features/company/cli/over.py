"""A report of a portfolio, asked of what several managers have: the same command, with another reader behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial, wraps
from inspect import cleandoc, signature
from types import MappingProxyType
from typing import Any, NamedTuple, TextIO, cast

from typer.models import ParamMeta

from amcli.base.errors import AmcliError, BadValue, DatabaseError
from amcli.base.results import Report
from amcli.features.company.reports.by_manager import managers_of, managers_only, of_managers
from amcli.features.company.reports.clients import accounts_named, codes_of
from amcli.features.company.reports.fetched import CompanyReader, company_reader
from amcli.features.company.reports.joined import Place
from amcli.features.company.reports.sources import Source
from amcli.features.company.reports.told import SpellingStream, one_report, told
from amcli.settings.config import Config
from amcli.settings.environment import Env
from amcli.settings.setting import SETTINGS
from amcli.shell.command_group import Verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import Group, Handed

FORECAST = "forecast"  # a word after --explain that is no account
_EXAMPLE = re.compile(r"amcli report (\S+)")
_MORE = "\n\nWith --by manager each row is a manager. A record of his is typed as anna/CT3, his account as maruti@anna."
_ACCOUNT, _MANAGER = "account", "manager"


class Asked(NamedTuple):
    """How a report is asked of several managers.

    command: how it is typed, {} its name. options: what it takes more; opened: opens where their portfolios are, by
    what was typed for these. instead: what it takes in place of what it has under the same names, where it has that.
    commands: what a sentence says to type of a portfolio, and what is typed here.
    """

    command: str
    options: tuple[ParamMeta, ...]
    opened: Callable[[Invocation, Mapping[str, Any]], AbstractContextManager[Source]]
    instead: tuple[ParamMeta, ...] = ()
    commands: Mapping[str, str] = MappingProxyType({})


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
        try:
            return _answer(ctx, base.function, source, values, partial(_as_here, asked.commands))
        except AmcliError as error:
            error.message = _as_here(asked.commands, error.message)
            raise

    handed = tuple(each for each in base.handed if _into(each) not in left_out)
    help = cleandoc(base.help or base.function.__doc__ or "")
    help = _EXAMPLE.sub(lambda found: asked.command.format(found[1]), help) + (_MORE if "by" in known else "")
    return Verb(run, (*asked.options, *instead, *handed), help)


def _into(handed: Handed) -> str:
    return handed.into if isinstance(handed, Group) else str(handed.name)


def _as_here(commands: Mapping[str, str], sentence: str) -> str:
    for theirs, ours in commands.items():
        sentence = sentence.replace(theirs, ours)
    return sentence


def _answer(
    ctx: Any, function: Callable[..., Any], source: Source, values: dict[str, Any], as_here: Callable[[str], str]
) -> Any:
    invocation: Invocation = ctx.obj
    by_manager, rolls_up = values.get("by") == _MANAGER, "tree" in values
    place = Place.MANAGER if by_manager else Place.CLIENT
    if rolls_up and (by_manager or values["tree"]):
        place = Place.OWN
    env = _surroundings(invocation.env, source)
    reader = invocation.stack.enter_context(company_reader(source, env, place, apart=by_manager))
    invocation.env, vars(invocation)["reader"] = env, reader
    numbering = reader.filling.joined.numbering
    if numbering.several:
        invocation.out = cast("TextIO", SpellingStream(invocation.out, numbering.spelled))
    one_manager_each = any("@" in text for text in values.get(_ACCOUNT) or ())
    if values.get(_ACCOUNT):
        values[_ACCOUNT] = codes_of(
            reader, [each for text in values[_ACCOUNT] for each in accounts_named(reader, text)]
        )
    if by_manager or one_manager_each:
        reader.tell_apart()
    result = _by_manager(ctx, function, values, reader) if by_manager else _of_clients(ctx, function, values, reader)
    result = told(result, reader)
    return result._replace(notes=tuple(map(as_here, result.notes))) if isinstance(result, Report) else result


def _of_clients(ctx: Any, function: Callable[..., Any], values: dict[str, Any], reader: CompanyReader) -> Any:
    """What is explained of a client are the rows of all his accounts."""
    explain = values.get("explain")
    if not explain:
        return function(ctx, **values)
    values["explain"] = typed = reader.filling.joined.numbering.typed(explain)
    if "tree" not in values or typed != explain or explain.strip().lower() == FORECAST:
        return function(ctx, **values)
    codes = codes_of(reader, accounts_named(reader, explain))
    results = [function(ctx, **{**values, "explain": code}) for code in codes]
    return one_report(results) if results[1:] else results[0]


def _by_manager(ctx: Any, function: Callable[..., Any], values: dict[str, Any], reader: CompanyReader) -> Any:
    """A row of each manager: the first level of the tree, or of some accounts theirs; in other reports his account."""
    values["by"] = _ACCOUNT
    rolls_up = "tree" in values
    if values.get("tree"):
        raise BadValue("--tree shows each manager with all of his accounts: leave out --by manager")
    if rolls_up:
        values["tree"] = not values[_ACCOUNT]
    if values.get("explain"):  # which lists what is behind one
        values["explain"] = reader.filling.joined.numbering.typed(values["explain"])
        return function(ctx, **values)
    report = function(ctx, **values)
    if not rolls_up:
        return of_managers(report)
    return managers_only(report) if values["tree"] else managers_of(report, _whose(reader))


def _surroundings(env: Env, source: Source) -> Env:
    """Those of a command with the settings of the source, and none of the file or the machine that asks.

    DatabaseError for a setting that is none.
    """
    settings = dict(source.settings())
    for key, text in settings.items():
        try:
            if key in SETTINGS:
                SETTINGS[key].read(text)
        except BadValue as error:
            mend = f"`amcli config set {key} VALUE`"
            raise DatabaseError(f"a setting cannot be used: {error.message}: type {mend}") from error
    found = Env(
        env.environ, db=env.db, today_text=env.today_text, command=env.command, now_fixed=env.now_fixed,
        ask_portfolio=lambda _: settings,
    )  # fmt: skip
    vars(found)["config_file"] = Config(env.config_file.path, {}, {})
    return found


def _whose(reader: CompanyReader) -> Mapping[str, str]:
    """By the code of an account who has it."""
    manager = reader.filling.joined.numbering.manager
    return {code: manager(number) for number, code in reader.rows("SELECT id, code FROM account").fetchall()}
