"""The portfolios of three managers of one company, made from the sample data.

Anna has two car makers. Bert has the third one and the service centres, which are a group since this year. Carla sells
in euros: she has the third car maker too, by the same external id, and a shop that has no more than its name in common
with one of Bert's. What she wrote after LAST_OF_CARLA is not there, for she has not published since.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from amcli.app.demo import TODAY, samples
from amcli.settings.environment import Env
from amcli.store.settings import stored_settings
from amcli.tools.importing.services.import_table import ImportRequest, import_table

__all__ = ["MANAGERS", "TODAY", "Manager", "make"]

Row = dict[str, str]
LAST_OF_CARLA = "2026-09-05"
HAPPENED = ("date", "created", "since", "opened", "closed")  # columns that say when a row came to be
AMOUNTS = ("amount", "cost", "value", "price")
CENT = Decimal("0.01")
KINDS = ("account", "membership", "contact", "colleague", "assignment", "product", "contract", "opportunity", "issue",
         "sale", "target", "budget", "expense", "interaction", "deadline")  # fmt: skip


class Client(NamedTuple):
    """What becomes of an account of the sample data: its name in the manager's portfolio, and which part of the amounts
    is his.
    """

    code: str
    name: str
    external_id: str
    share: Decimal = Decimal(1)


class Manager(NamedTuple):
    """A manager: his accounts by their code in the sample data, his currency, the kinds of records that he keeps, the
    day after which he wrote nothing down, and rows beside those of the sample data, by kind.
    """

    name: str
    clients: Mapping[str, Client]
    currency: str = "USD"
    kinds: Sequence[str] = KINDS
    last: str = TODAY
    more: Mapping[str, Sequence[Row]] = {}


_GROUP = {"code": "midwest", "name": "Midwest Service Centres", "category": "group", "currency": "USD"}
_DEAL = {
    "external_id": "carla-OP-1", "account": "aurora", "name": "Cabin filters for two plants", "amount": "88000",
    "currency": "EUR", "close": "2026-11-27", "stage": "proposal", "probability": "50", "kind": "upsell",
    "forecast": "best", "created": "2026-08-03", "since": "2026-08-17",
}  # fmt: skip
MANAGERS = (
    Manager(
        "anna", {"maruti": Client("maruti", "Maruti", "K-1001"), "hyundai": Client("hyundai", "Hyundai", "K-1002")}
    ),
    Manager(
        "bert",
        {
            "ford": Client("ford", "Ford", "K-1003"),
            "goody": Client("goody", "Goody Car Service Centre", "K-1004"),
            "parker": Client("parker", "Parker Repair Shoppe", "K-1005"),
        },
        more={
            "account": (_GROUP,),
            # Parker comes to the group in April, and was Ford's before.
            "membership": ({"account": "parker", "parent": "ford", "from": "", "until": "2026-03-31"},),
        },
    ),
    Manager(
        "carla",
        {
            "ford": Client("ford-werke", "Ford Werke", "K-1003", Decimal("0.35")),
            "hyundai": Client("aurora", "Aurora Automobile", "K-2001", Decimal("0.31")),
            "parker": Client("parker-leeds", "Parker Repair Shoppe", "K-2005", Decimal("0.8")),
        },
        "EUR",
        ("account", "product", "contract", "opportunity", "sale", "target"),
        LAST_OF_CARLA,
        {"opportunity": (_DEAL,)},
    ),
)
SINCE = {"goody": "2026-01-01", "parker": "2026-04-01"}  # in the group


def make(manager: Manager, path: Path, config: Path) -> None:
    """Write the portfolio of a manager into a new file. config: a configuration that is not there, so that nobody's own
    is read.
    """
    env = Env(
        {"AMCLI_CONFIG": str(config)}, db=str(path), today_text=manager.last, command=("make", "demo-company"),
        ask_portfolio=stored_settings,
    )  # fmt: skip
    for kind, name in ((kind, _file_of(kind)) for kind in manager.kinds):
        if text := _table(manager, kind, name):
            import_table(env, ImportRequest(kind, io.BytesIO(text.encode()), name, keep_copy=False))


def _file_of(kind: str) -> str:
    return {"opportunity": "opportunities.csv"}.get(kind, f"{kind}s.csv")


def _table(manager: Manager, kind: str, name: str) -> str:
    """A file of the sample data with what of it is the manager's, as text; nothing where none is."""
    with (samples() / name).open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        columns = list(reader.fieldnames or ())
        rows = [made for row in reader if (made := _his(manager, kind, row))]
    rows = [*manager.more.get(kind, ()), *rows]
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue() if rows else ""


def _his(manager: Manager, kind: str, row: Row) -> Row | None:
    """A row as it is in the manager's portfolio; None where it is another's, or is not known yet."""
    key = "code" if kind == "account" else "account"
    client = manager.clients.get(row.get(key, ""))
    if kind in ("colleague", "product"):
        client = Client("", "", "")  # of no account
    if client is None or kind == "membership" or any(row.get(column, "") > manager.last for column in HAPPENED):
        return None
    changed = {key: client.code} if key in row else {}
    if kind == "account":
        changed |= {"name": client.name, "external_id": client.external_id, "parent": "", "parent_since": ""}
        if client.code in SINCE:
            changed |= {"parent": str(_GROUP["code"]), "parent_since": SINCE[client.code]}
    elif row.get("external_id"):
        changed["external_id"] = f"{manager.name}-{row['external_id']}"  # a record of one manager is not another's
    if row.get("currency"):
        changed["currency"] = manager.currency
    for column in AMOUNTS:
        if row.get(column) and client.share != 1:
            changed[column] = str((Decimal(row[column]) * client.share).quantize(CENT))
    if manager.currency != "USD":
        changed |= {column: "" for column in ("phone", "address", "city", "country", "website") if column in row}
        changed |= {column: "" for column in ("owner", "note") if column in row}
    return {**row, **changed}
