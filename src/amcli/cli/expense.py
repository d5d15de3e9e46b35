"""`amcli expense`: what was spent."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "expense",
    "What was spent. `amcli budget spend` writes it.",
    {
        "list": "amcli expense list --account maruti --period this-quarter",
        "show": "amcli expense show X9",
        "edit": 'amcli expense edit X9 --amount 480 --memo "Stand, corrected invoice"',
        "remove": "amcli expense remove X9 --yes",
    },
)
