"""The kinds of deadline that reports tell from the others."""

FOLLOW_UP_KIND = "follow-up"
CLIENT = "client"  # of the sides that may owe something, the other one
COLLEAGUE, ME = "colleague", "me"  # who does something, and the setting that names who keeps the file
