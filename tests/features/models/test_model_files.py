"""A model's file is refused with the line of each mistake and what is accepted there; nothing in it is run."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.features.models.reports.library import BUILT_IN, built_in
from amcli.features.models.rules.model_file import LARGEST_FILE, read_model
from amcli.features.models.rules.toml_lines import lines_of
from conftest import Cli, tries

SELECTION, STAGES, CONTINUUM, CENTRE = (
    built_in(code).text for code in ("selection", "stages", "continuum", "buying-centre")
)


def line_of(text: str, part: str) -> int:
    """The line in which a part stands first."""
    return text[: text.index(part)].count("\n") + 1


def mistakes(text: str) -> list[str]:
    """What is told of a text that is refused."""
    with pytest.raises(BadValue) as told:
        read_model(text, "own.toml")
    return [told.value.message, *told.value.details]


# What is changed in a file built in, into what, where the mistake is then, and what is told of it.
WRONG = [
    (SELECTION, "weight = 25", "weight = 30", "code = \"technical\"", +2, "add up to 105: they have to add up to 100"),
    (SELECTION, "weight = 25\n", "", "code = \"budget\"", -1, "has no weight"),
    (SELECTION, "weight = 10", "weight = 0", "weight = 0", 0, "above 0"),
    (SELECTION, "weight = 10", "weight = true", "weight = true", 0, "use a number"),
    (SELECTION, "weight = 10", "weight = inf", "weight = inf", 0, "use a number"),
    (SELECTION, "weight = 10", "weight = nan", "weight = nan", 0, "use a number"),
    (SELECTION, "weight = 10", "weight = 1e9999999", "weight = 1e9999999", 0, "use a number"),
    (SELECTION, "weight = 10", "wieght = 10", "wieght", 0, "has no 'wieght', such as weight"),
    (SELECTION, "to = 5\n\n[[axes]]", "to = 11\n\n[[axes]]", "to = 11", 0, "2 to 10 points"),
    (SELECTION, "from = 2.5", "from = 2.4", "from = 2.4", 0, "bands overlap"),
    (SELECTION, "from = 2.5", "from = 2.6", "from = 2.6", 0, "bands leave a gap"),
    (SELECTION, "to = 2.5", "to = 0.5", "to = 0.5", -3, "from is the lower one"),
    (SELECTION, "from = 3.5\nto = 5", "from = 3.5\nto = 4", "to = 4", 0, "have to = 5, not 4"),
    (SELECTION, 'name = "between"', 'name = "low"', 'name = "low"\nfrom = 2.5', 0, "'low' is in line"),
    (SELECTION, '"falls", "stays"', '"stays"', '"stays"', 0, "use a list of 5 texts"),
    (SELECTION, '"falls", "stays"', '3, "stays"', '3, "stays"', 0, "use a text, in quotation marks"),
    (SELECTION, 'strengths = ["low", "between", "high"]', 'strengths = ["low", "high"]', "[[cells]]", 0,
     "no cell for attractiveness = 'between', strengths = 'between'"),
    (SELECTION, 'strengths = "low"\nadvice = "Choose', 'strengths = "high"\nadvice = "Choose', 'name = "invest sel', -1,
     "is in the cell of line"),
    (SELECTION, 'attractiveness = "high"', 'attractiveness = "hi"', 'attractiveness = "hi"', 0, "use low, between"),
    (SELECTION, 'code = "budget"', 'code = "two words"', 'code = "two words"', 0, "a letter first"),
    (SELECTION, 'code = "budget"', 'code = "declared"', 'code = "declared"', 0, "means something else already"),
    (SELECTION, 'code = "range"', 'code = "budget"', 'code = "budget"\nname = "Our prod', 0, "is in line"),
    (SELECTION, 'kind = "matrix"', 'kind = "grid"', "kind", 0, "use one of score, matrix, points, roles"),
    (SELECTION, 'mark = "own"', 'mark = "true"', 'mark = "true"', 0, "use one of source, secondary, own"),
    (SELECTION, "year = 1995", 'year = "1995"', "year", 0, "whole number from 1400 to 2999"),
    (SELECTION, "near = 0.25", "near = -1", "near", 0, "from 0 on"),
    (SELECTION, "near = 0.25", "near = 0.25\nrun = 'rm'", "run", 0, "has no 'run'"),
    (SELECTION, 'name = "Selection matrix"', 'name = "a\\u001bb"', 'name = "a', 0, "no screen shows"),
    (SELECTION, 'name = "Selection matrix"', 'name = " "', 'name = " "', 0, "1 to 60 characters"),
    (SELECTION, 'basis = "', 'basis = 5 # "', "basis", 0, "use a text"),
    (STAGES, "to = 10\n", "to = 11\n", "from = 11", 0, "bands overlap"),
    (STAGES, "from = 11", "from = 12", "from = 12", 0, "bands leave a gap"),
    (STAGES, "from = 11", "from = 10.5", "from = 10.5", 0, "from one whole number to another"),
    (STAGES, "from = 6", "from = 5", "from = 5", 0, "6 items of 1 to 4 come to 6 to 24"),
    (STAGES, 'items = ["contacts"', 'items = ["contact"', 'items = ["contact"', 0, "is no item"),
    (STAGES, 'count = "sum"', 'count = "product"', "count", 0, "use one of sum, mean"),
    (STAGES, 'words = ["not together"', 'weight = 5\nwords = ["not together"', "weight", 0, "has no 'weight'"),
    (CONTINUUM, "{ sales = 1 }", "{ sale = 1 }", "{ sale", 0, "is no fact and no item, such as sales"),
    (CONTINUUM, "{ alliance = 1 }", "{ alliance = 2 }", "{ alliance", 0, "from 1 to 1"),
    (CONTINUUM, "when = [{ sales = 1 }]", "when = []", "when = []", 0, "leave it out to declare it"),
    (CONTINUUM, 'code = "owned"', 'code = "sales"', 'code = "sales"', 0, "means something else already"),
    (CONTINUUM, "[start]\nname", "[start]\nnaem", "naem", 0, "has no 'naem'"),
    (CENTRE, 'role = "user"', 'role = "boss"', 'role = "boss"', 0, "use one of initiator, user"),
    (CENTRE, 'role = "buyer"', 'role = "user"', 'role = "user"\nwords = "Has', 0, "is in line"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "at", "below", "told"), WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told_with_its_line(text: str, old: str, new: str, at: str, below: int, told: str) -> None:
    """Wrong weights, scales, bands, cells, words, keys and values: the line in the file, and what is accepted."""
    assert old in text
    wrong = text.replace(old, new, 1)
    found = mistakes(wrong)
    line = line_of(wrong, at) + below
    assert any(each.startswith(f"own.toml, line {line}: ") and told in each for each in found), found


@pytest.mark.parametrize("key", ["code", "kind", "basis", "cut_offs", "citation", "certain", "scale", "axes", "cells"])
def test_what_is_missing_is_named(key: str) -> None:
    """Without a key that it needs a file is refused, and the key is named."""
    values = tomllib.loads(SELECTION)
    del values[key]
    assert any(f"a model needs {key}" in each for each in mistakes(_toml(values)))


def test_every_mistake_is_told_at_once() -> None:
    """In the order of the lines: nobody mends a file one mistake a run."""
    wrong = (
        SELECTION.replace("year = 1995", "year = 0").replace('mark = "own"', 'mark = "x"').replace("near =", "naer =")
    )
    found = mistakes(wrong)
    assert len(found) == 3
    lines = [int(each.partition("line ")[2].partition(":")[0]) for each in found]
    assert lines == sorted(lines)


@pytest.mark.parametrize(("text", "told"), [
    ("", "needs kind"), ("\na = ", "line 2"), ("x" * (LARGEST_FILE + 1), "more than 64,000 characters"),
    ("a = " + "[" * 20_000, "own.toml is"), ("a = " + "9" * 5_000, "own.toml is not TOML"), ("[[kind]]", "line 1"),
    ("kind = 'matrix'\naxes = 3", "needs code"), ("kind = ['score']", "use a text"), ("\x00", "not TOML"),
])  # fmt: skip
def test_what_is_no_model(text: str, told: str) -> None:
    """An empty text, broken TOML, depths without an end, numbers without an end, all with a sentence."""
    assert told in "\n".join(mistakes(text))


def test_the_models_built_in_are_models() -> None:
    """Each is read, has the code of its file, and cites a work with its year."""
    for code in BUILT_IN:
        model = built_in(code).read()
        assert model.code == code
        assert model.citation.year > 1900
        assert model.certain


keys = st.text(alphabet="ab-_ .é\"'#[", min_size=1, max_size=4)
texts = st.text(alphabet="ab \"'\\#[]{}=,\n", max_size=12)
plain = st.one_of(texts, st.integers(-9, 99), st.booleans(), st.dates(), st.decimals(-9, 9, places=2))
values = st.recursive(
    plain,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)
documents = st.dictionaries(
    keys,
    st.one_of(
        values,
        st.dictionaries(keys, values, max_size=3),
        st.lists(st.dictionaries(keys, values, max_size=3), min_size=1, max_size=3),
    ),
    max_size=4,
)


@settings(max_examples=tries(100, 1500))
@given(documents, st.randoms(use_true_random=False))
def test_every_value_of_a_toml_text_has_a_line(document: dict[str, Any], way: Any) -> None:
    """The scanner finds just the keys and members that the standard library reads, each in the line where it stands:
    the line has its key, or is one behind the key's.
    """
    text = _toml(document, way)
    assert tomllib.loads(text, parse_float=Decimal) == document
    found = lines_of(text)
    assert set(found) == set(_paths(document))
    rows = text.split("\n")
    for path, line in found.items():
        assert 1 <= line <= len(rows)
        if isinstance(path[-1], str):
            assert _key(path[-1]) in rows[line - 1], (path, line, text)


def test_an_array_over_lines_has_a_line_for_each_member() -> None:
    """The member of a long list is in its own line."""
    text = 'a = [ # first\n  "x",\n\n  { b = 1 },\n]\nc."d e" = """\n\n[not]"""\nf = 2\n'
    assert lines_of(text) == {
        ("a",): 1, ("a", 0): 2, ("a", 1): 4, ("a", 1, "b"): 4, ("c",): 6, ("c", "d e"): 6, ("f",): 9,
    }  # fmt: skip


@settings(max_examples=tries(60, 600))
@given(st.data())
def test_a_damaged_file_is_refused_or_read(data: st.DataObject) -> None:
    """Whatever is cut out of a model's file or put in, it is read or refused with a sentence and a line, and never
    fails in another way.
    """
    text = built_in(data.draw(st.sampled_from(BUILT_IN))).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put = data.draw(st.sampled_from(["", "=", "[[x]]", "\n", '"', "0", "9e9", "{", "'", "\\", "5\n", "true"]))
    try:
        read_model(text[:start] + put + text[end:], "own.toml")
    except BadValue as error:
        assert error.message.startswith("own.toml")


def test_a_file_runs_nothing(cli: Cli, tmp_path: Path) -> None:
    """Words that look like formats, commands or code are words."""
    text = SELECTION.replace('code = "selection"', 'code = "own"').replace(
        "hardly anything", "{0.__class__} %s $(touch ran) `touch ran` __import__('os')"
    )
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    cli.ok("model", "add", str(tmp_path / "own.toml"))
    assert "{0.__class__} %s $(touch ran)" in cli.ok("model", "show", "own", "-f", "json")
    assert not list(tmp_path.rglob("ran"))


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(each for key, item in pairs for each in _paths(item, (*path, key)))]


def _toml(document: dict[str, Any], way: Any = None) -> str:
    """The document as TOML; way: by chance in tables or in line, over several lines or one, with comments."""
    lines: list[str] = []
    tables: list[tuple[str, str, dict[str, Any]]] = []
    for key, value in document.items():
        if isinstance(value, dict) and (way is None or way.random() < 0.7):
            tables.append((key, f"[{_key(key)}]", value))
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            tables += [(key, f"[[{_key(key)}]]", each) for each in value]
        else:
            lines.append(f"{_key(key)} = {_value(value, way)}")
    for _, head, table in tables:
        lines += ["# [no] = table", head, *(f"{_key(key)} = {_value(value, way)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    if key and all(each.isascii() and (each.isalnum() or each in "-_") for each in key):
        return key
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(value: Any, way: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        if way is not None and way.random() < 0.3 and "'''" not in value and not value.endswith("'"):
            return f"'''\n{value}'''"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_value(each, None)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        comma = ",\n  # one ]\n  " if way is not None and way.random() < 0.5 else ", "
        return "[" + comma.join(_value(each, way) for each in value) + "]"
    return str(value)
