"""How a record is named: by code, key of another system, name, id, the beginning of a code, a word of the name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Cli


def code_of(cli: Cli, text: str) -> str:
    """The account that a text names."""
    rows: Any = cli.json("sale", "list", "--account", text, "--limit", "1")
    return str(rows[0]["account"] if rows else None)


@pytest.mark.parametrize(
    "text",
    ["maruti", "MARUTI", "A1", "a1", "A01", "Maruti Suzuki", "maruti suzuki", "  maruti  ", "MARUTI SUZUKI"],
)
def test_an_account_by_code_id_and_name(small: Cli, text: str) -> None:
    """Code, id and name pick the account, in any case; space around is nothing."""
    assert code_of(small, text) == "maruti"


@pytest.mark.parametrize("text", ["éclair motors", "ÉCLAIR MOTORS", "Éclair Motors", "ecl", "e", "A3"])
def test_names_beyond_ascii(small: Cli, text: str) -> None:
    """The case of any letter is folded, not of ASCII alone; a prefix of the code will do where it is unique."""
    assert code_of(small, text) == "eclair"


def test_letters_that_fold_into_two(small: Cli) -> None:
    """ß is SS in capitals, and found so."""
    small.ok("contact", "add", "maruti", "Jürgen Straß")
    assert small.ok("contact", "edit", "JÜRGEN STRASS", "--title", "x", "-q") == "C4\n"
    assert small.ok("contact", "list", "--name", "STRASS", "-f", "ids") == "C4\n"
    assert small.ok("search", "STRASS", "-f", "ids") == "C4\n"


def test_the_order_of_the_ways(cli: Cli) -> None:
    """Code, key of another system, name, id, beginning of a code, word of a name: the first that fits decides."""
    for name, *code in (
        ("A One",),
        ("A2", "two"),
        ("Alpha", "beta"),
        ("Beta", "gamma"),
        ("Al", "alto"),
        ("Alto Two", "al-2"),
    ):
        cli.ok("account", "add", name, *(f"--code={each}" for each in code))
    wanted = {
        "A1": "a-one", "A2": "two", "A3": "beta", "beta": "beta",
        "Beta": "beta", "gamma": "gamma", "al": "alto", "Alto two": "al-2",
        "alt": "alto", "Two": "two", "one": "a-one",
    }  # fmt: skip
    for text, found in wanted.items():
        assert cli.ok("account", "edit", text, "--tier", "1", "--dry-run", "-q") == f"{found}\n", text


def test_a_code_may_have_the_shape_of_an_id(cli: Cli) -> None:
    """C45 and P3 are what firms call things: an exact code, key or name always goes before the id."""
    cli.ok("account", "add", "Other")
    assert cli.ok("account", "add", "A1", "-q") == "a1\n"
    assert cli.ok("account", "edit", "A1", "--tier", "1", "-q") == "a1\n"
    assert cli.ok("account", "edit", "A2", "--tier", "1", "-q") == "a1\n"
    assert cli.ok("account", "add", "Third", "--external-id", "A2", "-q") == "third\n"
    assert cli.ok("account", "edit", "A2", "--tier", "1", "-q") == "third\n"
    assert cli.ok("product", "add", "Pump", "--code", "P3", "-q") == "P3\n"


def test_ids_of_what_has_codes_are_for_programs(small: Cli) -> None:
    """A person sees no id of an account or a product; csv and json keep the key."""
    for noun in ("account", "product"):
        reference = small.ok(noun, "list", "-f", "ids").split()[0]
        for words in (("list",), ("show", reference)):
            for format_ in ("plain", "table", "markdown"):
                said = small.ok(noun, *words, "-f", format_).split("\n\n")[0]  # without the records below it
                assert "id" not in {word.strip(":|").lower() for word in said.split()}
        listed: Any = small.json(noun, "list")
        shown: Any = small.json(noun, "show", reference)
        assert listed[0]["id"] == shown["id"]
    assert "id: " in small.ok("contact", "show", "C1", "-f", "plain")


SPELLINGS = ["ÉCLAIR  MOTORS", "E\u0301clair Motors", "éclair\u00a0motors", "\u200féclair motors", "Éclair Ｍotors",
             "eclair motors", "ECLAIR\u200b MOTORS"]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_name_in_any_spelling(small: Cli, text: str) -> None:
    """Case, accents, spacing and the form of Unicode never matter, in lists neither."""
    assert small.ok("account", "edit", text, "--tier", "1", "--dry-run", "-q") == "eclair\n"


def test_an_exact_accent_goes_before_none(cli: Cli) -> None:
    """Two names that differ in accents alone are told apart by whoever types them; who does not is asked."""
    for name in ("Peña", "Pena", "Müller", "Mùller"):
        cli.ok("account", "add", name, "--code", f"c{len(name.encode())}{ord(name[1])}")
    assert cli.ok("account", "edit", "PEÑA", "--tier", "1", "-q") == "c5101\n"
    assert cli.ok("account", "edit", "pena", "--tier", "1", "-q") == "c4101\n"
    assert cli("account", "edit", "muller", "--tier", "1").code == 3


@pytest.mark.parametrize("text", ["\u200b", "\u00a0", " \ufeff"])
def test_a_name_that_nobody_sees_is_none(small: Cli, text: str) -> None:
    """It would be a record that nobody can name."""
    for words in (("add", text), ("edit", "maruti", "--name", text)):
        done = small("account", *words)
        assert (done.code, "cannot be empty" in done.err) == (2, True)


def test_a_word_of_a_name(small: Cli) -> None:
    """The last way: one word, or several in a row, of one name alone; part of a word is none."""
    assert small.ok("account", "edit", "motors", "--tier", "1", "-q") == "eclair\n"
    assert small("account", "edit", "otors", "--tier", "1").code == 3
    assert small.ok("contact", "edit", "iyer", "--title", "x", "-q") == "C2\n"


def test_not_found_names_the_three_nearest(small: Cli) -> None:
    """Exit 3, one line, what was typed and at most three that come close, each of which can be typed."""
    for extra in ("Marutix One", "Marutix Two", "Marutix Three"):
        small.ok("account", "add", extra)
    done = small("sale", "list", "--account", "marutix-tow")
    assert (done.code, done.out) == (3, "")
    assert "there is no account 'marutix-tow'" in done.err
    near = done.err.split("did you mean ")[1].rstrip("?\n").replace(" or ", ", ").split(", ")
    assert 1 <= len(near) <= 3
    assert "marutix-two" in near
    for each in near:
        assert small("sale", "list", "--account", each).code == 0


def test_several_are_named_with_their_ids(small: Cli) -> None:
    """Exit 3 for a name that several have, with the candidates; an id always picks one."""
    done = small("contact", "show", "asha rao")
    assert done.code == 3
    assert "C1 (Asha Rao)" in done.err
    assert "C3 (Asha Rao)" in done.err
    shown: Any = small.json("contact", "show", "c3")
    assert shown["account"] == "eclair"
    done = small("sale", "list", "--account", "mar")
    assert done.code == 3
    assert "maruti (Maruti Suzuki)" in done.err
    assert "maruti-service (Maruti Service)" in done.err


def test_a_contact_is_looked_for_in_its_account(small: Cli) -> None:
    """Where the account is known, a contact's name means one of its contacts, and so does an id."""
    small.ok("log", "eclair", "Met", "--with", "Asha Rao")
    assert small.ok("interaction", "list", "--with", "C3", "-f", "ids") == "I3\n"
    assert small("log", "eclair", "Met", "--with", "Ravi Iyer").code == 3
    assert small("log", "eclair", "Met", "--with", "C1").code == 3
    done = small("contact", "add", "eclair", "New", "--reports-to", "Ravi Iyer")
    assert done.code == 3
    small.ok("contact", "add", "eclair", "New", "--reports-to", "Asha Rao")


def test_ids_without_a_code(small: Cli) -> None:
    """Each kind's ids begin with its letter, in any case; another kind's id is not found."""
    for noun in ("contact", "interaction", "deadline", "budget", "expense", "sale", "target", "rate"):
        letter = "x" if noun == "expense" else noun[0]
        good = f"{letter}1"
        assert small(noun, "show", good).code == 0, noun
        wrong = f"{letter}0", f"{letter}99", f"{letter}-1", f"{letter}²", f"{good}x"
        for bad in (*wrong, "1", "Z1", "", " ", "-", "²"):
            assert small(noun, "show", "--", bad).code == 3, (noun, bad)


@pytest.mark.parametrize(
    "text", ["C" + "9" * 19, "C" + "9" * 5000, "x" * 10_000, "C1 OR 1=1", "%", "_", "*", "'", '"', "\n"]
)
def test_strange_names_are_not_found(small: Cli, text: str) -> None:
    """Whatever is typed, it is looked for as text, and the message shows at most a part of it on one line."""
    for noun in ("contact", "product", "sale"):
        done = small(noun, "show", text)
        assert done.code == 3
        assert len(done.err.splitlines()) == 1
        assert len(done.err) < 300


@given(st.text(max_size=30))
def test_any_text_is_found_or_not(small_file: Any, tmp_path_factory: Any, text: str) -> None:
    """No text makes a lookup fail in another way than exit 3 (or 2 for what is no UTF-8)."""
    cli = Cli(tmp_path_factory.getbasetemp())
    cli.environ["AMCLI_DB"] = str(small_file)
    assert cli("contact", "show", "--", text).code in (0, 3, 2)
    assert cli("sale", "list", "--product", text).code in (0, 3, 2)


CODES = {
    "a": 0, "A.b_c-9": 0, "x" * 40: 0, "9": 0, ".": 0, "_": 0, "abc1": 0,
    "x" * 41: 2, "-a": 2, "a b": 2, "é": 2, "a/b": 2, "ab1": 0, "A1": 0, "a\nb": 2, "a;b": 2, "[a]": 2,
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("noun", ["account", "product"])
def test_codes(small: Cli, noun: str, code: str) -> None:
    """A code is 1 to 40 of A-Z a-z 0-9 . _ -, kept as typed, of any shape; else a right one is named."""
    done = small(noun, "add", "Some", f"--code={code}", "-q")
    assert done.code == CODES[code]
    if done.code:
        better = done.err.split("; try ")[1].split(";")[0].strip()
        assert small.ok(noun, "add", "Some", "--code", better, "-q") == f"{better}\n"
    else:
        assert done.out == f"{code}\n"
        again = small(noun, "add", "Other", f"--code={code.swapcase()}")
        assert again.code == 4
        assert "is taken" in again.err


MADE = {
    "Maruti Suzuki": "maruti-suzuki", "  Éclair & Söhne GmbH ": "eclair-sohne-gmbh", "株式会社": None, "!!!": "account",
    "x" * 100: "x" * 40,
    "K9": "k9", "&#120; &amp;": None,
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_codes_made_from_names(cli: Cli, name: str) -> None:
    """Without --code a code is made from the name, in plain ASCII, with -2, -3 … when it is taken, and it stays."""
    made = [cli.ok("account", "add", name, "-q").strip() for _ in range(3)]
    assert len(set(made)) == 3
    assert all(code.isascii() and 1 <= len(code) <= 40 for code in made)
    if wanted := MADE[name]:
        assert made[0] == wanted
    if name == "Maruti Suzuki":
        assert made == ["maruti-suzuki", "maruti-suzuki-2", "maruti-suzuki-3"]
    cli.ok("account", "edit", made[0], "--name", "Other")
    assert cli.ok("account", "list", "--name", "other", "-f", "ids") == f"{made[0]}\n"


def test_space_around_a_name(small: Cli) -> None:
    """A name that was typed with space around it is found by its words."""
    small.ok("contact", "add", "maruti", "  Bob  ")
    assert small.ok("contact", "edit", "bob", "--title", "x", "-q") == "C4\n"
    assert small.ok("contact", "edit", "  Bob  ", "--title", "y", "-q") == "C4\n"
