"""`amcli product`: what is sold."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "product",
    "What is sold.",
    {
        "add": 'amcli product add "Brake pad set" --code brake-pad-set --category Brakes --price 48',
        "list": "amcli product list --category Brakes",
        "show": "amcli product show brake-pad-set",
        "edit": "amcli product edit brake-pad-set --price 49.50",
        "remove": "amcli product remove brake-pad-set --yes",
    },
)
