"""Exchange rates."""

from __future__ import annotations

from types import MappingProxyType

from amcli.base.fields import ID_COLUMN, Field, Noun, Type
from amcli.base.results import Column, Kind

RATE = Noun(
    name="rate",
    view="rates",
    letter="R",
    fields=(
        Field(
            "from", Type.CURRENCY, "One unit of this currency …", required=True, positional=True, stored="from_currency"
        ),
        Field("to", Type.CURRENCY, "… is so many of this one.", required=True, positional=True, stored="to_currency"),
        Field("rate", Type.RATE, "How many.", required=True, positional=True),
        Field("date", Type.DATE, "The day it holds from.", option="--on", default="today"),
    ),
    label="rate",
    words=("from", "to", "rate", "date"),
    order="from,to,-date",
    help="Exchange rates: one unit of FROM is RATE of TO, from a day on.",
    examples=MappingProxyType({
        "set": (
            "amcli rate set USD EUR 0.92 --on 2026-11-01",
            "amcli rate set EUR INR 101.20",
        ),
        "list": (
            "amcli rate list --from USD",
            "amcli rate list --to EUR --period 2026",
        ),
        "show": (
            "amcli rate show R1",
            "amcli rate show R1 -f json",
        ),
        "edit": (
            "amcli rate edit R1 --rate 0.93",
            "amcli rate edit R1 --on 2024-10-02",
        ),
        "remove": (
            "amcli rate remove R1 --yes",
            "amcli rate remove R1 --dry-run",
        ),
    }),
    day="date",
    keys=(("from_currency", "to_currency", "date"),),
    unique=True,
    columns=(ID_COLUMN, Column("from"), Column("to"), Column("rate", Kind.NUMBER), Column("date", Kind.DATE)),
    document=("id", "from", "to", "rate", "date"),
    filled=frozenset({"id", "from", "to", "rate", "date"}),
    check="features.currencies.services:check_rate",
    row_check="to",
    published=False,  # the company has rates of its own
)  # fmt: skip
