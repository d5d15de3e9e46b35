"""Who may do what in the company's database: the group roles that a login is a member of."""

MANAGERS = "amcli_manager"  # each publishes, and sees his own rows
DIRECTORS = "amcli_director"  # see all rows, and write none
ADMINISTRATORS = "amcli_administrator"  # see all rows, and write what the company says of all
PUBLICATION = "publication"  # the table that says who published what, when
