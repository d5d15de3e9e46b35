"""What `snooze` takes: which records, and how far or until when."""

import typer
from typer.models import ParamMeta

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.base.time.dates import Look
from amcli.records.cli.completion import Which, records
from amcli.shell.asking import from_stdin
from amcli.shell.completion import Completer, Pair, days
from amcli.shell.options import option

SPANS = ("1d", "2d", "1w", "2w", "1m")  # how far something is put off more often than not


def until_option(help: str) -> ParamMeta:
    """The option for a day instead of a span."""
    return option("until", str, "", "--until", help=help, metavar="DATE", autocompletion=days(Look.AHEAD))


def live_or_span(noun: str) -> Completer:
    """What comes next: a live record, and once there is one also how far it is put off."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Pair]:
        spans: list[Pair] = [(span, "") for span in SPANS if ctx.params.get("words") and span.startswith(incomplete)]
        return spans + records(noun, Which.LIVE)(ctx, incomplete)

    return complete


def taken_apart(noun: str, words: list[str], until: str) -> tuple[list[str], str]:
    """The records that are named, `-` standing for those of standard input, and the span behind them where no day was
    typed. BadValue where no record is named.
    """
    names, span = (words, "") if until else (words[:-1], words[-1])
    if not names:
        example = f"amcli {noun} snooze {NOUNS[noun].letter}12 2d"
        raise BadValue(f"say which {noun} and how far: {example}, or --until DATE")
    return from_stdin(names), span
