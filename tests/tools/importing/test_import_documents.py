"""JSON and JSONL as tables of texts."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing_samples import rows, table

from amcli.base.errors import AmcliError, BadValue

ACME = {"id": "7", "properties": {"name": "Acme", "city": None}}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ACME, {"id": "8"}]),
        "\ufeff \n" + json.dumps([ACME, {"id": "8"}], indent=2),
        json.dumps({"total": 2, "results": [ACME, {"id": "8"}], "paging": {"next": {"links": [{"a": 1}]}}}),
        json.dumps({"@odata.context": "x", "value": [ACME, {"id": "8"}]}),
        json.dumps({"success": True, "data": [ACME, {"id": "8"}], "related_objects": {"user": {"1": {"id": 1}}}}),
        json.dumps({"totalSize": 2, "done": True, "records": [ACME, {"id": "8"}]}, indent=1),
        json.dumps({"people": [ACME, {"id": "8"}], "tags": ["a", "b"], "none": []}),
    ],
)  # fmt: skip
def test_an_array_is_found_where_crms_put_it(text: str) -> None:
    """As the document, or in a reply; what is nested is flattened with dots; a row has the number of its record."""
    found = table(text.encode())
    assert found.header == ["id", "properties.name", "properties.city"]
    assert rows(found) == [(1, ["7", "Acme", ""], ""), (2, ["8", "", ""], "")]
    assert rows(found) == rows(found)


def test_an_object_a_line_has_the_number_of_its_line() -> None:
    """A bad line is a bad row, and the next one is read."""
    text = '{"a":1,"b":[1,"x",null]}\n\n{"b":true}\r\n{"a":\n7\n{"a":NaN}\n{"c":0.10}\n'
    assert rows(table(text.encode())) == [
        (1, ["1", "1;x;", ""], ""),
        (3, ["", "true", ""], ""),
        (4, ['{"a":'], "is not JSON: Expecting value: line 2 column 1 (char 6)"),
        (5, ["7"], "is no object with names and values"),
        (6, ['{"a":NaN}'], "is not JSON: ValueError"),
        (7, ["", "", "0.10"], ""),
    ]


@pytest.mark.parametrize("text", ['{"a": "x"}', '{"a": "x"}\n', '{"a":"x","tags":["y"]}'])
def test_one_object_is_one_record(text: str) -> None:
    """Unless it is a reply with an array of objects."""
    assert len(rows(table(text.encode()))) == 1


@given(
    st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str), min_size=1, max_size=20),
    st.booleans(),
)
def test_numbers_keep_their_digits(numbers: list[str], lines: bool) -> None:
    """Zeros at the end too, which a float would lose."""
    records = [f'{{"a": {Decimal(number):f}}}' for number in numbers]
    text = "\n".join(records) if lines else f"[{','.join(records)}]"
    assert [cells for _, cells, _ in rows(table(text.encode()))] == [[f"{Decimal(number):f}"] for number in numbers]


def test_numbers_with_exponents_are_written_out() -> None:
    """Unless that would be a very long text."""
    for text in ('[{"a":1.5e3},{"a":1E-2},{"a":1e999999}]', '{"a":1.5e3}\n{"a":1E-2}\n{"a":1e999999}\n'):
        assert [cells[0] for _, cells, _ in rows(table(text.encode()))] == ["1500", "0.01", "1E+999999"]


def test_objects_in_a_list_are_numbered() -> None:
    """As Pipedrive keeps addresses."""
    text = '[{"email": [{"value": "a@x", "primary": true}, {"value": "b@x"}], "none": [], "deep": [[1], 2]}]'
    found = table(text.encode())
    assert found.header == ["email.0.value", "email.0.primary", "email.1.value", "none", "deep.0", "deep.1"]
    assert rows(found) == [(1, ["a@x", "true", "b@x", "", "1", "2"], "")]


def test_a_key_that_comes_late_is_said_once() -> None:
    """The columns are known after a thousand records."""
    text = "\n".join(['{"a":1}'] * 1_000 + ['{"b":1}', '{"a":2,"c":3}', '{"d":1}'])
    found = table(text.encode(), "x.jsonl")
    assert found.header == ["a"]
    for _ in range(2):
        assert len(rows(found)) == 1_001
        assert found.notes == ["ignored 'b' and what else first appears after 1,000 records, as in record 1001"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"[]", "holds no records"),
        (b"[1, 2]", "the first is no object with names and values"),
        (b"[{}]", "holds no records"),
        (b'{"a":1,\n"b":2}', "holds no list of records"),
        (b'{"x":[{"a":1}],"y":[{"a":2}]}', r"holds several lists of records \('x', 'y'\)"),
        (b'[{"a":1}', "is not JSON that can be read: parse error: premature EOF"),
        (b'[{"a":"\xe9"}]', "is not JSON that can be read: lexical error: invalid bytes in UTF8"),
        (b'[{"a":' + b"[" * 100_000, "is nested more than 40 deep"),
        (b'[{"a":' + b'{"b":' * 30 + b"1" + b"}" * 30 + b"}]", "the first is nested more than 20 deep"),
        (b'{"a":' + b"[" * 100_000, "is nested more than 40 deep"),
        (b'[{"a":' + b"9" * 5_000 + b"}]", "holds a number that is too long"),
        (b'[{"a":"' + b"x" * 5_000_000, "holds a record of more than 4,194,304 bytes"),
        (b'{"a":1}\n{"a":"' + b"x" * 10_000_000 + b'"}\n', "line 2 is longer than 4,194,304 bytes"),
        (b"[{" + b",".join(b'"k%d":1' % n for n in range(2_000)) + b"}]", "the first holds more than 1,000 values"),
        (b"[" + b",".join(b'{"k%d":1}' % n for n in range(1_001)) + b"]", ""),
    ],
)
def test_what_cannot_be_read_says_why(text: bytes, says: str) -> None:
    """One line, in seconds."""
    if not says:
        assert len(table(text).header) == 1_000
        return
    with pytest.raises(BadValue, match=says):
        rows(table(text))


def test_a_document_may_be_longer_than_its_records_may_be() -> None:
    """What counts is how long one record is."""
    record = b'{"name":"%s"}' % (b"x" * 1_000)
    for text in (b"[%s]", b'{"data":[%s]}', b'{"other":[%s]}', b'{"data":[{"name":"a"}],"more":[%s]}'):
        assert len(rows(table(text % b",".join([record] * 6_000)))) in (1, 6_000)


def test_a_very_long_value_is_a_bad_row() -> None:
    """The next record is read."""
    text = b'[{"a":"' + b"x" * 1_500_000 + b'"},{"a":1}]'
    assert [problem for _, _, problem in rows(table(text))] == ["has a value of more than 1,000,000 characters", ""]


@pytest.mark.parametrize("text", ["[Name],[City]\nA,B\n", "{x},y\n1,2\n", "[x];{y}\n1;2\n"])
def test_a_bracket_does_not_make_it_json(text: str) -> None:
    """Some databases write the names of columns in brackets."""
    assert len(table(text.encode()).header) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(
    st.lists(JSON, max_size=6), st.sampled_from(["array", "reply", "lines"]), st.integers(0, 10), st.binary(max_size=2)
)
def test_whatever_the_document_it_is_rows_or_an_error_of_ours(
    found: list[object], kind: str, cut: int, more: bytes
) -> None:
    """Cut short or with bytes in it that do not belong there."""
    texts = [json.dumps(each) for each in found]
    text = {"array": f"[{','.join(texts)}]", "reply": f'{{"results":[{",".join(texts)}]}}', "lines": "\n".join(texts)}[
        kind
    ]
    data = text.encode()
    try:
        lines = [line for line, _, _ in rows(table(data[: len(data) - cut] + more))]
    except AmcliError:
        return
    assert lines == sorted(set(lines))
