"""`amcli objective edit`, which reads a target as `amcli plan objective` does."""

from functools import partial
from typing import Any

import typer

from amcli.base.results import Change
from amcli.features.plans.nouns import OBJECTIVE
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_edit
from amcli.records.cli.verbs import CHANGE_OPTIONS, references
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb


@verb(references(OBJECTIVE, "names"), fields_to_edit(OBJECTIVE), *CHANGE_OPTIONS)
def edit(ctx: typer.Context, names: list[str], given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Change fields of one or more objectives; an empty text clears.

    Example: amcli objective edit PL1.1 --target 1.6m
    Example: amcli objective edit PL1.2 --done yesterday
    """
    from amcli.features.plans.services import objectives as service

    change = partial(service.edit_objectives, ctx.obj.env, from_stdin(names), given)
    return when_meant(ctx.obj, typed_days(OBJECTIVE, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)
