"""`merge` of a noun: one record of several."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.records.cli.verbs import references
from amcli.shell.asking import answered_yes, confirmed, from_stdin
from amcli.shell.command_group import Verb
from amcli.shell.help_page import help_text
from amcli.shell.invocation import Invocation
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION, Group, option

if TYPE_CHECKING:
    from amcli.features.accounts.services.merge_figures import SameFigures


FIGURES = Group(
    "figures",
    (
        option("add_up", bool, False, "--sum", help="Add up targets and budgets that both have for a period."),
        option("keep_own", bool, False, "--keep", help="Keep those of the first instead."),
    ),
    lambda part: _figures(part["add_up"], part["keep_own"]),
)  # fmt: skip
NO_FIGURES = Group("figures", (), lambda part: "")


def merge_verb(noun: Noun, examples: Sequence[str], figures: Group = NO_FIGURES) -> Callable[[], Verb]:
    """What makes the verb of a noun. figures: FIGURES, where its records have some."""

    def make() -> Verb:
        def merge(
            ctx: typer.Context,
            keep: str,
            others: list[str],
            figures: str,
            dry_run: bool,
            yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
        ) -> Change:
            from amcli.features.accounts.services.merge import merge as merge_records
            from amcli.features.accounts.services.merge_figures import SameFigures

            wanted = from_stdin(others)
            change = partial(merge_records, ctx.obj.env, noun.name, keep, wanted)
            if not (yes or dry_run):  # nobody is asked about what cannot be done
                try:
                    change(figures=figures, dry_run=True)
                except SameFigures as same:
                    figures = _asked(ctx.obj, same, keep)
                    change(figures=figures, dry_run=True)
            question = f"Merge {', '.join(wanted)} into {noun.name} {keep}?"
            confirmed(ctx.obj, question, yes or dry_run, "nothing was merged")
            return change(figures=figures, dry_run=dry_run)

        line = f"Make one {noun.name} of several: the first stays, with everything that the others had."
        named = references(noun, "keep", several=False), references(noun, "others")
        return Verb(merge, (*named, figures, DRY_RUN_OPTION, QUIET_OPTION), help_text(line, examples))

    return make


def _figures(add_up: bool, keep_own: bool) -> str:
    """BadValue for both."""
    if add_up and keep_own:
        raise BadValue("--sum and --keep say two things: type one of them")
    return "sum" if add_up else "keep" if keep_own else ""


def _asked(invocation: Invocation, same: "SameFigures", keep: str) -> str:
    """Whether a person wants the figures added up or those of the first kept. SameFigures where nobody can be asked."""
    if not invocation.interactive:
        raise same
    return "sum" if answered_yes(invocation, f"{same.said}: add them up? (no keeps those of {keep})") else "keep"
