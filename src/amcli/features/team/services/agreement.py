"""One owner at a time, and each colleague once in each other role: what `doctor` checks."""

from amcli.features.team.nouns import OWNER
from amcli.records.services.overlaps import NoOverlaps

ONE_AT_A_TIME = NoOverlaps(
    "assignment",
    f"""a.account_id = b.account_id AND a.role = b.role COLLATE NOCASE
        AND (a.role = '{OWNER}' COLLATE NOCASE OR a.colleague_id = b.colleague_id)""",
    "who works on {}",
)
