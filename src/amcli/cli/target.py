"""`amcli target`: what is to be reached."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "target",
    "What is to be reached, for the portfolio, an account or a product.",
    {
        "set": "amcli target set 2026 1200000 --account maruti",
        "list": "amcli target list --period 2026",
        "show": "amcli target show T1",
        "edit": "amcli target edit T1 --amount 1250000",
        "remove": "amcli target remove T1 --yes",
    },
)
