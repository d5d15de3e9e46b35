"""`merge` of a noun: one record of several."""

from collections.abc import Callable
from typing import Annotated

import typer

from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.records.cli.verbs import references
from amcli.shell.asking import confirmed, from_stdin
from amcli.shell.command_group import Verb
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION


def merge_verb(noun: Noun, example: str) -> Callable[[], Verb]:
    """What makes the verb of a noun."""

    def make() -> Verb:
        def merge(
            ctx: typer.Context,
            keep: str,
            others: list[str],
            dry_run: bool,
            yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
        ) -> Change:
            from amcli.features.accounts.services.merge import merge as merge_records

            wanted = from_stdin(others)
            if not (yes or dry_run):  # nobody is asked about what cannot be done
                merge_records(ctx.obj.env, noun.name, keep, wanted, dry_run=True)
            question = f"Merge {', '.join(wanted)} into {noun.name} {keep}?"
            confirmed(ctx.obj, question, yes or dry_run, "nothing was merged")
            return merge_records(ctx.obj.env, noun.name, keep, wanted, dry_run=dry_run)

        line = f"Make one {noun.name} of several: the first stays, with everything that the others had."
        named = references(noun, "keep", several=False), references(noun, "others")
        return Verb(merge, (*named, DRY_RUN_OPTION, QUIET_OPTION), f"{line}\n\nExample: {example}")

    return make
