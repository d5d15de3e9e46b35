"""The pages that there are: every report of the table of commands, and what people open beside them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from amcli.app.main import app
from conftest import Cli

# What a report needs is the account of the sample data that has most, but where another one tells more.
NEEDED: Mapping[tuple[str, str], tuple[str, ...]] = {("report", "pitch"): ("ford",)}
ACCOUNT = "maruti"
# One page of each kind: a report with its chart, a list, a record of several parts, a written page.
KINDS = (
    ("report", "sales"),
    ("sale", "list", "--limit", "20"),
    ("account", "show", ACCOUNT),
    ("plan", "show", "PL1"),
)
OTHERS = (("today",), ("agenda",), ("next",), ("negotiation", "show", "NG1"), ("model", "show", "stages"))


def reports() -> Iterator[tuple[str, ...]]:
    """Each report that there is, as it is typed with what it needs and no more."""
    root: Any = typer.main.get_command(app)
    context = root.make_context("amcli", [], resilient_parsing=True)
    group = root.get_command(context, "report")
    for name in group.list_commands(context):
        needs = [each for each in group.get_command(context, name).params if each.required]
        yield ("report", name, *NEEDED.get(("report", name), (ACCOUNT,) * len(needs)))


def written(cli: Cli, words: tuple[str, ...], folder: Path) -> Path:
    """The page of a command line in a file, opened as its help says first where it asks for more than it needs."""
    file = folder / f"{'-'.join(words)}.html"
    done = cli(*words, "-o", str(file))
    if done.code:
        example = shlex.split(_command(words[:2]).examples[0])
        done = cli(*example[1:], "-o", str(file))
    assert (done.code, done.out) == (0, ""), f"amcli {' '.join(words)}: {done.err}"
    return file


def _command(path: tuple[str, ...]) -> Any:
    root: Any = typer.main.get_command(app)
    context = root.make_context("amcli", [], resilient_parsing=True)
    return root.get_command(context, path[0]).get_command(context, path[1])
