"""The configuration: what the portfolio says, else `config.toml`, where that lies and what it may hold.

The settings make figures, so they go with the portfolio. What config.toml says of them is what a new portfolio begins
with, and holds for one that has nothing of its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.errors import BadValue, DatabaseError
from amcli.base.text import one_line
from amcli.base.time.period import Fiscal
from amcli.settings.setting import PROFILES, SETTINGS, Setting, setting, shown

if TYPE_CHECKING:
    from amcli.base.stages import Stage
    from amcli.base.time.limits import Limits
    from amcli.base.time.span import Span
    from amcli.base.time.working_hours import WorkingHours

PORTFOLIO, CONFIG_FILE, DEFAULT = "portfolio", "config.toml", "default"  # where a value comes from

LARGEST = 1 << 20  # bytes of a configuration
LONGEST_LINE = 10_000  # bytes; for a key of many parts a reader of TOML takes the square of them


class Config(NamedTuple):
    """The settings in force, and the import profiles that were saved; `stored` names those that the portfolio has."""

    path: Path
    values: Mapping[str, str | int]
    profiles: Mapping[str, Mapping[str, str]]
    stored: frozenset[str] = frozenset()

    def source(self, key: str) -> str:
        """Where a setting, or a profile by `profiles.NAME`, comes from."""
        if key in self.stored:
            return PORTFOLIO
        name = key.removeprefix(PROFILES)
        return CONFIG_FILE if key in self.values or name in self.profiles else DEFAULT

    def with_stored(self, rows: Mapping[str, str], file: Path) -> Config:
        """The settings of a portfolio, else these. DatabaseError for a value that amcli cannot have written.

        rows: its settings by key. A key that this amcli does not know is left out; `amcli doctor` names it.
        """
        values, profiles = dict(self.values), dict(self.profiles)
        stored, kept = set[str](), dict[str, dict[str, str]]()
        for key, text in rows.items():
            if key.startswith(PROFILES):
                name, _, field = key.removeprefix(PROFILES).rpartition(".")
                kept.setdefault(name, {})[field] = text
            elif key in SETTINGS:
                try:
                    values[key] = SETTINGS[key].read(text)
                except BadValue as error:
                    mend = f"type `amcli config set {key} VALUE`, or an empty text for the default"
                    raise DatabaseError(f"{file} has a setting that cannot be used: {error.message}: {mend}") from error
                stored.add(key)
        profiles.update(kept)
        return Config(self.path, values, profiles, frozenset(stored | {PROFILES + name for name in kept}))

    def as_rows(self) -> dict[str, str]:
        """What all of it is in a portfolio: a text by key."""
        rows = {key: str(value) for key, value in self.values.items() if value != ""}
        for name, profile in self.profiles.items():
            rows |= profile_rows(name, profile)
        return rows

    def text(self, key: str) -> str:
        return str(self.values.get(key, SETTINGS[key].default))

    def number(self, key: str) -> int:
        return int(self.values.get(key, SETTINGS[key].default))

    @property
    def currency(self) -> str:
        """The configured currency, or an empty text."""
        return self.text("currency")

    @property
    def decimal(self) -> str:
        """What stands before the decimals of a number that is typed: `point` or `comma`."""
        return self.text("decimal")

    @property
    def fiscal(self) -> Fiscal:
        return Fiscal(self.number("fiscal.start"), self.text("fiscal.named_by"))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The open stages of opportunities in their order, without the idea."""
        from amcli.base.stages import parse_stages

        return parse_stages(self.text("stages"))

    @property
    def contract_lead(self) -> Span:
        """How long before the last day of notice to act, where a contract says nothing of its own."""
        from amcli.base.time.span import parse_span

        return parse_span(self.text("contract.lead") or str(SETTINGS["contract.lead"].default))

    @property
    def hours(self) -> WorkingHours:
        """The working hours of a working day."""
        from amcli.base.time.working_hours import parse_hours

        return parse_hours(self.text("hours") or str(SETTINGS["hours"].default))

    def limits(self, severity: str) -> Limits:
        """The limits of an issue of that severity, which is one that has a setting."""
        from amcli.base.time.limits import parse_limits

        key = f"issue.{severity}"
        return parse_limits(self.text(key) or str(SETTINGS[key].default))

    @property
    def cadences(self) -> dict[int | None, int]:
        """Days to quiet by tier; None is an account without a tier."""
        tiers: dict[int | None, int] = {tier: self.number(f"cadence.tier{tier}") for tier in (1, 2, 3)}
        return {**tiers, None: tiers[3]}


def profile_rows(name: str, profile: Mapping[str, str]) -> dict[str, str]:
    """What an import profile is in a portfolio: a column by the key of its field."""
    return {f"{PROFILES}{name}.{field}": column for field, column in profile.items() if column}


def config_path(environ: Mapping[str, str]) -> Path:
    """AMCLI_CONFIG, else config.toml in the platform's configuration folder."""
    if named := environ.get("AMCLI_CONFIG"):
        return Path(os.path.expanduser(named))  # noqa: PTH111 (leaves a ~user that nobody is)
    from platformdirs import user_config_path

    return user_config_path("amcli") / "config.toml"


def load(path: Path) -> Config:
    """Read config.toml; a missing one is all defaults. BadValue names a key that nobody knows, or a wrong value."""
    try:
        if not path.is_file():
            return Config(path, {}, {})
        import tomllib

        document = tomllib.loads(read_text(path))
        profiles = document.pop("profiles", {})
        _check_profiles(path, profiles)
        return Config(path, {key: _of_no_record(key).read(value) for key, value in _flat(document)}, profiles)
    except (OSError, ValueError) as error:  # not to be read, no UTF-8, no TOML
        raise BadValue(f"cannot read the configuration {path}: {error}") from error
    except RecursionError as error:
        raise BadValue(f"cannot read the configuration {path}: its values are nested too deep") from error


def _of_no_record(key: str) -> Setting:
    """The setting of a key. BadValue for one that there is not, and for one that names a record of a portfolio."""
    one = setting(key)
    if one.noun:
        raise BadValue(f"config.toml cannot say {key}, which names a {one.noun} of one portfolio: take it out there")
    return one


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
                raise BadValue(f"cannot read the configuration {path}: {key} is {shown(column)}, and {wanted}")


def _flat(document: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Each value with its dotted key. There are no settings below a table in a table."""
    found: list[tuple[str, Any]] = []
    for key, value in document.items():
        if isinstance(value, dict) and key not in SETTINGS:
            found += [(f"{key}.{name}", one) for name, one in value.items()]
        else:
            found.append((key, value))
    return found
