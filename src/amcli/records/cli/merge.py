"""`merge` of a noun: one record of several."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.records.cli import completion as complete
from amcli.shell.asking import answered_yes, confirmed, from_stdin
from amcli.shell.invocation import Invocation
from amcli.shell.options import Group, option

if TYPE_CHECKING:
    from amcli.records.services.merge import SameFigures


def figures_options(noun: Noun) -> Group:
    """What says what becomes of figures that both records have, where those of the noun have some."""
    if not noun.figures:
        return Group("figures", (), lambda part: "")
    return Group(
        "figures",
        (
            option("add_up", bool, False, "--sum", help=f"Add up {noun.figures} that both have for a period."),
            option("keep_own", bool, False, "--keep", help="Keep those of the one that stays instead."),
        ),
        lambda part: _figures(part["add_up"], part["keep_own"]),
    )  # fmt: skip


def into_option(noun: Noun) -> Any:
    """`--into`: the record that stays."""
    return option(
        "into", str, "", "--into", help="The one that stays, rather than the first.", metavar=noun.name.upper(),
        autocompletion=complete.records(noun.name, of_owner=False),
    )  # fmt: skip


def merge_verb(noun: Noun) -> Any:
    """The function of the verb."""

    def merge(
        ctx: typer.Context,
        names: list[str],
        into: str,
        figures: str,
        dry_run: bool,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ) -> Change:
        from amcli.records.services.merge import SameFigures
        from amcli.records.services.merge import merge as merge_records

        keep, wanted = _parted(noun, from_stdin(names), into)
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

    return merge


def _parted(noun: Noun, names: Sequence[str], into: str) -> tuple[str, list[str]]:
    """The one that stays, and the others. BadValue where there is but one."""
    keep, *others = [into, *names] if into else names or [""]
    if not others:
        raise BadValue(
            f"it takes two {noun.view} to merge: `amcli {noun.name} merge A B` keeps A, and so does `merge B --into A`"
        )
    return keep, others


def _figures(add_up: bool, keep_own: bool) -> str:
    """BadValue for both."""
    if add_up and keep_own:
        raise BadValue("--sum and --keep say two things: type one of them")
    return "sum" if add_up else "keep" if keep_own else ""


def _asked(invocation: Invocation, same: "SameFigures", keep: str) -> str:
    """Whether a person wants the figures added up or those of the one that stays. SameFigures where nobody can be
    asked.
    """
    if not invocation.interactive:
        raise same
    return "sum" if answered_yes(invocation, f"{same.said}: add them up? (no keeps those of {keep})") else "keep"
