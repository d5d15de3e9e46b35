"""What `amcli assignment plan` is asked, as it is typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from amcli.base.errors import BadValue
from amcli.base.text import nearest, quote
from amcli.base.time.dates import Look, parse_date
from amcli.features.workload.reports.measures import MEASURES, SALES
from amcli.features.workload.rules.strategies import STRATEGIES
from amcli.records.cli.completion import records
from amcli.records.cli.report_options import period_of
from amcli.shell.completion import Pair, days, words
from amcli.shell.invocation import Invocation
from amcli.shell.options import PERIOD_OPTION, Group, option

if TYPE_CHECKING:
    from amcli.features.workload.reports.plan_data import Asked


class PlanWords(NamedTuple):
    """The words and switches as they were typed."""

    strategy: str
    to: str
    owner: str
    measure: str
    period: str
    currency: str
    keep: bool
    start: str

    def chosen(self) -> str:
        """The strategy; none for all of them. Raises BadValue for another word."""
        return _one_of("--strategy", self.strategy, tuple(STRATEGIES))

    def read(self, invocation: Invocation) -> Asked:
        """What they mean. Raises BadValue for what is no measure, day or period, and for what does not go together."""
        from amcli.features.workload.reports.plan_data import Asked

        measure = _one_of("--measure", self.measure, MEASURES) or SALES
        if measure != SALES and (self.period or self.currency):
            wrong = "--period" if self.period else "--currency"
            raise BadValue(f"{wrong} is for --measure {SALES}: leave it out beside --measure {measure}")
        return Asked(
            _codes("--to", self.to),
            measure,
            period_of(invocation, self.period) if self.period else None,
            self.currency,
            self.keep,
            parse_date(self.start, invocation.env.today) if self.start else None,
            _codes("--owner", self.owner),
        )


def _several(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """A colleague; after a comma another one."""
    typed, comma, last = incomplete.rpartition(",")
    used = typed.split(",")
    found: Sequence[Pair] = records("colleague")(ctx, last)
    return [(f"{typed}{comma}{word}", beside) for word, beside in found if word not in used]


def _one_of(name: str, text: str, choices: Collection[str]) -> str:
    """The word typed, in any case. Raises BadValue."""
    word = text.strip().lower()
    if word and word not in choices:
        known = ", ".join(choices)
        raise BadValue(f"{quote(text)} is nothing for {name}: use one of {known}", nearest(word, choices))
    return word


def _codes(name: str, text: str) -> tuple[str, ...]:
    """Colleagues with commas between them; none where nothing was typed. Raises BadValue for an empty one, and for one
    named twice.
    """
    if not text:
        return ()
    codes = tuple(each.strip() for each in text.split(","))
    if not all(codes):
        raise BadValue(f"{name} {quote(text)} has a comma beside nobody: type codes, as in {name} mara,oskar")
    if twice := next((each for each in codes if codes.count(each) > 1), ""):
        raise BadValue(f"{name} names {quote(twice)} twice: name each once")
    return codes


def _collect(part: Mapping[str, Any]) -> PlanWords:
    return PlanWords(
        **{name: part[name] for name in PlanWords._fields if name != "period"}, period=part["period"] or ""
    )


PLAN_OPTIONS = Group(
    "asked",
    (
        option(
            "strategy", str, "", "--strategy", metavar="|".join(STRATEGIES), autocompletion=words(tuple(STRATEGIES)),
            help="Who gets what by this one; else all side by side.",
        ),
        option(
            "to", str, "", "--to", metavar="A,B,…", autocompletion=_several,
            help="To these colleagues, the most senior first; else to all who have not left.",
        ),
        option(
            "owner", str, "", "--owner", metavar="A,B,…", autocompletion=_several,
            help="Give out only what these have; what the others have stays.",
        ),
        option(
            "measure", str, SALES, "--measure", metavar="|".join(MEASURES), autocompletion=words(MEASURES),
            help="What an account weighs: its sales, the hours a week given to it, or 1.",
        ),
        PERIOD_OPTION,
        option("currency", str, "", "--currency", metavar="CUR", help="Convert to this currency."),
        option("keep", bool, False, "--keep", help="What one of them has already stays."),
        option(
            "start", str, "", "--from", metavar="DATE", autocompletion=days(Look.BACK),
            help="From this day on, by the owners of then; else today.",
        ),
    ),
    _collect,
)  # fmt: skip
