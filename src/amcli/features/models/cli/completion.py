"""Completion of models, and of what can be answered of one."""

import typer

from amcli.features.models.nouns import MODEL
from amcli.features.models.reports.library import Entry, find_model, library
from amcli.features.models.rules.answers import declarable
from amcli.records.cli.completion import asked, records
from amcli.shell.completion import Pair
from amcli.store.reader import Reader

own_models = records(MODEL.name)


def complete_models(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The code of a model with its name, built in or one's own."""

    def ask(reader: Reader) -> list[Pair]:
        return [(each.code, each.name) for each in library(reader.connection) if each.code.startswith(incomplete)]

    return asked(ctx, ask)


def complete_answers(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What is left to answer of the model on the line: an item, and behind its `=` the points of its scale."""

    def ask(reader: Reader) -> list[Pair]:
        return [pair for pair in _answers(find_model(reader.connection, ctx.params["model"]), ctx) if begun(pair)]

    def begun(pair: Pair) -> bool:
        return pair[0].startswith(incomplete)

    return asked(ctx, ask)


def _answers(entry: Entry, ctx: typer.Context) -> list[Pair]:
    model = entry.read()
    typed = {word.partition("=")[0] for word in ctx.params.get("words") or ()}
    first = model.scale[0]
    found = [
        (f"{item.code}={number}", words)
        for item in model.items
        if item.code not in typed
        for number, words in enumerate(item.words, first)
    ]
    return [*found, *((each.name, "declared") for each in declarable(model) if not typed)]
