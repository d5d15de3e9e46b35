"""`amcli publish`: one's own portfolio in the company's PostgreSQL. Its verbs are brought by the table of commands."""

from amcli.shell.command_group import CommandGroup

HELP = """Put the portfolio into the company's PostgreSQL, where its director sees all of them.

Alone it is `amcli publish send`, and takes its options.
"""
app = CommandGroup("publish", HELP, usual="send")
