"""What a record was called before it was merged or changed finds it: aliases."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from older_documents import of_format


def aliases(cli: Cli, noun: str, reference: str) -> Any:
    """What a record was called."""
    shown: Any = cli.json(noun, "show", reference)
    return shown["aliases"]


EDITS = {
    "account": ("maruti", {"--name": "Suzuki India", "--code": "suz", "--external-id": "9"}, "Maruti Suzuki"),
    "product": ("pad", {"--name": "Pads", "--code": "pads", "--external-id": "9"}, "Brake pad"),
    "contact": ("C1", {"--name": "Asha Kumar", "--external-id": "9"}, "Asha Rao"),
}


@pytest.mark.parametrize("noun", EDITS)
def test_a_changed_record_is_found_by_what_it_was_called(small: Cli, noun: str) -> None:
    """Code, key of another system and name; undo takes the aliases back, redo brings them again."""
    reference, options, name = EDITS[noun]
    small.ok(noun, "edit", reference, "--external-id", "8 of theirs")
    before = small.dump()
    small.ok(noun, "edit", reference, *(word for pair in options.items() for word in pair))
    called = {"name": name, "external_id": "8 of theirs", "code": reference}
    kinds = ["code", "external_id", "name"] if "--code" in options else ["external_id", "name"]
    now = options.get("--code", reference)
    assert aliases(small, noun, now)[-len(kinds) :] == [f"{kind}:{called[kind]}" for kind in kinds]
    for kind in kinds:
        text = called[kind].upper() if kind != "external_id" else called[kind]
        assert small.ok(noun, "edit", now, "--dry-run", f"--name={noun}", "-q") == f"{now}\n"
        if noun != "contact" or kind != "name":  # another contact is called so
            assert small.ok(noun, "edit", text, "--dry-run", f"--name={noun}", "-q") == f"{now}\n"
    after = small.dump()
    small.ok("undo")
    table = f"{noun}_alias"
    assert small.dump()[table] == before[table]
    small.ok("redo")
    assert small.dump()[table] == after[table]


def test_what_is_called_so_now_comes_first(cli: Cli) -> None:
    """A former name is no claim: whoever has it now is found, and a name that is taken back is no alias."""
    cli.ok("account", "add", "Orion", "--code", "one")
    cli.ok("account", "edit", "one", "--name", "Nova")
    assert cli.ok("account", "edit", "orion", "--tier", "1", "-q") == "one\n"
    cli.ok("account", "add", "Orion", "--code", "two")
    assert cli.ok("account", "edit", "orion", "--tier", "1", "-q") == "two\n"
    cli.ok("account", "edit", "one", "--name", "Orion")
    assert aliases(cli, "account", "one") == ["name:Nova"]


def test_a_former_code_is_not_made_again(cli: Cli) -> None:
    """A code made from a name avoids it; one that is typed is taken, and said to mean something else now."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "edit", "acme", "--code", "acme-ag")
    assert cli.ok("account", "add", "Acme", "-q") == "acme-2\n"
    done = cli("account", "add", "Acme", "--code", "ACME", "-q")
    assert done.out == "ACME\n"
    assert "ACME was the code of acme-ag: from now on it means this account" in done.err
    assert cli.ok("account", "edit", "acme", "--tier", "1", "-q") == "ACME\n"


def test_aliases_of_what_is_merged_go_along(cli: Cli) -> None:
    """Also those that it had itself; and who is removed takes them with it."""
    for name in ("One", "Two", "Three"):
        cli.ok("account", "add", name, "--external-id", f"k{name}")
    cli.ok("account", "merge", "two", "three", "--yes")
    cli.ok("account", "merge", "one", "two", "--yes")
    for text in ("three", "Two", "kThree", "kTwo"):
        assert cli.ok("account", "edit", text, "--tier", "1", "--dry-run", "-q") == "one\n"
    assert cli("account", "edit", "kthree", "--tier", "1").code == 3  # the case of another system's key counts
    cli.ok("undo", "-q")
    cli.ok("undo", "-q")
    assert cli.ok("account", "edit", "three", "--tier", "2", "-q") == "three\n"
    cli.ok("undo", "-q")
    cli.ok("redo", "-q")
    cli.ok("undo", "-q")
    cli.ok("account", "merge", "one", "three", "two", "--yes")
    cli.ok("account", "remove", "one", "--yes")
    assert cli("account", "edit", "kTwo", "--tier", "1").code == 3


def test_export_all_keeps_them_and_older_documents_have_none(cli: Cli, tmp_path: Path) -> None:
    """Whatever is in a name: the document comes back to the byte; one of format 1 is still taken."""
    cli.ok("account", "add", "A;B%3B 100%", "--code", "x")
    cli.ok("account", "edit", "x", "--name", "Plain", "--code", "y")
    document = cli.ok("export", "all")
    new = Cli(tmp_path)
    new.environ["AMCLI_DB"] = str(tmp_path / "new.db")
    new.ok("import", "all", "-", stdin=document)
    assert new.ok("export", "all") == document
    assert new.ok("account", "edit", "a;b%3b 100%", "--tier", "1", "-q") == "y\n"
    old = of_format(document, 1)
    older = Cli(tmp_path)
    older.environ["AMCLI_DB"] = str(tmp_path / "older.db")
    older.ok("import", "all", "-", stdin=json.dumps(old))
    assert aliases(older, "account", "y") is None
    old["accounts"][0]["aliases"] = ["nick:X"]
    wrong = Cli(tmp_path)
    wrong.environ["AMCLI_DB"] = str(tmp_path / "wrong.db")
    done = wrong("import", "all", "-", stdin=json.dumps(old))
    assert (done.code, "aliases has 'nick:X'" in done.err) == (2, True)
