"""`amcli demo`: a throw-away portfolio from the sample data, and its two best screens."""

import csv
import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from amcli.app.delivery import deliver
from amcli.base.errors import Refused
from amcli.settings.environment import Env
from amcli.shell.command_group import verb
from amcli.shell.invocation import CommandResult, Invocation
from amcli.store.own_files import PORTFOLIO, refuse_own_file
from amcli.store.settings import stored_settings

TODAY = "2026-09-17"  # the sample data ends here


@verb()
def demo(
    ctx: typer.Context,
    keep: Annotated[str, typer.Option(metavar="FILE", help="Keep the portfolio in this new file.")] = "",
) -> None:
    """Show the daily screen and the sales report on sample data; nothing of yours is touched.

    Example: amcli demo
    Example: amcli demo --keep demo.db
    """
    invocation: Invocation = ctx.obj
    with tempfile.TemporaryDirectory() as folder:
        path = Path(keep) if keep else Path(folder) / "demo.db"
        if os.path.lexists(path):  # a link that leads nowhere too
            raise Refused(f"{path} is there already: the demo makes a new file")
        if keep:
            refuse_own_file(invocation.env, keep, but=PORTFOLIO)
        env = Env(
            {**invocation.env.environ, "AMCLI_CONFIG": str(Path(folder) / "config.toml")},
            db=str(path),
            today_text=TODAY,
            command=("amcli", "demo"),
            ask_portfolio=stored_settings,
        )
        invocation.say(f"amcli: a portfolio from the sample data; its today is fixed to {TODAY}")
        fill(env)
        _show(Invocation(env, no_color=invocation.no_color))
    if keep:
        invocation.say(f"amcli: try more with: amcli --db {keep} --today {TODAY} account show maruti")


def fill(env: Env) -> None:
    """Import the sample data into the file of `env`."""
    from amcli.base.registry import HOMES, in_order
    from amcli.features.negotiations.nouns import NEGOTIATION
    from amcli.tools.importing.services.import_table import ImportRequest, import_table

    for noun in in_order():  # so each file finds what its rows refer to
        name = f"{noun.view}.csv"
        if noun is NEGOTIATION or not HOMES[noun.name].imported:
            continue  # typed below, or written down with what it is a part of
        with (samples() / name).open("rb") as source:
            import_table(env, ImportRequest(noun.name, source, name, keep_copy=False))
    _negotiate(env)
    _plan(env)
    _assess(env)


def _negotiate(env: Env) -> None:
    """Type the negotiations, with their points and offers: no file of another program says what they are about."""
    from amcli.features.negotiations.nouns import NEGOTIATION
    from amcli.features.negotiations.services.offers import offer
    from amcli.features.negotiations.services.points import set_point
    from amcli.records.services.changes import add

    for row in _rows("negotiations.csv"):
        add(env, NEGOTIATION.name, row)
    for row in _rows("points.csv"):
        set_point(env, row.pop("negotiation"), row.pop("name"), row)
    for row in _rows("offers.csv"):
        offer(env, row.pop("negotiation"), row.pop("point"), row)


def _plan(env: Env) -> None:
    """Type what the plans are to reach, and their money; what is done about that, and what was said of a proposal."""
    from amcli.records.services.changes import add, edit

    typed = (("objective", "objectives.csv"), ("contribution", "contributions.csv"), ("decision", "decisions.csv"))
    for noun, name in typed:
        for row in _rows(name):
            add(env, noun, row)
    for row in _rows("actions.csv"):
        edit(env, "deadline", [row["deadline"]], {"about": row["about"]})


def _assess(env: Env) -> None:
    """Take in a model of their own, and type what the accounts came to by the models."""
    from amcli.features.models.services.assess import assess
    from amcli.features.models.services.own_models import add_model

    name = "partner.toml"
    add_model(env, (samples() / name).read_text(encoding="utf-8"), name)
    for row in _rows("assessments.csv"):
        assess(env, row.pop("account"), row.pop("model"), row.pop("words").split(), row)


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a sample file, without what is empty."""
    with (samples() / name).open(encoding="utf-8", newline="") as source:
        return [{key: value for key, value in row.items() if value} for row in csv.DictReader(source)]


def samples() -> Path:
    """The sample data: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "sample_data"
    return inside if inside.is_dir() else package.parents[1] / "sample_data"


def _show(invocation: Invocation) -> None:
    from amcli.base.time.period import fiscal_year
    from amcli.features.sales.reports.sales import sales
    from amcli.features.screens.cli.today import today_screen
    from amcli.features.screens.reports.sales_report import with_pipeline

    with invocation.stack:
        deliver(invocation, CommandResult(today_screen(invocation)))
        invocation.out.write("\n")
        period = fiscal_year(invocation.env.today)
        report = sales(invocation.reader, period=period, as_of=None)
        deliver(invocation, CommandResult(with_pipeline(invocation.reader, report, period, None)))
