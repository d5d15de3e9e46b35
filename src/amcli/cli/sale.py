"""`amcli sale`: what was sold, bought and given back."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "sale",
    "Sales, purchases and credits.",
    {
        "add": "amcli sale add maruti 1250.50 --product brake-pad-set --on 2026-09-01",
        "list": "amcli sale list --account maruti --period this-quarter",
        "show": "amcli sale show S12",
        "edit": "amcli sale edit S12 --amount 1300 --ref INV-881",
        "remove": "amcli sale remove S12 --yes",
    },
)
