"""An account lies in a territory once on a day: what `doctor` checks."""

from amcli.records.services.overlaps import NoOverlaps

NOT_TWICE_A_DAY = NoOverlaps(
    "placement", "a.account_id = b.account_id AND a.territory_id = b.territory_id", "where {} lies"
)
