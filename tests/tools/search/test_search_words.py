"""What is found: every word typed, or one that begins so, in any case and accent; and what is typed is no syntax."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.settings.environment import Env
from amcli.store.derived import rebuild
from amcli.store.open import open_reader
from amcli.store.reader import Reader
from amcli.tools.search.reports.search import search
from conftest import Cli

TEXTS = {
    "accents": "Müller GmbH, Łódź, Škoda à la crème",
    "renewal": "The renewal of the frame agreement",
    "mail": "Write to asha.rao@maruti.example or ring +91 (11) 4678-12",
    "code": "INV-881 for maruti-suzuki; part no. 17_b/4",
    "words": "NEAR and OR not AND the price list",
    "list": "A list of every price",
    "greek": "Ολοκλήρωση έργου",
    "decomposed": "Cafe\u0301 Zu\u0308rich",
}
FOUND = (
    ("muller", "accents"),
    ("MÜLLER", "accents"),
    ("skoda creme", "accents"),
    ("renew", "renewal"),
    ("renewals", ""),
    ("agree frame", "renewal"),
    ("asha.rao@maruti.example", "mail"),
    ("asha.rao@maruti", "mail"),
    ("@maruti.example", "mail"),
    ("rao.asha", ""),
    ("+91(11)4678", "mail"),
    ("4678-1", "mail"),
    ("INV-881", "code"),
    ("inv-88", "code"),
    ("881-inv", ""),
    ("maruti-suzuki", "code"),
    ("17_b/4", "code"),
    ("price list", "list words"),
    ('"price list"', "words"),
    ('"PRICE LIST" near', "words"),
    ('"price li"', ""),
    ('"list of" pri', "list"),
    ("AND", "words"),
    ("OR NOT NEAR", "words"),
    ("NEAR(price list)", ""),
    ("price*", "list words"),
    ("text:price", ""),
    ("^price", "list words"),
    ("-price", "list words"),
    ("(price", "list words"),
    ('price"', "list words"),
    ("{price}", "list words"),
    ("price+list", "words"),
    ("έργου", "greek"),
    ("ΈΡΓΟΥ", "greek"),
    ("café", "decomposed"),
    ("zurich", "decomposed"),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """An account whose interactions are the texts, in their order."""
    cli = Cli(tmp_path_factory.mktemp("words"))
    cli.ok("account", "add", "Acme", "--currency", "USD")
    for text in TEXTS.values():
        cli.ok("log", "acme", "-", stdin=text)
    return cli


@pytest.mark.parametrize(("typed", "wanted"), FOUND, ids=[typed for typed, _ in FOUND])
def test_what_is_found(book: Cli, typed: str, wanted: str) -> None:
    """Prefixes, accents, phrases, e-mail addresses, codes and numbers find what holds them; operators are words."""
    names = [list(TEXTS)[int(reference[1:]) - 1] for reference in book.ok("search", "-f", "ids", "--", typed).split()]
    assert sorted(names) == wanted.split()


def test_the_accounts_number_is_no_word(cli: Cli) -> None:
    """What the search tables hold to find an account's records, its number, is not found as text."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    cli.ok("log", "acme", "Price", "--next", "List", "--due", "fri")
    cli.ok("contact", "add", "acme", "Ann")
    for words in (("1",), ("1", "--account", "acme"), ("price", "1", "--account", "acme"), ('"1"',)):
        assert cli.ok("search", *words, "-f", "ids") == ""


def test_too_many_words(book: Cli) -> None:
    """Two hundred words are searched for, more are exit 2 and one line."""
    assert book("search", *["price"] * 200).code == 0
    done = book("search", *["price"] * 201)
    assert (done.code, len(done.err.splitlines())) == (2, 1)


def reader_of(texts: list[str]) -> Reader:
    """A portfolio in memory with these interactions."""
    connection = open_reader(None)
    connection.execute("INSERT INTO account (code, name, created) VALUES ('acme', 'Acme', '2020-01-01')")
    connection.executemany(
        "INSERT INTO interaction (account_id, date, kind, text) VALUES (1, '2026-01-01', 'call', ?)",
        [(text,) for text in texts],
    )
    rebuild(connection)
    return Reader(connection, Env({"AMCLI_CONFIG": "/nonexistent"}))


def tokens(text: str) -> list[str]:
    """Letters and digits without case and accents, in order."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain.lower())


def holds(text: str, typed: str) -> bool:
    """The rule in words: the parts of a word follow each other, and the last of them begins so."""
    found, wanted = tokens(text), tokens(typed)
    last = len(wanted) - 1
    return any(
        found[start : start + last] == wanted[:-1] and found[start + last].startswith(wanted[-1])
        for start in range(len(found) - last)
    )


pieces = st.text("abcÄäéñ1 -._@\"'*:()^+{}", min_size=1, max_size=8)


@settings(max_examples=40)
@given(st.lists(pieces.filter(str.strip), min_size=1, max_size=6), st.lists(pieces, min_size=1, max_size=3))
@example(["a b"], ['a"b'])
def test_every_word_is_there(texts: list[str], typed: list[str]) -> None:
    """A record is found exactly when every word of every argument is in it; nothing typed is an error of syntax."""
    reader = reader_of(texts)
    words = [word for argument in typed for word in re.split(r'[\s"]+', argument) if tokens(word)]
    if any(argument.count('"') > 1 for argument in typed):  # phrases have a test of their own
        return
    if not words:
        with pytest.raises(BadValue):
            search(reader, typed)
        return
    wanted = {f"I{number}" for number, text in enumerate(texts, 1) if all(holds(text, word) for word in words)}
    assert {row[0] for row in search(reader, typed, kind="interaction").listing.rows} == wanted


@settings(max_examples=40)
@example(["\udcff"])
@example(["a\udcff"])
@example(["a\0b", "\U0001e900"])
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_text_is_data(typed: list[str]) -> None:
    """Whatever is typed, the answer is rows or one sentence."""
    try:
        found = list(search(reader_of(["Anything"]), typed).listing.rows)
    except BadValue as error:
        assert "\n" not in error.message
    else:
        assert {row[0] for row in found} <= {"acme", "I1"}


def shown(cli: Cli, *words: str) -> Iterator[str]:
    """The texts of what is found."""
    for row in cli.json("search", *words):  # type: ignore[attr-defined]
        yield row["text"]


def test_what_is_shown(small: Cli) -> None:
    """A record shows what it is called, and what was found where that is elsewhere; a long text is cut around it."""
    assert list(shown(small, "maruti", "--kind", "account")) == ["Maruti Service", "Maruti Suzuki"]
    assert list(shown(small, "oem")) == ["Maruti Suzuki — oem;india"]
    assert list(shown(small, "riser")) == ["Asha Rao — Early riser"]
    assert list(shown(small, "copies")) == ["Sign — Two copies"]
    long = " ".join(f"word{n}" for n in range(200)).replace("word150", "needle")
    small.ok("log", "maruti", long)
    (text,) = shown(small, "needle")
    assert text.startswith("…")
    assert text.endswith("…")
    assert "needle" in text
    assert len(text.split()) == 24
    (text,) = shown(small, "needle", "--account", "maruti")
    assert "needle" in text


def test_user_text_stays_plain(small: Cli) -> None:
    """What was found is plain text in JSON and no markup in a table."""
    small.ok("log", "maruti", "[bold]needle[/bold] <b>x</b> :smile:")
    assert list(shown(small, "needle")) == ["[bold]needle[/bold] <b>x</b> :smile:"]
    assert "[bold]needle[/bold] <b>x</b> :smile:" in small.ok("search", "needle", tty=True, NO_COLOR="1", COLUMNS="120")
