"""`amcli company config|rate|target`: what the company says of all its managers, for its administrator."""

from typing import Annotated, Any

import typer

from amcli.base.results import Change, Column, Kind, Listing
from amcli.base.time.dates import Look, parse_date
from amcli.settings.setting import SETTINGS
from amcli.shell.command_group import CommandGroup
from amcli.shell.completion import described
from amcli.shell.options import OUTPUT_OPTIONS
from amcli.tools.publishing.cli.publish import TO_OPTION

config = CommandGroup("config", "The settings of the company, by which all is reckoned that its reports say.")
rate = CommandGroup("rate", "The exchange rates of the company.")
target = CommandGroup("target", "What each manager is to reach; in reports it stands in place of his own target.")
_KEYS = {key: one.help for key, one in SETTINGS.items() if not one.noun}
_MANAGER = typer.Argument(metavar="MANAGER", help="As who he publishes.")
_PERIOD = typer.Argument(metavar="PERIOD", help="Such as 2026 or 2026-Q4, by the company's fiscal year.")


@config.verb("list", TO_OPTION, OUTPUT_OPTIONS)
def list_settings(ctx: typer.Context, to: str) -> Listing:
    """List the settings that the company has; of all others the default holds.

    Example: amcli company config list
    Example: amcli company config list -f json
    """
    from amcli.tools.publishing.services.administration import ask, company_settings

    rows = ask(ctx.obj.env, to, company_settings)
    return Listing("setting", (Column("key"), Column("value")), rows, "key", empty="the company has set nothing")


@config.verb("set", TO_OPTION)
def set_setting(
    ctx: typer.Context,
    to: str,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Which setting.", autocompletion=described(_KEYS))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its value; nothing ('') takes it back.")],
) -> Change:
    """Set a setting of the company.

    Example: amcli company config set currency EUR
    Example: amcli company config set fiscal.start 4
    """
    from amcli.tools.publishing.services import administration as service

    said = service.ask(ctx.obj.env, to, lambda company: service.set_setting(company, key, value), changes=True)
    return Change(said, (key,))


@rate.verb("list", TO_OPTION, OUTPUT_OPTIONS)
def list_rates(ctx: typer.Context, to: str) -> Listing:
    """List the rates of the company.

    Example: amcli company rate list
    Example: amcli company rate list -f csv -o rates.csv
    """
    from amcli.tools.publishing.services.administration import ask, company_rates

    columns = (Column("from"), Column("to"), Column("rate", Kind.NUMBER), Column("date", Kind.DATE))
    return Listing("rate", columns, ask(ctx.obj.env, to, company_rates), "from", empty="the company has no rates")


@rate.verb("set", TO_OPTION)
def set_rate(
    ctx: typer.Context,
    to: str,
    from_currency: Annotated[str, typer.Argument(metavar="FROM", help="One unit of this currency …")],
    to_currency: Annotated[str, typer.Argument(metavar="TO", help="… is so many of this one.")],
    rate: Annotated[str, typer.Argument(metavar="RATE", help="How many.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day it holds from.")] = "today",
) -> Change:
    """Say what a currency is in another one, from a day on.

    Example: amcli company rate set USD EUR 0.92 --on 2026-09-01
    Example: amcli company rate set GBP EUR 1.15
    """
    from amcli.base.money import parse_rate
    from amcli.tools.publishing.services import administration as service

    env = ctx.obj.env
    number, day = parse_rate(rate), parse_date(on, env.today, Look.BACK)
    pair = (from_currency, to_currency)
    said = service.ask(env, to, lambda company: service.set_rate(company, pair, number, day), changes=True)
    return Change(said)


@target.verb("list", TO_OPTION, OUTPUT_OPTIONS)
def list_targets(ctx: typer.Context, to: str) -> Listing:
    """List what the managers are to reach.

    Example: amcli company target list
    Example: amcli company target list -f json
    """
    from amcli.tools.publishing.services.administration import ask, manager_targets

    columns = (
        Column("manager"), Column("start", Kind.DATE), Column("end", Kind.DATE, after=True),
        Column("amount", Kind.MONEY), Column("currency"),
    )  # fmt: skip
    rows = ask(ctx.obj.env, to, manager_targets)
    return Listing("target", columns, rows, "manager", empty="the company has set no manager a target")


@target.verb("set", TO_OPTION)
def set_target(
    ctx: typer.Context,
    to: str,
    manager: Annotated[str, _MANAGER],
    period: Annotated[str, _PERIOD],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="Such as 1.2m or '900000 EUR'.")],
) -> Change:
    """Say what a manager is to reach in a period, in place of what was said of the same one.

    Example: amcli company target set anna 2026 '1.2m EUR'
    Example: amcli company target set anna 2026-Q4 '300k EUR'
    """
    from amcli.tools.publishing.services import administration as service

    env = ctx.obj.env

    def change(company: Any) -> str:
        span = service.period_of_company(company, period, env.today)
        return service.set_manager_target(company, manager, span, amount)

    return Change(service.ask(env, to, change, changes=True), (manager,))


@target.verb("remove", TO_OPTION)
def remove_target(
    ctx: typer.Context, to: str, manager: Annotated[str, _MANAGER], period: Annotated[str, _PERIOD]
) -> Change:
    """Take out what a manager was to reach in a period: his own target holds again.

    Example: amcli company target remove anna 2026
    Example: amcli company target remove anna 2026-Q4
    """
    from amcli.tools.publishing.services import administration as service

    env = ctx.obj.env

    def change(company: Any) -> str:
        return service.remove_manager_target(company, manager, service.period_of_company(company, period, env.today))

    return Change(service.ask(env, to, change, changes=True), (manager,))
