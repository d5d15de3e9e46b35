"""What a run knows of its surroundings: the file, the clock, the configuration, the words it was started with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from amcli.base.errors import DatabaseError
from amcli.base.time.dates import parse_now
from amcli.settings import config

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from amcli.base.time.working_time import WorkingTime

AskPortfolio = Callable[["Env"], Mapping[str, str]]


class Env:
    """Handed to every service and report, and replaced in tests.

    db: what `--db` said. today_text: what `--today` said. command: the words typed, for the journal.
    ask_portfolio: what reads the portfolio's settings when they are first asked for; this level knows no file.
    tell_waiting: what says to a person that a lock is waited for, where there is one.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        db: str = "",
        today_text: str = "",
        command: Sequence[str] = (),
        now_fixed: datetime | None = None,
        ask_portfolio: AskPortfolio | None = None,
    ) -> None:
        self.environ = environ
        self.db = db
        self.today_text = today_text
        self.command = command
        self.now_fixed = now_fixed
        self.ask_portfolio = ask_portfolio
        self._asked_alone = False  # whether the configuration was made without the portfolio's settings
        self.tell_waiting: Callable[[str], None] | None = None
        self.was_there = False  # whether the portfolio was there when the command began
        self.remarks: list[str] = []  # what a person hears beside the result, whatever the command
        self.by_day = False  # whether what is made is a page, which is the same all day: no hour of now may enter
        self.committed = ""  # what a change did that is in the file, in case of Ctrl-C before its result is there

    @cached_property
    def now(self) -> datetime:
        """The clock of every rule: `--today`, else AMCLI_TODAY, else the machine's, in the configured zone. What is
        relative (`+1w`) is so to the one behind it.
        """
        if self.now_fixed is not None:
            return self.now_fixed
        return parse_now(self.today_text, self._clock_behind) if self.today_text else self._clock_behind()

    def _clock_behind(self) -> datetime:
        """The clock without `--today`."""
        text = self.environ.get("AMCLI_TODAY", "")
        return parse_now(text, self._machine_clock) if text else self._machine_clock()

    def _machine_clock(self) -> datetime:
        return _machine_time(self.config.text("zone"))

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def moment(self) -> datetime:
        """Now; for what is the same all day its beginning, when all that is due on it is still to come."""
        return self.now.replace(hour=0, minute=0, second=0, microsecond=0) if self.by_day else self.now

    @property
    def zone(self) -> ZoneInfo | None:
        """The configured zone; None is the machine's own."""
        return zone_of(self.config.text("zone"))

    def phone_country(self) -> str:
        """The two letters of the country whose telephone numbers are written without their country; none is unknown."""
        return self.config.text("country")[:2].upper()

    def working_time(self) -> WorkingTime:
        """What counts working time by the settings. It remembers the years that it counted: make one for a report.

        Raises BadValue as `free_days`.
        """
        from amcli.base.time.workdays import free_days
        from amcli.base.time.working_time import WorkingTime

        return WorkingTime(self.config.hours, free_days(self.config.text("country")), self.zone)

    def check_today(self) -> None:
        """BadValue for a `--today` or AMCLI_TODAY that is none. The clock itself waits until somebody asks: its zone is
        the portfolio's.
        """
        text = self.today_text or self.environ.get("AMCLI_TODAY", "")
        if text:
            parse_now(text, partial(_machine_time, ""))

    @cached_property
    def config_file(self) -> config.Config:
        """What config.toml says. Raises BadValue."""
        return config.load(config.config_path(self.environ))

    @cached_property
    def config(self) -> config.Config:
        """The settings in force: the portfolio's, else those of config.toml. Raises BadValue and DatabaseError."""
        self._asked_alone = self.ask_portfolio is None
        return self.config_file.with_stored(self.ask_portfolio(self) if self.ask_portfolio else {}, self.path)

    @contextmanager
    def settings_from(self, ask: AskPortfolio) -> Iterator[None]:
        """While the file is open, its settings are asked for there and not by opening it again."""
        outside, self.ask_portfolio = self.ask_portfolio, ask
        if self._asked_alone:
            self.forget_settings()  # nobody knew of the portfolio's when they were asked for
        try:
            yield
        finally:
            self.ask_portfolio = outside

    def forget_settings(self) -> None:
        """Ask anew for the settings: those of the portfolio have changed."""
        self._asked_alone = False
        vars(self).pop("config", None)

    @property
    def named(self) -> str:
        """The file as it was named by option or environment, or an empty text."""
        return self.db or self.environ.get("AMCLI_DB", "")

    @cached_property
    def path(self) -> Path:
        """Where the file is, or will be."""
        if self.named:
            return Path(os.path.expanduser(self.named))  # noqa: PTH111 (leaves a ~user that nobody is)
        from platformdirs import user_data_path

        return user_data_path("amcli") / "amcli.db"

    def look(self) -> None:
        """Remember that the portfolio is there: one that goes while the command waits must not be made anew, empty."""
        self.was_there = os.path.exists(self.path)  # noqa: PTH110 (never raises)

    def _must_be_there_still(self) -> None:
        if self.was_there and not os.path.exists(self.path):  # noqa: PTH110
            raise DatabaseError(
                f"{self.path} is gone while this ran (by a sync folder?): nothing was changed; do it again"
            )

    def to_read(self) -> Path | None:
        """The file for a reader; None when it is the default one and nobody has written it yet.

        Raises DatabaseError.
        """
        self._must_be_there_still()
        try:
            return self.path if self.named or self.path.exists() else None
        except OSError as error:
            raise DatabaseError(f"cannot use {self.path}: {error.strerror or error}") from error

    def to_write(self) -> Path:
        """The file for a writer; the default place's folder is made, a named one's is the user's own.

        Raises DatabaseError.
        """
        self._must_be_there_still()
        folder = self.path.parent
        try:
            if not self.named:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            there = folder.is_dir()
        except OSError as error:
            raise DatabaseError(f"cannot use {folder}: {error.strerror or error}") from error
        if not there:
            raise DatabaseError(f"there is no folder {folder} for {self.path.name}: make it first")
        return self.path


def _machine_time(zone: str) -> datetime:
    """The wall clock, to the minute, in a zone or in the machine's own."""
    return datetime.now(zone_of(zone)).replace(second=0, microsecond=0, tzinfo=None)


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of a name; None, which is the machine's own, of none."""
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
