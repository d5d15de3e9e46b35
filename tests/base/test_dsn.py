"""A DSN: its two forms, and no secret in it, whichever way that is written."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.dsn import SECRETS, check_dsn, has_secret, is_local
from amcli.base.errors import BadValue
from conftest import tries

GOOD = (
    "host=db.example dbname=company user=anna",
    "host = db.example  port=5432",
    "host='a b' application_name='it\\'s mine'",
    "service=company",
    "postgresql://anna@db.example/company",
    "postgresql://anna@db.example:5432,other.example:5433/company?sslmode=verify-ca&target_session_attrs=read-write",
    "postgres://db.example",
    "postgresql:///company?host=/run/postgresql",
    "passfile=/home/anna/.pgpass host=x",
    "postgresql://anna@[::1]:5432/company",
)


@pytest.mark.parametrize("text", GOOD)
def test_both_forms_are_taken(text: str) -> None:
    """As they are, but for the blanks around."""
    assert check_dsn(f"  {text}\n") == text


# The sentence has words of its own, such as password: a secret has a digit in it.
WORD = st.text(st.characters(codec="ascii", exclude_characters="\0"), min_size=8).map(lambda word: f"{word}7")


@given(WORD, st.sampled_from(SECRETS), st.booleans(), st.sampled_from(["", " ", "\t"]))
@settings(max_examples=tries(100, 2_000))
def test_no_secret_is_taken_or_repeated(secret: str, name: str, quoted: bool, blank: str) -> None:
    """In any place and any spelling; and what is said of it has no part of it."""
    spelled = quote(secret, safe="") if quoted else secret
    encoded = "".join(f"%{ord(letter):02X}" for letter in name)
    for text in (
        f"host=x {name}{blank}={blank}{secret}",
        f"{name}='{secret}' host=x",
        f"postgresql://anna:{spelled}@db.example/company",
        f"postgresql://db.example/company?{name}={spelled}",
        f"postgresql://db.example/company?sslmode=require&{encoded}={spelled}",
        f"dbname='postgresql://anna:{spelled}@db.example/company'",
    ):
        assert has_secret(text)
        with pytest.raises(BadValue) as caught:
            check_dsn(text)
        assert secret not in caught.value.message


@pytest.mark.parametrize("text", ["db.example", "s3cret", "mysql://anna@x/y", "host", "host=x y", "=x", "Host=x"])
def test_another_form_is_refused_without_a_word_of_it(text: str) -> None:
    """It may be a secret that was typed in the wrong place."""
    with pytest.raises(BadValue, match="neither form") as caught:
        check_dsn(text)
    assert f"'{text}'" not in caught.value.message


def test_which_hosts_are_this_machine() -> None:
    """A socket and the loopback are; with several hosts all have to be."""
    for host in ("", "/run/postgresql", "@abstract", "localhost", "127.0.0.1", "127.1.2.3", "::1", "localhost,/tmp"):
        assert is_local(host), host
    for host in ("db.example", "10.0.0.1", "localhost,db.example", "localhost.evil.example"):
        assert not is_local(host), host
