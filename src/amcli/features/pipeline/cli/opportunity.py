"""`amcli opportunity`: what may still be sold."""

from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.records.cli.verbs import noun_group

app = noun_group(OPPORTUNITY)
