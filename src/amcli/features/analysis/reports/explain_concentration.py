"""One account of the concentration opened: why it is of its class, and the sales behind its share."""

from __future__ import annotations

from datetime import date

from amcli.base.results import Report
from amcli.base.time.period import Period
from amcli.features.analysis.reports.concentration import REPORT, in_hundredths
from amcli.features.analysis.reports.concentration_notes import hundredths
from amcli.features.analysis.reports.sold_by_year import SoldByYear
from amcli.features.analysis.rules.concentration import measures, ranked
from amcli.features.sales.reports.explain import explain_sales
from amcli.store.reader import Reader


def explain_concentration(
    reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = ""
) -> Report:
    """The sales and credits of an account, which add up to its amount; its place, class and share are in the facts and
    in the first note, without them where it is left out. Raises NotFound and Ambiguous, and what the report does.
    """
    found = reader.find_owner("account", account)
    data = SoldByYear(reader, period, as_of, years=0, currency=currency)
    sold = data.sold
    places = ranked(measures([each.amount for each in sold]))
    rows = explain_sales(reader, period=period, as_of=as_of, account=account, currency=data.rates.to)
    here = next((place for place, each in enumerate(sold) if each.account.id == found.record_id), None)
    if here is None:
        facts = dict.fromkeys(("place", "class", "share", "cumulative"))
        said = f"{found.reference} is left out: its sales, less credits, are not above 0"
    else:
        each = places[here]
        facts = {
            "place": here + 1,
            "class": each.abc,
            "share": in_hundredths(each.share),
            "cumulative": in_hundredths(each.cumulative),
        }
        said = (
            f"class {each.abc}, {here + 1} of {len(sold)}: it brings {hundredths(each.share)}, "
            f"those before it {hundredths(each.before)}"
        )
    return rows._replace(report=REPORT, facts={**rows.facts, **facts}, notes=(said, *rows.notes))
