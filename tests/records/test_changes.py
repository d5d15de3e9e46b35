"""The services as a program uses them: one call, one operation, one transaction, a plain result."""

import pytest

from amcli.base.errors import AmcliError, BadValue, NotFound, Refused
from amcli.features.accounts.services import archive as accounts
from amcli.features.activity.services import log_line as interactions
from amcli.features.budgets.services import spend as budgets
from amcli.features.deadlines.services import deadlines, reopening
from amcli.records.services import changes as records
from amcli.settings.config import Config
from amcli.settings.environment import Env
from amcli.store.session import operation
from amcli.tools.history.services import undo as journal
from conftest import Cli


@pytest.fixture
def env(small: Cli) -> Env:
    return Env(small.environ, command=("amcli", "test"))


def operations(small: Cli) -> int:
    return len(small.dump(journal=True)["operation"])


def test_a_change_says_what_it_did(env: Env) -> None:
    """Each service returns a sentence, the references and the notes, and nothing of the database."""
    change = records.add(env, "sale", {"account": "maruti", "amount": "5", "ref": "a\x00b"})
    assert change.message == "Added sale S4 (5.00 USD maruti 2026-09-17)"
    assert change.references == ("S4",)
    assert change.notes == ("took 1 control character out of the ref",)
    assert records.edit(env, "sale", ["S4", "s4"], {"amount": "6"}).references == ("S4",)
    assert records.put(env, "rate", {"from": "USD", "to": "EUR", "rate": "1"}).references == ("R3",)
    assert accounts.archive(env, ["maruti"]).message == "Archived account maruti (Maruti Suzuki)"
    assert deadlines.done(env, ["D1"]).references == ("D1",)
    assert reopening.reopen(env, ["D1"]).references == ("D1",)
    assert budgets.spend(env, "maruti", "trade fair", {"amount": "5"}).references == ("X2",)
    logged = interactions.log(env, {"account": "maruti", "text": "x"}, follow_up="y", due="fri", closes=("D1",))
    assert logged.references == ("I3", "D4")
    assert records.remove(env, "sale", ["S4"]).message == "Removed sale S4 (6.00 USD maruti 2026-09-17)"
    assert journal.undo(env).references[0].startswith("H")


def test_many_records_are_named_by_three(env: Env) -> None:
    """The sentence of a change of many names three and counts the rest."""
    change = records.edit(env, "account", ["maruti", "eclair", "A2", "A4"], {"note": "x"})
    assert change.message.endswith("and 1 more")
    assert len(change.references) == 4


def test_each_call_is_one_operation(env: Env, small: Cli) -> None:
    """One call is one operation however many records it touches, none when it changes nothing or is taken back."""
    before = operations(small)
    records.edit(env, "account", ["maruti", "eclair"], {"note": "x"})
    assert operations(small) == before + 1
    records.edit(env, "account", ["maruti", "eclair"], {"note": "x"})
    records.add(env, "account", {"name": "New"}, dry_run=True)
    with pytest.raises(NotFound):
        records.edit(env, "account", ["maruti", "nobody"], {"note": "y"})
    assert operations(small) == before + 1


@pytest.mark.parametrize("error", [AmcliError("x"), ValueError("x"), KeyboardInterrupt(), SystemExit()])
def test_whatever_ends_a_change_early_takes_it_back(env: Env, small: Cli, error: BaseException) -> None:
    """An error, a defect or Ctrl-C inside a change leaves nothing of it."""
    before = small.dump(journal=True)
    with pytest.raises(type(error)), operation(env) as work:
        work.insert("product", {"code": "x", "name": "X"})
        work.update("account", 1, {"tier": 3})
        work.delete("rate", 1)
        raise error
    assert small.dump(journal=True) == before


def test_the_schema_is_a_wall_of_its_own(env: Env, small: Cli) -> None:
    """What a service passes on is checked once more as it becomes a row: bounds, words and days."""
    before = small.dump()
    for table, values in (
        ("product", {"code": "x", "name": ""}),
        ("product", {"code": "x", "name": "X", "price_minor": -1, "currency": "USD"}),
        ("product", {"code": "x", "name": "X", "price_minor": 2**63, "currency": "USD"}),
        ("sale", {"account_id": 1, "date": "today", "amount_minor": 1, "currency": "USD", "kind": "sale"}),
        ("sale", {"account_id": 1, "date": "2026-01-01", "amount_minor": 1, "currency": "usd", "kind": "sale"}),
        ("sale", {"account_id": 1, "date": "2026-01-01", "amount_minor": 1, "currency": "USD", "kind": "gift"}),
        ("sale", {"account_id": None, "date": "2026-01-01", "amount_minor": 1, "currency": "USD", "kind": "sale"}),
    ):
        with pytest.raises((BadValue, Refused)), operation(env) as work:
            work.insert(table, values)
    with pytest.raises(Refused), operation(env) as work:
        work.update("account", 1, {"tier": 9})
    assert small.dump() == before


def test_the_schema_is_the_last_wall_of_a_service(env: Env, small: Cli) -> None:
    """A rule that only the schema sees broken is a refusal in one line, and the change is taken back."""
    before = small.dump()
    for table, values in (
        ("product", {"code": "pad", "name": "X"}),
        ("sale", {"account_id": 999, "date": "2026-01-01", "amount_minor": 1, "currency": "USD", "kind": "sale"}),
        ("sale", {"account_id": 1, "date": "2026-13-01", "amount_minor": 1, "currency": "USD", "kind": "sale"}),
        ("product", {"code": "x", "name": "X", "price_minor": 1}),
    ):
        with pytest.raises(Refused, match="breaks a rule of the file"), operation(env) as work:
            work.insert(table, values)
    with pytest.raises(Refused), operation(env) as work:
        work.delete("account", 1)
    assert small.dump() == before


def test_an_environment_of_ones_own(small: Cli) -> None:
    """A service takes its file, clock and configuration from the environment handed to it."""
    env = Env({}, db=str(small.db), today_text="2020-02-29")
    env.config = Config(small.folder / "none.toml", {"currency": "KWD"}, {})
    records.add(env, "account", {"name": "New"})
    records.add(env, "sale", {"account": "new", "amount": "1.005"})
    assert small.json("sale", "show", "S4", "--columns", "date,currency") == {"date": "2020-02-29", "currency": "KWD"}


def test_the_command_is_kept(small: Cli) -> None:
    """The journal keeps the command line as it can be typed again, clean."""
    env = Env(small.environ, command=("amcli", "sale", "add", "a b", "x\x1b[31m"))
    records.add(env, "sale", {"account": "maruti", "amount": "5"})
    assert small.dump(journal=True)["operation"][-1][2] == "amcli sale add 'a b' 'x[31m'"
