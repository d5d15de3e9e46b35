"""The verbs of negotiations."""

from amcli.features.negotiations.nouns import NEGOTIATION
from amcli.records.cli.verbs import noun_group

app = noun_group(NEGOTIATION)
