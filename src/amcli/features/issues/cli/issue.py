"""The verbs of issues."""

from amcli.features.issues.nouns import ISSUE
from amcli.records.cli.verbs import noun_group

app = noun_group(ISSUE)
