"""`amcli contact`: the people."""

from amcli.features.accounts.cli.merge import merge_verb
from amcli.features.accounts.nouns import CONTACT
from amcli.records.cli.verbs import noun_group

app = noun_group(CONTACT)
app.register("merge", merge_verb(CONTACT, ("amcli contact merge C3 C4 --dry-run", "amcli contact merge C1 C2 --yes")))
