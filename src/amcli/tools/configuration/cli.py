"""`amcli config`: where things are, and the settings."""

from typing import Annotated

import typer

from amcli.base.results import Change, Column, Listing, Message
from amcli.settings import config as store
from amcli.shell.command_group import CommandGroup
from amcli.shell.completion import words
from amcli.shell.options import OUTPUT_OPTIONS

app = CommandGroup("config", "Where things are, and the settings.")
KEY = typer.Argument(metavar="KEY", help="Such as currency.", autocompletion=words(list(store.SETTINGS)))


@app.verb("path", OUTPUT_OPTIONS)
def path(
    ctx: typer.Context,
    database: Annotated[bool, typer.Option("--db", help="Of the portfolio instead.")] = False,
) -> Message:
    """Print where the configuration is.

    Example: amcli config path --db
    """
    env = ctx.obj.env
    return Message(str(env.path if database else store.config_path(env.environ)))


@app.verb("list", OUTPUT_OPTIONS)
def list_(ctx: typer.Context) -> Listing:
    """List every setting, its value and its default.

    Example: amcli config list
    """
    values = ctx.obj.env.config.values
    rows = [(key, str(values.get(key, one.default)), str(one.default), one.help) for key, one in store.SETTINGS.items()]
    columns = (Column("key"), Column("value"), Column("default", rank=1), Column("help", rank=2))
    return Listing("setting", columns, rows, "key")


@app.verb("get", OUTPUT_OPTIONS)
def get(ctx: typer.Context, key: Annotated[str, KEY]) -> Message:
    """Print one setting.

    Example: amcli config get currency
    """
    one = store.setting(key)
    value = ctx.obj.env.config.values.get(key, one.default)
    return Message(str(value), json=value)


@app.verb("set")
def set_(
    ctx: typer.Context,
    key: Annotated[str, KEY],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="An empty text goes back to the default.")],
) -> Change:
    """Set one setting.

    Example: amcli config set currency EUR
    """
    from amcli.store.own_files import CONFIGURATION, refuse_own_file
    from amcli.tools.configuration.services import save

    one = store.setting(key)
    read = None if value == "" else one.read(value)
    if key == "currency" and read:
        _must_exist(str(read))
    path = store.config_path(ctx.obj.env.environ)
    refuse_own_file(ctx.obj.env, str(path), but=CONFIGURATION)
    save(path, key, read)
    return Change(f"{key} is {one.default if read is None else read}", (key,))


def _must_exist(code: str) -> None:
    from iso4217 import Currency

    from amcli.base.errors import BadValue
    from amcli.base.text import nearest

    known = [currency.code for currency in Currency]
    if code not in known:
        raise BadValue(f"{code!r} is no currency of ISO 4217: type a code such as EUR", nearest(code, known))
