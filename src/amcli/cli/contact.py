"""`amcli contact`: the people."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "contact",
    "The people, and their roles in the buying centre.",
    {
        "add": 'amcli contact add maruti "Asha Rao" --role decider --email asha@example.com',
        "list": "amcli contact list --account maruti --role decider",
        "show": 'amcli contact show "Asha Rao"',
        "edit": 'amcli contact edit C3 --title "Head of purchasing" --add-role approver',
        "remove": "amcli contact remove C3 --yes",
        "merge": "amcli contact merge C1 C2 --yes",
    },
)
