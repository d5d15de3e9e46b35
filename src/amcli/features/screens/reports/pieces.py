"""The pieces that the screens are made of: where sales stand, in two lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from amcli.base.gauge import gauge
from amcli.base.money import grouped, percent, whole_percent
from amcli.base.screen import SIGN_TONES, Flow, Piece
from amcli.features.sales.reports.headlines import Headline
from amcli.features.screens.reports.headline import SalesLines
from amcli.features.screens.reports.pipeline_line import PipelineLine
from amcli.render.drawing import bar
from amcli.render.people import short_day

INDENT = 7  # of the lines about sales, behind the period's name


def money(amount: Decimal) -> str:
    """Whole units, grouped."""
    return grouped(amount, whole=True)


def sales_flows(sales: SalesLines, pipeline: Mapping[str, PipelineLine]) -> Iterator[Flow]:
    """Each line of sales as a person reads it, with what is open beside its gap; the sentence where there is none."""
    if not sales.lines:
        yield Flow([Piece(sales.refused, "quiet")], Piece(sales.period.name, "heading"), indent=INDENT)
    for word, line in sales.lines.items():
        if len(sales.lines) > 1 and not line.actual and line.target is None:
            continue  # a group that sells nothing itself
        of = f"{word} sales" if len(sales.lines) > 1 else ""
        yield from _line_flows(sales.period.name, line, of)
        if word in pipeline and (pipeline[word].open or pipeline[word].other_open):
            yield _pipeline_flow(pipeline[word], sales.period.name)


def _line_flows(period: str, line: Headline, of: str) -> Iterator[Flow]:
    """What was reached and where it ends; then how that compares. of: what the line is of, where there are several."""
    tone = SIGN_TONES.get(line.sign or "", "")
    if line.target is None and not line.actual and not line.forecast:
        head = [Piece("no sales, no target set", "quiet")]
    elif line.target is None:
        head = [Piece(money(line.actual)), Piece("no target set", "quiet")]
        if line.forecast is not None:
            head.append(Piece(f"lands at {money(line.forecast)}"))
    else:
        head = [Piece(f"{money(line.actual)} of {money(line.target)}")]
        if line.attainment is not None:
            head.append(Piece(whole_percent(line.attainment)))
            head.append(Piece(bar(gauge(line.attainment, percent(line.expected, line.target)) or Decimal(0)), tone))
        if line.forecast is not None and line.landing is not None:
            head.append(Piece(f"lands at {money(line.forecast)} = {whole_percent(line.landing)} {line.sign}", tone))
    yield Flow(head, Piece(period, "heading"), indent=INDENT)
    rest = [Piece(of)] if of else []
    if line.expected is not None and line.expected != line.actual:
        away, word = abs(line.expected - line.actual), "behind" if line.actual < line.expected else "ahead of"
        rest.append(Piece(f"{money(away)} {word} an even pace"))
    if line.growth is not None:
        rest.append(Piece(f"{line.growth:+} % on last year"))
    if rest:
        yield Flow(rest, indent=INDENT, gap=" · ")


def _pipeline_flow(line: PipelineLine, period: str) -> Flow:
    """`pipeline 610,000 closes in 2026 (4 of 5 open) · weighted 402,500 · covers 0.5 ×, needed 2.5 ×`; the list of an
    account has all that is open.
    """
    if not line.open:
        return Flow([Piece(f"pipeline: none of {line.other_open} open closes in {period}")], indent=INDENT)
    pieces = [f"pipeline {money(line.told_amount)} closes in {period} ({line.of_all} open)"]
    pieces += [f"weighted {money(line.weighted)}", *line.beside]
    if line.coverage is not None:
        needed = f", needed {line.needed_coverage} ×" if line.needed_coverage is not None else ""
        pieces.append(f"covers {line.coverage} ×{needed}")
    return Flow([Piece(text) for text in pieces], indent=INDENT, gap=" · ")


def books_piece(line: Headline, today: date) -> Piece:
    """How far the books go: days that nobody has booked yet look like days without sales."""
    booked = line.books.booked_to
    if booked is None:
        return Piece("no sales yet", "quiet")
    text = f"sales booked to {short_day(booked, today)}"
    return Piece(f"{text}, {line.behind} days ago", "close") if line.behind else Piece(text, "quiet")
