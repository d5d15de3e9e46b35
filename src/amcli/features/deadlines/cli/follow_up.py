"""The options that make a follow-up deadline together with something else."""

from amcli.base.time.dates import Look
from amcli.shell.completion import days
from amcli.shell.options import option

NEXT_OPTION = option("follow_up", str, "", "--next", help="What is to be done next.", metavar="TEXT")
DUE_OPTION = option(
    "due", str, "", "--due", help="By when; makes a follow-up deadline.", metavar="DATE",
    autocompletion=days(Look.AHEAD),
)  # fmt: skip
