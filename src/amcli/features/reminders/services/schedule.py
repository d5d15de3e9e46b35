"""Having `remind` run every day: a line of the user's crontab, or a systemd timer of the user's own.

Cron and systemd know nothing of the shell: paths are absolute, and what the run needs of the environment is written
down. What is added is marked, and is this portfolio's by its AMCLI_DB: only that is ever replaced or taken out.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.text import quote
from amcli.settings.config import config_path
from amcli.settings.environment import Env
from amcli.store.atomic_file import replacing

MARK = "# amcli remind"
UNIT = "amcli-remind"
# What a run takes from the environment where it is set: the zone, and for a notification the way to the desktop.
CARRIED = ("TZ",)
CARRIED_BY_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")


class Job(NamedTuple):
    """What is to run, when, and with which environment. The database comes first in it."""

    hour: int
    minute: int
    environment: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def job(env: Env, options: Sequence[str], at: str) -> Job:
    """The daily run of `remind --once` with these options besides, at `08:00` or another time. BadValue."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", at)
    if match is None:
        raise BadValue(f"--at: {quote(at)} is no time of day: use one such as 08:00")
    carried = CARRIED + (CARRIED_BY_DESKTOP if "--notify" in options else ())
    environment = (
        ("AMCLI_DB", _absolute(env.path)),
        ("AMCLI_CONFIG", _absolute(config_path(env.environ))),
        ("PYTHONUTF8", "1"),
        *((name, env.environ[name]) for name in carried if env.environ.get(name)),
    )
    made = Job(int(match[1]), int(match[2]), environment, (*executable(), "remind", "--once", *options))
    if any(not text.isprintable() for text in (*made.words, *(value for _, value in environment))):
        raise BadValue("cron and systemd take one line: a path or an option has a line break or a control character")
    return made


def executable(typed: str | None = None) -> tuple[str, ...]:
    """How this very amcli is started from anywhere: the console script that was run, else this Python's module."""
    name = sys.argv[0] if typed is None else typed
    found = shutil.which(name) if Path(name).stem == "amcli" else None
    return (os.path.abspath(found),) if found else (sys.executable, "-m", "amcli")  # noqa: PTH100 (keeps links)


def cron_line(job: Job) -> str:
    """The line of the crontab. Cron would take a bare % for the end of the line."""
    sets = " ".join(f"{name}={shlex.quote(value)}" for name, value in job.environment)
    command = f"{sets} {shlex.join(job.words)}".replace("%", r"\%")
    return f"{job.minute} {job.hour} * * * {command} {MARK}"


def units(job: Job) -> dict[str, str]:
    """The systemd service and its timer, by file name. `env` starts it, because systemd takes no quote in the name of
    the program itself, and leaves a doubled $ in it as it is.
    """
    sets = "".join(f"Environment={_unit_word(f'{name}={value}')}\n" for name, value in job.environment)
    start = " ".join(_unit_word(word).replace("$", "$$") for word in ("/usr/bin/env", *job.words))
    return {
        f"{UNIT}.service": f"{MARK}\n[Unit]\nDescription=Say what is due in amcli\n\n[Service]\nType=oneshot\n"
        f"{sets}ExecStart={start}\n",
        f"{UNIT}.timer": f"{MARK}\n[Unit]\nDescription=Say what is due in amcli, daily\n\n[Timer]\n"
        f"OnCalendar=*-*-* {job.hour:02}:{job.minute:02}:00\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
    }


def add_to_cron(env: Env, job: Job) -> str:
    """Put the line into the crontab, in the place of this portfolio's earlier one; says what was done."""
    line = cron_line(job).encode() + b"\n"
    before = _crontab()
    after = [line if _is_ours(each, env) else each for each in before]
    if after == before:
        if line in before:
            return "The crontab has this line already"
        if before and not before[-1].endswith(b"\n"):
            after[-1] += b"\n"
        after.append(line)
    _write_crontab(after)
    return "Added to the crontab" if len(after) > len(before) else "Replaced the line in the crontab"


def take_from_cron(env: Env) -> bool:
    """Take this portfolio's line out of the crontab; False where there is none. All else stays byte for byte."""
    if shutil.which("crontab") is None:
        return False
    before = _crontab()
    after = [each for each in before if not _is_ours(each, env)]
    if after == before:
        return False
    _write_crontab(after)
    return True


def add_units(env: Env, job: Job) -> str:
    """Write the service and the timer; says what was done and what starts it. Refused over another's; BadValue."""
    folder = unit_folder(env.environ)
    for path in (folder / name for name in units(job)):
        if path.exists() and not _unit_is_ours(folder, env):
            raise Refused(f"{path} is there and not of this portfolio: take it out, or use the crontab for this one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in units(job).items():
            with replacing(folder / name) as stream:
                stream.write(text)
    except OSError as error:
        raise BadValue(f"cannot write {folder / UNIT}: {error.strerror or error}") from error
    start = f"systemctl --user daemon-reload && systemctl --user enable --now {UNIT}.timer"
    return f"Wrote {folder / UNIT}.service and .timer; start it with: {start}"


def take_units(env: Env) -> str:
    """Take out the service and the timer of this portfolio; says what is left to do, nothing where there are none.

    Raises BadValue.
    """
    folder = unit_folder(env.environ)
    if not _unit_is_ours(folder, env):
        return ""
    try:
        for ending in ("timer", "service"):
            (folder / f"{UNIT}.{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise BadValue(f"cannot take out {folder / UNIT}: {error.strerror or error}") from error
    return f"Took out {folder / UNIT}.service and .timer; stop it with: systemctl --user disable --now {UNIT}.timer"


def unit_folder(environ: Mapping[str, str]) -> Path:
    """Where systemd looks for the user's own units."""
    home = Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME") or Path.home()) / ".config")
    return home / "systemd" / "user"


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 (a link stays what it is called)


def _is_ours(line: bytes, env: Env) -> bool:
    database = f"AMCLI_DB={shlex.quote(_absolute(env.path))} ".replace("%", r"\%").encode()
    return line.rstrip().endswith(MARK.encode()) and database in line and not line.lstrip().startswith(b"#")


def _unit_is_ours(folder: Path, env: Env) -> bool:
    try:
        text = (folder / f"{UNIT}.service").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return text.startswith(f"{MARK}\n") and f"Environment={_unit_word(f'AMCLI_DB={_absolute(env.path)}')}\n" in text


def _unit_word(text: str) -> str:
    """One word of a unit file, quoted; a percent sign would begin a specifier."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _crontab() -> list[bytes]:
    """The lines of the user's crontab, each with its line break. BadValue where there is no cron, or it refuses."""
    done = _run("-l")
    if done.returncode == 0:
        return done.stdout.splitlines(keepends=True)
    said = done.stderr.decode(errors="replace").strip()
    if "no crontab" in said.lower() or "no such file" in said.lower():
        return []
    raise BadValue(f"cannot read the crontab: {said or f'crontab exits {done.returncode}'}")


def _write_crontab(lines: Sequence[bytes]) -> None:
    done = _run("-", b"".join(lines)) if lines else _run("-r")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise BadValue(f"cannot write the crontab: {said or f'crontab exits {done.returncode}'}")


def _run(argument: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    found = shutil.which("crontab")
    if found is None:
        raise BadValue("there is no crontab program here: install cron, or use --systemd")
    environ = {**os.environ, "LC_ALL": "C"}
    return subprocess.run([found, argument], input=given, capture_output=True, env=environ, check=False)  # noqa: S603
