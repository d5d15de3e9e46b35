"""What `amcli report sales` may be asked beyond the figures of each row, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from amcli.records.cli.report_options import period_of, reject_beside_explain
from amcli.shell.completion import periods
from amcli.shell.invocation import Invocation
from amcli.shell.options import Group, option

if TYPE_CHECKING:
    from amcli.features.sales.reports.asked import Asked


class AskedWords(NamedTuple):
    """The words and switches as they were typed."""

    against: str | None = None
    share: bool = False
    stopped: bool = False

    def read(self, invocation: Invocation) -> Asked:
        """What they mean. BadValue for what is no period."""
        from amcli.features.sales.reports.asked import Asked

        against = None if self.against is None else period_of(invocation, self.against or " ")  # nothing is no period
        return Asked(against, self.stopped, self.share)

    def reject_beside(self, explain: str) -> None:
        """BadValue where any was typed beside --explain, which opens the rows of one account."""
        reject_beside_explain(explain, {f"--{name}": value for name, value in self._asdict().items()})


ASKED_OPTIONS = Group(
    "asked",
    (
        option(
            "against", str | None, None, "--against", metavar="PERIOD", autocompletion=periods,
            help="Beside this period too; while the report's is under way beside as many days of it.",
        ),
        option("share", bool, False, "--share", help="Each row's share of the total, the largest first."),
        option(
            "stopped", bool, False, "--stopped",
            help="Only who bought last year, and nothing for 90 days (stopped.days).",
        ),
    ),
    lambda part: AskedWords(part["against"], bool(part["share"]), bool(part["stopped"])),
)  # fmt: skip
