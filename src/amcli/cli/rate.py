"""`amcli rate`: exchange rates."""

from amcli.cli.verbs import noun_app

app = noun_app(
    "rate",
    "Exchange rates: one unit of FROM is RATE of TO, from a day on.",
    {
        "set": "amcli rate set USD EUR 0.92 --on 2026-11-01",
        "list": "amcli rate list --from USD",
        "show": "amcli rate show R1",
        "edit": "amcli rate edit R1 --rate 0.93",
        "remove": "amcli rate remove R1 --yes",
    },
)
