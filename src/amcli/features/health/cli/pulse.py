"""`amcli account pulse`: how an account feels to whoever keeps it."""

from functools import partial
from typing import Any

import typer

from amcli.base.results import Change
from amcli.features.health.nouns import PULSE
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add
from amcli.records.cli.verbs import CHANGE_OPTIONS
from amcli.shell.command_group import verb


@verb(fields_to_add(PULSE), *CHANGE_OPTIONS)
def pulse(ctx: typer.Context, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Note how an account feels, from 1, they leave, to 5, they recommend us; a later one stands beside it.

    It is one of the factors of `amcli report health`, and too old after 90 days.

    Example: amcli account pulse ford 2 --note "Walter looks elsewhere"
    Example: amcli account pulse maruti 4 --on yesterday
    """
    from amcli.records.services import changes as records

    change = partial(records.add, ctx.obj.env, PULSE.name, given)
    return when_meant(ctx.obj, typed_days(PULSE, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)
