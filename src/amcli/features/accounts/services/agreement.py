"""An account was part of one other on a day: what `doctor` checks."""

from amcli.records.services.overlaps import NoOverlaps

NO_TWO_PARENTS = NoOverlaps("membership", "a.account_id = b.account_id", "what {} was part of")
