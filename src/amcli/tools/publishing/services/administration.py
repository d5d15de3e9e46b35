"""What the company says of all its managers, written by its administrator: settings, rates, managers' targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from amcli.base.errors import BadValue, NotFound
from amcli.base.money import from_minor, parse_money, to_minor
from amcli.base.text import nearest, quote
from amcli.base.time.period import Fiscal, Period, parse_period
from amcli.settings.environment import Env
from amcli.settings.setting import SETTINGS, setting
from amcli.tools.publishing.services.connection import SETTING as COMPANY
from amcli.tools.publishing.services.connection import company_server, connected
from amcli.tools.publishing.services.publisher import must_be_of_version

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

UNCHANGED = "nothing was changed"
UNREAD = "nothing was read"
Answer = TypeVar("Answer")


def ask(env: Env, typed: str, question: Callable[[Company], Answer], *, changes: bool = False) -> Answer:
    """What a question about the company answers, in a transaction that is kept where it `changes` something.

    typed: the DSN, or nothing. Raises DatabaseError and others as the way to the server does, and what the question
    raises.
    """
    undone = UNCHANGED if changes else UNREAD
    with connected(company_server(env, typed), undone) as company:
        must_be_of_version(company, undone)
        found = question(company)
        if changes:
            company.commit()
        return found


def company_settings(company: Company) -> list[tuple[str, str]]:
    return company.execute("SELECT key, value FROM amcli.setting ORDER BY key").fetchall()


def set_setting(company: Company, key: str, text: str) -> str:
    """Set a setting of the company, or with an empty text take it back; how it is then. BadValue as in a portfolio."""
    one = setting(key)
    if one.noun or key == COMPANY:
        raise BadValue(f"{key} is of one portfolio, and none of the company's: set it there, with `amcli config set`")
    if not text:
        company.execute("DELETE FROM amcli.setting WHERE key = %s", (key,))
        return f"{key} is {one.default or 'not set'} again, as by default"
    value = str(SETTINGS[key].read(text))
    sql = (
        "INSERT INTO amcli.setting (key, value) VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    company.execute(sql, (key, value))
    return f"{key} of the company is {value}"


def company_rates(company: Company) -> list[tuple[Any, ...]]:
    sql = "SELECT from_currency, to_currency, rate, date FROM amcli.rate ORDER BY from_currency, to_currency, date"
    return company.execute(sql).fetchall()


def set_rate(company: Company, pair: tuple[str, str], rate: Decimal, day: date) -> str:
    """One unit of the first currency is so many of the second from a day on. BadValue for what is no currency."""
    one, other = (_currency(company, code)[0] for code in pair)
    if one == other:
        raise BadValue(f"{one} is always one {one}: type two currencies")
    sql = """INSERT INTO amcli.rate (from_currency, to_currency, date, rate) VALUES (%s, %s, %s, %s)
        ON CONFLICT (from_currency, to_currency, date) DO UPDATE SET rate = excluded.rate"""
    company.execute(sql, (one, other, day, rate))
    return f"1 {one} is {rate} {other} from {day} on, for the company"


def manager_targets(company: Company) -> list[tuple[Any, ...]]:
    """manager, start, the day after the last, amount in major units, currency."""
    sql = (
        'SELECT manager, start, "end", amount_minor, currency FROM amcli.manager_target ORDER BY manager, start, "end"'
    )
    rows = company.execute(sql).fetchall()
    decimals: dict[str, int] = dict(company.execute("SELECT code, decimals FROM amcli.currency").fetchall())
    return [(*row[:3], from_minor(row[3], decimals[row[4]]), row[4]) for row in rows]


def period_of_company(company: Company, text: str, today: date) -> Period:
    """A period by the company's own fiscal year. Raises BadValue."""
    values = dict(company_settings(company))
    start = int(values.get("fiscal.start", SETTINGS["fiscal.start"].default))
    named = values.get("fiscal.named_by", str(SETTINGS["fiscal.named_by"].default))
    return parse_period(text, today, Fiscal(start, named))


def set_manager_target(company: Company, manager: str, period: Period, text: str) -> str:
    """What a manager is to reach in a period, in place of another of the same days. BadValue for no amount, or where
    neither it nor the company says a currency.
    """
    amount = parse_money(text)
    code = amount.currency or dict(company_settings(company)).get("currency", "")
    if not code:
        raise BadValue(f"of which currency is {quote(text)}? type it, as in '{text} EUR'; the company has none set")
    code, decimals = _currency(company, code)
    minor = to_minor(amount.value, decimals, code, text)
    sql = """INSERT INTO amcli.manager_target (manager, start, "end", amount_minor, currency)
        VALUES (%s, %s, %s, %s, %s) ON CONFLICT (manager, start, "end")
        DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency"""
    company.execute(sql, (manager, period.start, period.end, minor, code))
    return (
        f"{manager} is to reach {from_minor(minor, decimals):,} {code} in {period.name}{_unpublished(company, manager)}"
    )


def remove_manager_target(company: Company, manager: str, period: Period) -> str:
    """Take one out. Raises NotFound, with those that the manager has."""
    sql = 'DELETE FROM amcli.manager_target WHERE manager = %s AND start = %s AND "end" = %s'
    if not company.execute(sql, (manager, period.start, period.end)).rowcount:
        raise NotFound(f"{quote(manager)} has no target of the company for {period.name}")
    return f"{manager} has no target of the company for {period.name} any more"


def _unpublished(company: Company, manager: str) -> str:
    known = [name for (name,) in company.execute("SELECT manager FROM amcli.publication ORDER BY manager").fetchall()]
    if manager in known:
        return ""
    near = nearest(manager, known)
    meant = f"; meant is perhaps {near[0]}" if near else ""
    return f"; nobody of that name has published yet{meant}"


def _currency(company: Company, code: str) -> tuple[str, int]:
    """A currency that the company knows, and its decimals. Raises BadValue."""
    known: Sequence[Any] = company.execute("SELECT code, decimals FROM amcli.currency").fetchall()
    decimals = dict(known)
    wanted = code.strip().upper()
    if wanted not in decimals:
        raise BadValue(
            f"{quote(code)} is no currency of the company: type a code such as EUR", nearest(wanted, decimals)
        )
    return wanted, decimals[wanted]
