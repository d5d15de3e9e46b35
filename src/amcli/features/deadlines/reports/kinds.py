"""The kinds of deadline that reports tell from the others."""

FOLLOW_UP_KIND = "follow-up"
