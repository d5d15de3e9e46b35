"""The opportunities that ask for a look, as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amcli.base.fields import Scope
from amcli.base.results import Listing
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.features.pipeline.reports.late import late_opportunities
from amcli.records.reports.listing import Terms, listing
from amcli.store.reader import Reader


def listed_late(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope,
    *,
    sort: str = "",
    limit: int | None = None,
) -> Listing:
    """Those that `today` names, as far as they match. Raises as `listing` does."""
    ids = as_json([int(each.id.removeprefix("OP")) for each in late_opportunities(reader)])
    late: Terms = [("record_id IN (SELECT value FROM json_each(?))", (ids,))]
    found = listing(reader, OPPORTUNITY, given, scope, sort=sort, limit=limit, extra=late)
    return found._replace(empty="no opportunity is late in its stage, and none should have closed")
