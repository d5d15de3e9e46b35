"""The option that says on which day something happened."""

from amcli.base.time.dates import Look
from amcli.shell.completion import days
from amcli.shell.options import option

ON_OPTION = option(
    "on", str, "", "--on", help="The day on which it happened; else today.", metavar="DATE",
    autocompletion=days(Look.BACK),
)  # fmt: skip
