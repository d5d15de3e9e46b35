"""`amcli config`: where things are, and the settings."""

from typing import Annotated

import typer

from amcli.base.results import Change, Column, Listing, Message
from amcli.records.cli.completion import records
from amcli.settings.config import Config, config_path
from amcli.settings.setting import PROFILES, SETTINGS, setting
from amcli.shell.command_group import CommandGroup
from amcli.shell.completion import Pair, described, words
from amcli.shell.options import OUTPUT_OPTIONS

HELP = """Where things are, and the settings.

Settings make figures, so they are kept in the portfolio and go where it goes. config.toml has those that a new
portfolio begins with.
"""
PROFILE_HELP = "What --profile takes in an import."
app = CommandGroup("config", HELP)


def values(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What completes the value of the setting that stands on the line: one of its words, or a record."""
    one = SETTINGS.get(str(ctx.params.get("key")))
    if one is None:
        return []
    return records(one.noun)(ctx, incomplete) if one.noun else words(one.choices)(ctx, incomplete)


KEYS = {key: one.help for key, one in SETTINGS.items()}
KEY = typer.Argument(metavar="KEY", help="Which setting, such as currency.", autocompletion=described(KEYS))


@app.verb("path", OUTPUT_OPTIONS)
def path(
    ctx: typer.Context,
    database: Annotated[bool, typer.Option("--db", help="Print where the portfolio is, instead.")] = False,
) -> Message:
    """Print where the configuration is.

    Example: amcli config path
    Example: amcli config path --db
    """
    env = ctx.obj.env
    return Message(str(env.path if database else config_path(env.environ)))


@app.verb("list", OUTPUT_OPTIONS)
def list_(ctx: typer.Context) -> Listing:
    """List every setting and import profile: its value, where that comes from, its default.

    Example: amcli config list
    Example: amcli config list -f json
    """
    config = ctx.obj.env.config
    rows = [(key, _value(ctx, key), config.source(key), str(one.default), one.help) for key, one in SETTINGS.items()]
    for name in config.profiles:
        key = f"{PROFILES}{name}"
        rows.append((key, _spelled(config, name), config.source(key), "", PROFILE_HELP))
    columns = (Column("key"), Column("value"), Column("from"), Column("default", rank=1), Column("help", rank=2))
    return Listing("setting", columns, rows, "key")


@app.verb("get", OUTPUT_OPTIONS)
def get(ctx: typer.Context, key: Annotated[str, KEY]) -> Message:
    """Print one setting, or an import profile.

    Example: amcli config get currency
    Example: amcli config get fiscal.start
    """
    name = key.removeprefix(PROFILES)
    config = ctx.obj.env.config
    if key != name and name in config.profiles:
        return Message(_spelled(config, name), json=dict(config.profiles[name]))
    one = setting(key)
    value = _value(ctx, key) if one.noun else config.values.get(key, one.default)
    return Message(str(value), json=value)


@app.verb("set")
def set_(
    ctx: typer.Context,
    key: Annotated[str, KEY],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="An empty text takes it back.", autocompletion=values)],
    default: Annotated[bool, typer.Option("--default", help="For new portfolios, in config.toml.")] = False,
) -> Change:
    """Set one setting of the portfolio; where there is none yet and none is named, of those to come.

    A portfolio that --db or AMCLI_DB names begins with it, where there is none. It is a change like any other: `undo`
    takes it back. An empty text goes back to what config.toml says, or to the default. `config set profiles.NAME ""`
    takes an import profile out.

    Example: amcli config set currency EUR
    Example: amcli config set me nora
    """
    from amcli.tools.configuration.services import set_default, set_in_portfolio

    env = ctx.obj.env
    there = env.to_read()
    begun = there is not None and there.exists()
    # Who names a portfolio means that one, also one that is still to be made: config.toml is every other one's too.
    if not default and (begun or (env.named and not (key in SETTINGS and SETTINGS[key].noun))):
        return set_in_portfolio(env, key, value)
    return set_default(env, key, value, begun=begun)


def _value(ctx: typer.Context, key: str) -> str:
    """A setting's value; of one that names a record the code that it has now, where there is such a one."""
    one, env = SETTINGS[key], ctx.obj.env
    value = str(env.config.values.get(key, one.default))
    if not (one.noun and value and env.was_there):
        return value
    from amcli.store.lookup import called

    found = called(ctx.obj.reader.connection, one.noun, value)
    return found.reference if found else value


def _spelled(config: Config, name: str) -> str:
    """An import profile as it is typed after --map."""
    return " ".join(f"{field}={column}" for field, column in config.profiles[name].items())
