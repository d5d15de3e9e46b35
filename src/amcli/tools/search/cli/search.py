"""`amcli search`: find words."""

from typing import Annotated

import typer

from amcli.base.registry import NOUNS
from amcli.base.results import Listing
from amcli.records.cli import completion as complete
from amcli.shell.command_group import Verb
from amcli.shell.completion import words as complete_words
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS, PERIOD_OPTION
from amcli.tools.search.reports.sources import kinds

KINDS = kinds()


def _help() -> str:
    """What is searched, as the nouns say."""
    sources = [(noun, noun.search) for noun in NOUNS.values() if noun.search]
    whole = [noun.view for noun, search in sources if not search.begins]
    begun = [f"{noun.view} by their {search.begins}" for noun, search in sources if search.begins]
    return f"""Find words in {", ".join(whole)}, and in {" and ".join(begun)}: the best match first.

Case and accents do not matter: renew finds renewal, muller finds Müller. A reference is found as it is or by how it
begins. Where more than 1,000 records match, the newest come first. With --period only what has a day is searched,
with --account only what is the account's.

Example: amcli search price list --account maruti
Example: amcli search renewal --kind deadline
"""


def _search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...", help="All of them, or words that begin so; those in double quotes, in order."
        ),
    ],
    period: str | None,
    output: Output,
    account: Annotated[
        str,
        typer.Option(
            "--account", metavar="ACCOUNT", help="Only in this account.", autocompletion=complete.records("account")
        ),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KIND", help=f"Only in one of {', '.join(KINDS)}.", autocompletion=complete_words(KINDS)
        ),
    ] = "",
) -> Listing:
    from amcli.tools.search.reports.search import search as find

    run = ctx.obj
    found = find(
        run.reader, words, account=account, kind=kind, period=period or "", sort=output.sort,
        limit=run.limit_of(output),
    )  # fmt: skip
    for note in (*found.notes, *(found.for_a_person if run.on_terminal else ())):
        run.say(f"note: {note}")
    return found.listing


search = Verb(_search, (PERIOD_OPTION, LIST_OPTIONS), _help())
