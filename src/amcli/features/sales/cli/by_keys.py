"""`--by` of `report sales`: one key, or two with a comma."""

from typing import Annotated

import typer

from amcli.features.sales.reports.row_keys import BY, MOST_KEYS


def _complete(incomplete: str) -> list[str]:
    """A key; after a comma another one."""
    typed, comma, last = incomplete.rpartition(",")
    used = typed.split(",") if comma else []
    if len(used) >= MOST_KEYS:
        return []
    return [f"{typed}{comma}{key}" for key in BY if key.startswith(last) and key not in used]


ByKeys = Annotated[
    str,
    typer.Option(
        "--by", metavar="KEYS", autocompletion=_complete,
        help=f"What a row is: {', '.join(BY)}; or two of them, as account,product, for a grid.",
    ),
]  # fmt: skip
