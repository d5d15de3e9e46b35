"""The configuration: `config.toml`, its keys, what they accept, and where it lies."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import nearest, one_line, quote
from amcli.base.time.period import Fiscal


def _shown(value: object) -> str:
    """A value of the file inside a message."""
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


# What reads a setting that is neither a number nor one of some words.
FORMS: dict[str, Callable[[str], str]] = {
    "currency": _currency,
    "zone": _zone,
    "country": _country,
    "remind.leads": _leads,
    "remind.again": _again,
}


LONGEST_AGAIN = 3650  # days
LARGEST = 1 << 20  # bytes of a configuration
LONGEST_LINE = 10_000  # bytes; for a key of many parts a reader of TOML takes the square of them


class Setting(NamedTuple):
    """One key: what it means, its default, and the words or whole numbers it accepts."""

    key: str
    help: str
    default: str | int
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    def read(self, value: object) -> str | int:
        """The value as it is used; BadValue says what is accepted."""
        if isinstance(self.default, int):
            text = str(value)
            digits = text.isascii() and text.isdigit() and len(text) <= 6 and not isinstance(value, bool)
            if not digits or not self.least <= int(text) <= self.most:
                raise BadValue(f"{self.key} is a whole number from {self.least} to {self.most}, not {_shown(value)}")
            return int(text)
        if self.key in FORMS:
            if not isinstance(value, str):
                raise BadValue(f"{self.key} is a text in quotes, not {_shown(value)}")
            return FORMS[self.key](value) if value else ""
        if str(value) not in self.choices:
            raise BadValue(f"{self.key} is one of {', '.join(self.choices)}, not {_shown(value)}")
        return str(value)


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("currency", "Currency of new records and of reports.", ""),
        Setting("fiscal.start", "First month of the fiscal year.", 1, least=1, most=12),
        Setting("fiscal.named_by", "The year a fiscal year is named by.", "end", choices=("end", "start")),
        Setting("signs.good", "Forecast / target in percent from which the sign is ✓.", 100, least=1, most=1000),
        Setting("signs.near", "Forecast / target in percent from which the sign is ~.", 90, least=0, most=1000),
        Setting("zone", "Time zone of deadlines with a time, such as Europe/Berlin; else the machine's.", ""),
        Setting("country", "Whose public holidays count, such as DE or US-CA.", ""),
        Setting("remind.leads", "How long before a deadline it is said.", "7d,1d,0d"),
        Setting("remind.again", "Days after which an overdue thing is said again; then every 7 days.", "1,3,7"),
        Setting("cadence.tier1", "Days after which a tier 1 account is quiet.", 14, least=1, most=3650),
        Setting("cadence.tier2", "Days after which a tier 2 account is quiet.", 30, least=1, most=3650),
        Setting("cadence.tier3", "Days after which any other account is quiet.", 90, least=1, most=3650),
    )
}


class Config(NamedTuple):
    """The settings in force, and the import profiles that were saved."""

    path: Path
    values: Mapping[str, str | int]
    profiles: Mapping[str, Mapping[str, str]]

    def text(self, key: str) -> str:
        return str(self.values.get(key, SETTINGS[key].default))

    def number(self, key: str) -> int:
        return int(self.values.get(key, SETTINGS[key].default))

    @property
    def currency(self) -> str:
        """The configured currency, or an empty text."""
        return self.text("currency")

    @property
    def fiscal(self) -> Fiscal:
        return Fiscal(self.number("fiscal.start"), self.text("fiscal.named_by"))

    @property
    def cadences(self) -> dict[int | None, int]:
        """Days to quiet by tier; None is an account without a tier."""
        tiers: dict[int | None, int] = {tier: self.number(f"cadence.tier{tier}") for tier in (1, 2, 3)}
        return {**tiers, None: tiers[3]}


def config_path(environ: Mapping[str, str]) -> Path:
    """AMCLI_CONFIG, else config.toml in the platform's configuration folder."""
    if named := environ.get("AMCLI_CONFIG"):
        return Path(os.path.expanduser(named))  # noqa: PTH111 (leaves a ~user that nobody is)
    from platformdirs import user_config_path

    return user_config_path("amcli") / "config.toml"


def load(path: Path) -> Config:
    """Read the file; a missing one is all defaults. BadValue names a key that nobody knows or a value that is none."""
    try:
        if not path.is_file():
            return Config(path, {}, {})
        import tomllib

        document = tomllib.loads(read_text(path))
        profiles = document.pop("profiles", {})
        _check_profiles(path, profiles)
        return Config(path, {key: setting(key).read(value) for key, value in _flat(document)}, profiles)
    except (OSError, ValueError) as error:  # not to be read, no UTF-8, no TOML
        raise BadValue(f"cannot read the configuration {path}: {error}") from error
    except RecursionError as error:
        raise BadValue(f"cannot read the configuration {path}: its values are nested too deep") from error


def read_text(path: Path) -> str:
    """All of the file's text. OSError; ValueError where it is no UTF-8, or too large for a configuration."""
    with path.open("rb") as source:
        data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST >> 20} MB")
    if max(map(len, data.splitlines()), default=0) > LONGEST_LINE:
        raise ValueError(f"a line of it is longer than {LONGEST_LINE:,} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line} of it is not UTF-8: save it as UTF-8") from error


def _check_profiles(path: Path, profiles: Any) -> None:
    wanted = 'an import profile is a table of field = "column"'
    if not isinstance(profiles, dict):
        raise BadValue(f"cannot read the configuration {path}: {wanted}")
    for name, profile in profiles.items():
        if not isinstance(profile, dict):
            raise BadValue(f"cannot read the configuration {path}: profiles.{one_line(name)}: {wanted}")
        for field, column in profile.items():
            if not isinstance(column, str):
                key = one_line(f"profiles.{name}.{field}")
                raise BadValue(f"cannot read the configuration {path}: {key} is {_shown(column)}, and {wanted}")


def setting(key: str) -> Setting:
    """The setting of that key; BadValue names the nearest."""
    if key in SETTINGS:
        return SETTINGS[key]
    raise BadValue(f"there is no setting {quote(key)}; there are {', '.join(SETTINGS)}", nearest(key, SETTINGS))


def _flat(document: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Each value with its dotted key. There are no settings below a table in a table."""
    found: list[tuple[str, Any]] = []
    for key, value in document.items():
        if isinstance(value, dict) and key not in SETTINGS:
            found += [(f"{key}.{name}", one) for name, one in value.items()]
        else:
            found.append((key, value))
    return found
