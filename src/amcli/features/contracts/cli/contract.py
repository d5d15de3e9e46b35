"""The verbs of contracts."""

from amcli.features.contracts.nouns import CONTRACT
from amcli.records.cli.verbs import noun_group

app = noun_group(CONTRACT)
