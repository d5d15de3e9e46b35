"""`amcli contact`: the people."""

from typing import Annotated

import typer

from amcli.cli.options import DRY, SAID
from amcli.cli.verbs import confirmed, from_stdin, noun_app, references
from amcli.domain.nouns import CONTACT
from amcli.domain.results import Change

app = noun_app(
    "contact",
    "The people, and their roles in the buying centre.",
    {
        "add": 'amcli contact add maruti "Asha Rao" --role decider --email asha@example.com',
        "list": "amcli contact list --account maruti --role decider",
        "show": 'amcli contact show "Asha Rao"',
        "edit": 'amcli contact edit C3 --title "Head of purchasing" --add-role approver',
        "remove": "amcli contact remove C3 --yes",
    },
)


@app.verb("merge", DRY, SAID)
def merge(
    ctx: typer.Context,
    keep: references(CONTACT, several=False),  # type: ignore[valid-type]
    others: references(CONTACT),  # type: ignore[valid-type]
    dry_run: bool,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> Change:
    """Make one contact of several: the first stays, with everything that the others had.

    Example: amcli contact merge C1 C2 --yes
    """
    from amcli.services import merging

    wanted = from_stdin(others)
    confirmed(ctx.obj, f"Merge {', '.join(wanted)} into contact {keep}?", yes or dry_run, "nothing was merged")
    return merging.merge(ctx.obj.env, "contact", keep, wanted, dry_run=dry_run)
