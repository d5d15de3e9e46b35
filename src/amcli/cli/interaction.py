"""`amcli interaction`: what was said to whom."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "interaction",
    "What was said to whom. `amcli log` writes it.",
    {
        "list": "amcli interaction list --account maruti --period last-month",
        "show": "amcli interaction show I7",
        "edit": "amcli interaction edit I7 --kind visit --minutes 30",
        "remove": "amcli interaction remove I7 --yes",
    },
)
