"""Text: what is let in, what is shown, codes, near words, and cells that a spreadsheet must not run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.text import (
    check_code,
    clean,
    escape_cell,
    is_empty,
    make_code,
    name_key,
    nearest,
    one_line,
    plain_key,
    quote,
    unescape_cell,
)

# All of Unicode, lone surrogates too, with the characters that do harm coming up often.
ANY = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("\x00\x1b\x07\x7f\x9b\r\n\t\u202e\u2066\u2028'=+-@ ＝a1"),
    )
)
HARMFUL = {
    *map(chr, (*range(9), *range(11, 32), *range(0x7F, 0xA0))),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}


@pytest.mark.parametrize(
    ("text", "cleaned", "removed"),
    [
        ("plain", "plain", 0),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc", 3),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te", 0),
        ("\u202egnp.exe\u2069", "gnp.exe", 2),
        ("\x85\x9b", "", 2),
        ("a\ud800b", "ab", 1),
        ("👩‍👩‍👧 [bold]x[/] :smile: \"q\" 'q'", "👩‍👩‍👧 [bold]x[/] :smile: \"q\" 'q'", 0),
        ("\u200fעברית\u200e a\u00a0b\u2028c", "\u200fעברית\u200e a\u00a0b\u2028c", 0),
    ],
)
def test_clean_examples(text: str, cleaned: str, removed: int) -> None:
    """Control characters and bidi overrides go and are counted; line ends are made one kind; all else survives."""
    assert clean(text) == (cleaned, removed)


@given(ANY)
def test_clean_is_idempotent_and_leaves_no_harm(text: str) -> None:
    """Cleaned text is clean, can be stored as UTF-8, and holds everything of the text that does no harm."""
    cleaned, removed = clean(text)
    assert clean(cleaned) == (cleaned, 0)
    assert not HARMFUL & set(cleaned)
    cleaned.encode()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert cleaned == "".join(c for c in lines if c not in HARMFUL and not "\ud800" <= c <= "\udfff")
    assert removed == len(lines) - len(cleaned)


def test_one_line_shows_where_the_lines_ended() -> None:
    """Line ends become a sign, tabs spaces, and what should never have come in does not go out."""
    assert one_line("a\nb\r\nc\td\x1b[2J\u202e") == "a ⏎ b ⏎ c d[2J"
    assert one_line("a\u2028b") == "a ⏎ b"
    assert one_line("plain") == "plain"


@given(ANY)
def test_one_line_is_one_line(text: str) -> None:
    """Any text becomes one line without tabs and control characters."""
    line = one_line(text)
    assert not (HARMFUL | set("\t\n\u2028\u2029")) & set(line)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1


def test_quoting_is_short_and_safe() -> None:
    """A message shows at most 60 characters of what was typed, on one line."""
    assert quote("a\nb") == "'a ⏎ b'"
    assert quote("x" * 60) == f"'{'x' * 60}'"
    assert quote("x" * 10_000) == f"'{'x' * 59}…'"


SPELLINGS = {
    "Zoë GmbH": [
        "Zoe\u0308 GmbH",
        "ZOË\u00a0GMBH",
        "Zoë  GmbH ",
        "\u200fZoë\u200e GmbH",
        "Zoë\u200b GmbH",
        "Ｚoë GmbH",
    ],
    "Straße 9": ["STRASSE 9", "strasse\u20099", "Straße\u3000９"],
    "ﬁn & Co": ["FIN & Co", "fin\u2002&\u2003co", "fin \u202a&\u202c co"],
    "カ": ["ｶ"],
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_one_name_in_many_spellings(name: str) -> None:
    """Case, spacing, direction, width and Unicode's forms do not count; accents and the letters do."""
    assert {name_key(text) for text in SPELLINGS[name]} == {name_key(name)}
    assert name_key("Zoe GmbH") != name_key("Zoë GmbH")
    assert name_key("ZoëGmbH") != name_key("Zoë GmbH")


@given(ANY)
def test_a_key_of_a_key_is_itself(text: str) -> None:
    """Whatever was compared once is compared alike again."""
    assert name_key(name_key(text)) == name_key(text)
    assert plain_key(name_key(text)) == plain_key(text)


@pytest.mark.parametrize(("one", "other"), [("Société", "societe"), ("Łódź", "LODZ"), ("Ἀθήνα", "αθηνα")])
def test_accents_can_be_left_out(one: str, other: str) -> None:
    """Of Latin and Greek letters; beyond these a mark makes another letter."""
    assert plain_key(one) == plain_key(other)
    assert plain_key("й") != plain_key("и")
    assert plain_key("कि") != plain_key("क")


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", "\ufeff \u200b\t", "\u3000", "\u2800", "\u3164"])
def test_what_nobody_sees_is_empty(text: str) -> None:
    """Spaces of any kind, and marks without a width."""
    assert is_empty(text)
    assert not is_empty(f"{text}-")


@pytest.mark.parametrize(
    "text", ["maruti", "Maruti-Suzuki_2.0", "1", "3M", "abc1", ".x", "x" * 40, "A1", "C45", "IS7", "d0"]
)
def test_codes_are_kept_as_typed(text: str) -> None:
    """A code of the accepted characters comes back as it is."""
    assert check_code(text) == text


@pytest.mark.parametrize(
    ("text", "why", "better"),
    [
        ("maruti suzuki", "not a code", "maruti-suzuki"),
        ("-x", "not a code", "x"),
        ("Größe", "not a code", "grosse"),
        ("x" * 41, "not a code", "x" * 40),
        ("", "not a code", "record"),
        ("ok\n", "not a code", "ok"),
    ],
)
def test_a_bad_code_gets_a_better_one(text: str, why: str, better: str) -> None:
    """The error says what is wrong and offers a code that is accepted."""
    with pytest.raises(BadValue, match=why) as caught:
        check_code(text)
    assert caught.value.candidates == (better,)
    assert caught.value.message.endswith(f"try {better}")
    assert check_code(better) == better


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Maruti Suzuki", "maruti-suzuki"),
        ("D&D Ünlü Şirket", "d-d-unlu-sirket"),
        ("Москва", "moskva"),
        ("K9", "k9"),
        ("3M", "3m"),
        ("😀", "account"),
        ("", "account"),
        ("a" * 50, "a" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("A&#99999999999999999999;", "a-99999999999999999999"),
        ("&#66;&#x42;&lt;", "66-x42-lt"),
    ],
)
def test_codes_from_names(name: str, code: str) -> None:
    """A name is transliterated, lower-cased and cut; one that leaves nothing gets the stem."""
    assert make_code(name, lambda _: False, stem="account") == code


def test_a_taken_code_is_numbered() -> None:
    """The first free number is taken, from 2 on; 40 characters at most."""
    taken = {"maruti", "maruti-2", "k9", "x" * 40, "x" * 38 + "-2"}
    assert make_code("Maruti", taken.__contains__) == "maruti-3"
    assert make_code("K9", taken.__contains__) == "k9-2"
    assert make_code("x" * 45, taken.__contains__) == "x" * 38 + "-3"


@given(st.lists(st.one_of(ANY, st.sampled_from(["K9", "Maruti", "b" * 60, "<&>"])), max_size=8))
def test_made_codes_are_codes_and_unique(names: list[str]) -> None:
    """Whatever the names, every code is accepted and none comes twice."""
    made: set[str] = set()
    for name in names:
        code = make_code(name, made.__contains__)
        assert check_code(code) == code == code.lower()
        assert code not in made
        made.add(code)


ACCOUNTS = ("maruti", "Hyundai", "ford", "goody", "parker")


@pytest.mark.parametrize(
    ("word", "found"),
    [("marutti", "maruti"), ("HYUN", "Hyundai"), ("dai", "Hyundai"), ("fodr", "ford"), ("par", "parker")],
)
def test_the_nearest_comes_first(word: str, found: str) -> None:
    """A slip, a beginning and a part all find the word, in any case."""
    assert nearest(word, ACCOUNTS)[0] == found


def test_near_words_are_few_and_in_order() -> None:
    """At most n, beginnings before parts, and nothing where nothing is near."""
    assert nearest("or", ["ford", "order", "orion", "xor"]) == ("order", "orion", "xor")
    assert nearest("or", ["ford", "order", "orion"], n=1) == ("order",)
    assert nearest("or", ["order"], n=0) == ()
    assert nearest("zzzz", ACCOUNTS) == ()
    assert nearest("", ACCOUNTS) == ()


@given(ANY, st.lists(ANY, max_size=10))
def test_near_words_are_known_words(word: str, known: list[str]) -> None:
    """Whatever was typed, only known words are offered, three at most, none twice."""
    found = nearest(word, known)
    assert set(found) <= set(known)
    assert len(set(found)) == len(found) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+A1", "-A1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋x", "－x", "＠x", " =1",
        "-5+cmd|' /C calc'!A0", "'=1", "''@x", "+1e", "--5", "=5", "@5", "-", "-5%x",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_escaped(text: str) -> None:
    """A formula gets an apostrophe in front, and so does one that has one already."""
    assert escape_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "", "plain", "'", "'quoted'", "'tis", "a=1", "-5", "+5", "-1,234.50", "-5 %", "-1.5E+3", "+49 30 123-45",
        "+1 (555) 010-9999", "'-5", "(555) 010", "🙂",
    ],
)  # fmt: skip
def test_numbers_phones_and_words_are_not_escaped(text: str) -> None:
    """What no spreadsheet would run goes out as it is."""
    assert escape_cell(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x;=cmd()", "x;'=cmd()"), ("x; @a;-1+2", "x; @a;'-1+2".replace("; @", ";' @")), ("x\t=1", "x\t'=1"),
        ("x\n=1", "x\n'=1"), ("+49 30 1; +49 40 2", "'+49 30 1; +49 40 2"), ("x;'=1", "x;''=1"), ("\t=1", "'\t'=1"),
    ],
)  # fmt: skip
def test_a_formula_behind_another_separator(text: str, written: str) -> None:
    """A spreadsheet that separates by `;` or a tab begins a cell there, quotation marks or not; a line end does too."""
    assert escape_cell(text) == written
    assert unescape_cell(written) == text


@pytest.mark.parametrize("text", ["a; b", "- call\n- write\n+ wait", "call\n- write", "1;2", "x;-5", "x; +49 30 123"])
def test_lists_and_numbers_behind_a_separator_stay(text: str) -> None:
    """The points of a list, numbers and telephone numbers are what they are, wherever they stand."""
    assert escape_cell(text) in (text, f"'{text}")
    assert "'" not in escape_cell(text)[1:]


@given(st.text(alphabet="'=+-@;\t\n\r 5x＝", max_size=12))
def test_unescaping_undoes_escaping_of_hard_texts(text: str) -> None:
    """The way back is exact where signs, separators and apostrophes stand thick."""
    assert unescape_cell(escape_cell(text)) == text
    assert unescape_cell(unescape_cell(escape_cell(escape_cell(text)))) == text


@given(ANY)
def test_unescaping_undoes_escaping(text: str) -> None:
    """An export read back is what was exported, for every text, and text typed by others keeps its apostrophe."""
    assert unescape_cell(escape_cell(text)) == text


def test_an_apostrophe_of_ones_own_stays() -> None:
    """Only an apostrophe that escaping would have put there is taken away."""
    assert unescape_cell("'tis") == "'tis"
    assert unescape_cell("'-5") == "'-5"
    assert unescape_cell("'=1") == "=1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-10-02\0", r"'2024-10-02\x00'"), ("a\xa0b", r"'a\xa0b'"), ("x\u200by", r"'x\u200by'"),
        ("\ufeffname", r"'\ufeffname'"), ("a\x1b[1m", r"'a\x1b[1m'"), ("Łódź 上海", "'Łódź 上海'"),
        ("👨\u200d👩", "'👨\u200d👩'"), ("a\r\nb\tc", "'a ⏎ b c'"), ("\u202eabc", r"'\u202eabc'"),
    ],
)  # fmt: skip
def test_a_quoted_text_shows_what_cannot_be_seen(text: str, shown: str) -> None:
    """A NUL within a date is what is wrong with it; line ends, letters and what joins emoji stay."""
    assert quote(text) == shown
