"""What the questions of `amcli report` have in common."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.text import quote
from amcli.base.time.dates import Look, parse_date
from amcli.base.time.period import Period, fiscal_year, parse_period
from amcli.shell.completion import Completer, days, words
from amcli.shell.invocation import Invocation

AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DATE", help="Count up to this day; else today.", autocompletion=days(Look.BACK)),
]
Currency = Annotated[str, typer.Option("--currency", metavar="CUR", help="Convert to this currency.")]


def by_option(*choices: str) -> object:
    """The option that says what a row is."""
    return typer.Option("--by", metavar="|".join(choices), help="What each row is.", autocompletion=words(choices))


def period_of(invocation: Invocation, text: str | None, day: date | None = None) -> Period:
    """The period that was typed, else the fiscal year of a day (None: today)."""
    env = invocation.reader.env  # which opens the file that is read anyway, and has the settings
    fiscal = env.config.fiscal
    return parse_period(text, env.today, fiscal) if text else fiscal_year(day or env.today, fiscal)


def day_of(invocation: Invocation, text: str) -> date | None:
    """The day that was typed, or None."""
    return parse_date(text, invocation.reader.env.today) if text else None


def explain_option(metavar: str, help: str, completer: Completer | None = None) -> Any:
    """The option --explain, which opens a row of a report; an empty word is BadValue. completer: of what is typed."""
    return typer.Option(
        "--explain", callback=_names_a_row, metavar=metavar, help=help, autocompletion=completer,
    )  # fmt: skip


def _names_a_row(ctx: typer.Context, param: typer.CallbackParam, value: str) -> str:
    """Raises BadValue for an empty word: it names no row, and is no report either."""
    if not value.strip() and not ctx.resilient_parsing and param.name:
        source = ctx.get_parameter_source(param.name)
        if source is not None and source.name == "COMMANDLINE":
            raise BadValue(f"--explain takes {param.metavar}: type one, or leave out --explain")
    return value


def reject_beside_explain(account: str, others: Mapping[str, object]) -> None:
    """--explain opens the rows of one account: what would choose others has no meaning beside it."""
    for option, typed in others.items():
        if typed:
            beside = f"{', '.join(map(quote, typed))} beside it" if isinstance(typed, list) else option
            raise BadValue(f"--explain {account} lists the rows of that account: leave out {beside}")
