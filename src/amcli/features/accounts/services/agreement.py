"""An account was part of one other on a day: what `doctor` checks."""

from amcli.records.services.overlaps import NoOverlaps

ONE_PARENT = NoOverlaps("membership", "a.account_id = b.account_id", "what {} was part of")
