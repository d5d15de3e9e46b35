"""CONTRIBUTING.md speaks of what is there."""

import re

from conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# A path that is named is one of these: of the checkout, of the package, or of the tool that the paragraph is about.
BASES = (ROOT, ROOT / "src" / "amcli", ROOT / "src" / "amcli" / "tools" / "importing")
TOY = ROOT / "tests" / "records" / "toy"


def test_every_module_that_is_named_is_there() -> None:
    """A module that moves takes its name in the page along; the made-up noun is that of the tests."""
    named = set(re.findall(r"`((?:\w+/)+(?:[\w.]+)?)`", PAGE))
    assert len(named) > 25
    made_up = {name for name in named if "badges" in name}
    assert [name for name in sorted(named - made_up) if not any((base / name).exists() for base in BASES)] == []
    links = [target for target in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in target]
    assert len(links) == 4
    assert [target for target in links if not (ROOT / target).exists()] == []


def test_the_example_is_the_noun_of_the_tests() -> None:
    """Each line of the worked example stands in the noun that the tests run, but what is shortened."""
    (example,) = re.findall(r"^   ```python\n   BADGE = (.*?)^   ```$", PAGE, re.MULTILINE | re.DOTALL)
    whole = " ".join((TOY / "badges" / "nouns.py").read_text(encoding="utf-8").split())
    fields = [
        line.strip()
        for line in example.splitlines()
        if line.strip().startswith(("Field(", "name=", "view=", "letter="))
    ]
    assert len(fields) == 7
    assert [line for line in fields if line not in whole] == []
