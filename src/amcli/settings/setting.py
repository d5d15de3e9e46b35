"""The settings: their keys, what each means and accepts, and its default. All of them make figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import check_code, nearest, quote

LONGEST_AGAIN = 3650  # days
STAGES = "lead 10 30, qualified 25 30, proposal 50 21, negotiation 75 14, verbal 90 7"
LIMITS = "Working time until acknowledged and until closed, or none, of a"  # an issue of one severity
PROFILES = "profiles."  # what the key of a field of an import profile begins with: profiles.NAME.FIELD


def shown(value: object) -> str:
    """A value of a file inside a message."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return quote(str(value).lower() if isinstance(value, bool) else str(value))


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise BadValue(f"currency is an ISO 4217 code such as EUR, not {quote(text)}")
    return text.upper()


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise BadValue(f"zone is a time zone such as Europe/Berlin, not {quote(text)}") from error
    return text


def _country(text: str) -> str:
    if not text.replace("-", "").isalnum() or not text.isascii():
        raise BadValue(f"country is a code such as DE or US-CA, not {quote(text)}")
    return text.upper()


def _leads(text: str) -> str:
    from amcli.base.time.lead_times import parse_lead_times, spell_lead_times

    return spell_lead_times(parse_lead_times(text))


def _again(text: str) -> str:
    """Days after which an overdue thing is said again: whole numbers, each larger than the one before; or none."""
    if text.strip() == "none":
        return "none"
    words = [word.strip() for word in text.split(",")]
    days = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(days) != len(words) or days != sorted(set(days)) or not days[0] >= 1 or days[-1] > LONGEST_AGAIN:
        wanted = f"whole numbers from 1 to {LONGEST_AGAIN}, each larger than the one before, such as 1,3,7; or none"
        raise BadValue(f"remind.again is {wanted}, not {quote(text)}")
    return ",".join(map(str, days))


def _span(text: str) -> str:
    from amcli.base.time.span import parse_span

    return parse_span(text).spell()


def _stages(text: str) -> str:
    from amcli.base.stages import parse_stages, spell_stages

    return spell_stages(parse_stages(text))


def _hours(text: str) -> str:
    from amcli.base.time.working_hours import parse_hours, spell_hours

    return spell_hours(parse_hours(text))


def _limits(text: str) -> str:
    from amcli.base.time.limits import parse_limits, spell_limits

    return spell_limits(parse_limits(text))


def _company(text: str) -> str:
    from amcli.base.dsn import check_dsn

    return check_dsn(text)


# What reads a setting that is neither a number nor one of some words.
FORMS: dict[str, Callable[[str], str]] = {
    "currency": _currency,
    "zone": _zone,
    "country": _country,
    "remind.leads": _leads,
    "remind.again": _again,
    "me": check_code,
    "stages": _stages,
    "contract.lead": _span,
    "hours": _hours,
    "issue.critical": _limits,
    "issue.high": _limits,
    "issue.normal": _limits,
    "issue.low": _limits,
    "company": _company,
}


def _must_be_currency(code: str) -> None:
    from iso4217 import Currency

    known = [currency.code for currency in Currency]
    if code not in known:
        raise BadValue(f"{quote(code)} is no currency of ISO 4217: type a code such as EUR", nearest(code, known))


def _must_have_holidays(country: str) -> None:
    from amcli.base.time.workdays import holidays_of

    holidays_of(country)


# What looks up whether there is such a thing: too dear for every start, and what was kept was looked up then.
THERE: dict[str, Callable[[str], None]] = {"currency": _must_be_currency, "country": _must_have_holidays}


class Setting(NamedTuple):
    """One key: what it means, its default, and the words or whole numbers it accepts.

    noun: it names a record of this kind by its code, and so belongs to a portfolio. told: the function, as
    `module:name`, that says of a session in which it was set what of the portfolio no longer goes with it. carried: the
    function that brings what follows from it up to date in the same operation, from the old to the new value.
    """

    key: str
    help: str
    default: str | int
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    noun: str = ""
    told: str = ""
    carried: str = ""

    def read(self, value: object) -> str | int:
        """The value as it is used; BadValue says what is accepted."""
        if isinstance(self.default, int):
            text = str(value)
            digits = text.isascii() and text.isdigit() and len(text) <= 6 and not isinstance(value, bool)
            if not digits or not self.least <= int(text) <= self.most:
                raise BadValue(f"{self.key} is a whole number from {self.least} to {self.most}, not {shown(value)}")
            return int(text)
        if self.key in FORMS:
            if not isinstance(value, str):
                raise BadValue(f"{self.key} is a text in quotes, not {shown(value)}")
            return FORMS[self.key](value) if value else ""
        if str(value) not in self.choices:
            raise BadValue(f"{self.key} is one of {', '.join(self.choices)}, not {shown(value)}")
        return str(value)

    def check(self, text: str) -> str | int:
        """The value of a text that is to be kept, which has to be more than well formed: a currency, a country that
        there is. BadValue says what is accepted, and names the nearest.
        """
        value = self.read(text)
        if value and self.key in THERE:
            THERE[self.key](str(value))
        return value


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("currency", "Currency of new records and of reports.", ""),
        Setting("decimal", "What stands before the decimals of what you type.", "point", choices=("point", "comma")),
        Setting("fiscal.start", "First month of the fiscal year.", 1, least=1, most=12),
        Setting("fiscal.named_by", "The year a fiscal year is named by.", "end", choices=("end", "start")),
        Setting("signs.good", "Forecast / target in percent from which the sign is ✓.", 100, least=1, most=1000),
        Setting("signs.near", "Forecast / target in percent from which the sign is ~.", 90, least=0, most=1000),
        Setting("sales.lag", "Days after which a warning says that sales may be missing.", 7, least=0, most=3650),
        Setting("stopped.days", "Days without a sale after which an account stopped.", 90, least=1, most=3650),
        Setting(
            "me",
            "The colleague who keeps this portfolio, and does what nobody else is named for.",
            "",
            noun="colleague",
        ),
        Setting(
            "stages",
            "The stages of opportunities: a word, percent, days.",
            STAGES,
            told="features.pipeline.services.left_stages:left_stages",
        ),
        Setting("contract.lead", "How long before the last day of notice to act.", "14d"),
        Setting(
            "zone",
            "Time zone of deadlines with a time, such as Europe/Berlin; else the machine's.",
            "",
            carried="features.deadlines.services.zones:work_out_anew",
        ),
        Setting("country", "Whose public holidays count, such as DE or US-CA.", ""),
        Setting("hours", "The working hours of a working day, such as 09:00-17:00 or 9-12,13-17:30.", "09:00-17:00"),
        Setting("issue.critical", f"{LIMITS} critical issue.", "4h 2d"),
        Setting("issue.high", f"{LIMITS} high issue.", "1d 5d"),
        Setting("issue.normal", f"{LIMITS} normal issue.", "2d 10d"),
        Setting("issue.low", f"{LIMITS} low issue.", "none"),
        Setting("remind.leads", "How long before a deadline it is said.", "7d,1d,0d"),
        Setting("remind.again", "Days after which an overdue thing is said again; then every 7 days.", "1,3,7"),
        Setting("cadence.tier1", "Days after which a tier 1 account is quiet.", 14, least=1, most=3650),
        Setting("cadence.tier2", "Days after which a tier 2 account is quiet.", 30, least=1, most=3650),
        Setting("cadence.tier3", "Days after which any other account is quiet.", 90, least=1, most=3650),
        Setting("company", "The company's PostgreSQL, to publish to: a DSN without a password.", ""),
    )
}


NOT_ABOVE = {"signs.near": "signs.good"}  # a setting, and the one that it may not be above


def check_beside(key: str, value: str | int, others: Callable[[str], str | int]) -> None:
    """BadValue for a value that does not go with those of other settings, as `others` gives them."""
    for low, high in NOT_ABOVE.items():
        if key == low and int(value) > int(others(high)):
            raise BadValue(f"{low} is at most {high}, which is {others(high)}, not {value}: set {high} first")
        if key == high and int(value) < int(others(low)):
            raise BadValue(f"{high} is at least {low}, which is {others(low)}, not {value}: set {low} first")


def naming_records() -> list[Setting]:
    """The settings whose value is the code of a record."""
    return [one for one in SETTINGS.values() if one.noun]


def setting(key: str) -> Setting:
    """The setting of that key; BadValue names the nearest."""
    if key in SETTINGS:
        return SETTINGS[key]
    raise BadValue(f"there is no setting {quote(key)}; there are {', '.join(SETTINGS)}", nearest(key, SETTINGS))


def read_row(key: str, text: str, *, look_up: bool = False) -> str | int:
    """The value of a row that a portfolio keeps: of a setting, or of a field of an import profile.

    look_up: also whether there is such a currency or country, as far as this machine can tell. BadValue for an unknown
    key and for a value that is not accepted.
    """
    name, _, field = key.removeprefix(PROFILES).rpartition(".")
    if key.startswith(PROFILES) and name and field:
        return text
    one = setting(key)
    return one.check(text) if look_up and (key != "country" or _knows_holidays()) else one.read(text)


def _knows_holidays() -> bool:
    from importlib.util import find_spec

    return find_spec("holidays") is not None
