"""What to type stands behind a sentence for a terminal, and a page is without it."""

from amcli.base.hints import for_page, hinted


def test_a_hint_is_for_who_can_type() -> None:
    """The text is all of it; its page has what is said, and what goes on behind the hint."""
    said = hinted("a group counts all", ", see --tree", ": north")
    assert said == "a group counts all, see --tree: north"
    assert for_page(said) == "a group counts all: north"
    assert for_page("no hint") == "no hint"


def test_a_hint_is_kept_apart_in_a_longer_text() -> None:
    """Before and behind it."""
    said = "Sales · " + hinted("own", " (--tree for groups)") + " · stopped"
    assert said == "Sales · own (--tree for groups) · stopped"
    assert for_page(said) == "Sales · own · stopped"
