"""Command lines made from the program's own tree of commands: any verb, any options, likely and unlikely values."""

import random
import shlex
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import typer

from amcli.app.main import app

LIKELY: dict[str, Sequence[str]] = {
    "ACCOUNT": ("maruti", "ford", "A1", "A2", "Goody Car Service Centre", "FORD", "new-one"),
    "CONTACT": ("C1", "C2", "C3", "Anika", "Nora", "Otis"),
    "PRODUCT": ("P1", "P2", "brake-disc", "p3"),
    "DEADLINE": ("D1", "D6", "D12", "D18", "D28", "Visit Otis in the shop"),
    "BUDGET": ("B1", "B2", "B3"),
    "SALE": ("S1", "S2", "S200"),
    "TARGET": ("T1", "T2"),
    "RATE": ("R1", "0.92", "1", "R2"),
    "INTERACTION": ("I1", "I2", "I40"),
    "EXPENSE": ("E1", "E2", "E9"),
    "OPPORTUNITY": ("OP1", "OP2", "OP9", "Renewal"),
    "CONTRACT": ("CT1", "CT2", "CT9", "Frame"),
    "ISSUE": ("IS1", "IS2", "IS9"),
    "NEGOTIATION": ("NG1", "NG9"),
    "POINT": ("price", "PT1", "payment", "PT9"),
    "OFFER": ("OF1", "OF9"),
    "COLLEAGUE": ("nora", "K1", "nobody"),
    "MODEL": ("selection", "stages", "continuum", "buying-centre", "portfolio", "nope", "s", ""),
    "ASSESSMENT": ("AM1", "AM2", "AM99"),
    "ITEM=N": ("growth=3", "contacts=4", "trust=9", "=", "growth=", "uncoupling", "4", "declared=7", "owned=1"),
    "POINT=V": ("price=95", "price", "=", "price=x", "nope=1"),
    "OPERATION": ("1", "2", "O1"),
    "DATE": ("today", "2026-09-17", "fri", "-1w", "+2m", "2026-12-01T15:30", "0001-01-01", "9999-12-31", "2026-02-30",
             "9999-12-31T23:59", "+9999y", "-99999w", "31/12/2026", "yesterday", "month-end", "2026-W01-1"),
    "PERIOD": ("2026", "2026-Q4", "this-month", "2026-W53", "FY2026", "0001", "9999", "9999-Q4", "9999-12", "0000",
               "0001-01-01..9999-12-31", "2026-01-01..2025-01-01", "last-quarter", "..", "10000", "FY9999", "FY0001"),
    "SPAN": ("2w", "0d", "1m", "99999999999d", "-1d", "8000y", "3", "1y"),
    "RULE": ("month", "week", "2w", "1d", "month-end", "monthly", "FREQ=DAILY;COUNT=3", "FREQ=SECONDLY", "8000y", "0d",
             "last fri", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2nd tue", "mon,wed"),
    "LEADS": ("7d,1d", "0d", "none", "1h", "9999y", ",", "-1d"),
    "N": ("0", "1", "2", "3", "14", "-1", "9223372036854775808", "1e9", "3.5", "\u0663", "1_000", "999999999"),
    "M": ("1", "1250.50", "EUR 12", "1,250", "JPY 1.5", "-5", "92233720368547758.08", "1e5", "0", "NaN", "inf",
          "0.001"),
    "AMOUNT": ("1", "99.99", "EUR 3", "99999999999999999999"),
    "CUR": ("USD", "EUR", "JPY", "usd", "XXX", "XAU", "KWD", "\u20ac"),
    "KEYS": ("tier", "tag", "account,product", "month,account", "tag,quarter", "account,account", ",", "a,b,c"),
    "CODE": ("new-one", "ford", "A1", "x" * 41, "X.Y_z", "-x", "\u00e9"),
    "TEXT": ("Called about the price list", "[bold]x[/]", "=1+1", "\u202eabc", "\x1b[31mred", "x" * 3000, "a\nb", "\t"),
    "FILE": ("out.csv", "out.json", "out.xlsx", "out.ics", "out.md", "out.parquet", "out.html", "out.eml",
             "out.pdf", ".", "/dev/null", "loop",
             "-", "in.csv", "missing/x.csv", "\u00fc \U0001f600.csv", "portfolio.db", "config.toml", "portfolio.db-wal",
             "old.db", "backups", "empty", "/dev/full", "x" * 300, ".portfolio.db.lock", "all.json"),
    "SQL": ("1", "amount > 100", "code = 'ford'", "1; select 2", "nope", "(select 1/0)", "1) --", "'", "x\x00"),
    "QUERY": ("select 1", "select * from sales", "delete from sale", "select 1; select 2", "pragma user_version",
              "select * from nope", "", "attach 'x.db' as x", "select x'00ff'", "select char(27)||'[31m'",
              "select 9e999, -9e999", "values (1),(2)", "select 1 as a, 2 as a", "explain select 1", "select 1 where 0",
              "select zeroblob(10)", "vacuum into 'y.db'", "select load_extension('x')"),
    "A,B,C": ("id", "name", "id,name", "nope", ",", "account,amount,date", "id,id"),
    "A,-B": ("id", "-id", "name,-id", "nope", "-", "--"),
    "FIELD=COLUMN": ("name=Name", "nope=1", "=", "account=", "amount=amount"),
    "KEY": ("currency", "zone", "signs.good", "fiscal.start", "cadence.tier1", "db", "pager", "nope", "country",
            "remind.leads"),
    "VALUE": ("EUR", "Europe/Berlin", "1", "13", "", "DE", "../../etc", "nan", "7d,1d", "end", "US-CA", "-1"),
    "NAME": ("New name", "x", "\u00c9clair \u65e5\u672c", "ford"),
    "HH:MM": ("08:00", "25:00", "0:0"),
    "CMD": ("true", "false", "cat", "nope --x", "'", ""),
    "KIND": ("accounts", "sales", "all", "nope"),
    "WORDS": ("price", "otis", "\"", "*", "a OR b", "NEAR(", "\u65e5", "-x"),
    "TO": ("EUR", "USD", "JPY"),
    "FROM": ("USD", "EUR", "GBP"),
}  # fmt: skip
HOSTILE = (
    "", " ", "-", "--", "-f", "--help", "-1", "0", "\x07", "\x1b]0;x\x07", "\u202e", "\u2028", "\ufeff",
    "\udcff", "'", '"', "%s{0}", "[/x]", "\\", "\n", "x" * 5000, "9" * 400, "1e400", "\U0001f600", "e\u0301",
    "'); DROP TABLE sale; --", "null", "C99999999999999999999", "A0", "A-1", "../x", "~", "~nobody/x", "$HOME",
    "*", "/", "\u0661\u0662", "0x10", "+", "=",
)  # fmt: skip
FORMATS = ("json", "json", "jsonl", "csv", "tsv", "plain", "table", "markdown", "ids", "ics", "xlsx", "parquet", "html",
           "eml", "pdf", "nope")  # fmt: skip
# What a line may find in its environment: mostly nothing of this.
ENVIRONS: tuple[dict[str, str], ...] = (
    {"AMCLI_TODAY": "9999-12-31"}, {"AMCLI_TODAY": "0001-01-01"}, {"AMCLI_TODAY": "soon"},
    {"AMCLI_CONFIG": "loop"}, {"AMCLI_CONFIG": "."}, {"AMCLI_CONFIG": "/dev/null"},
    {"AMCLI_CONFIG": "missing/c.toml"}, {"AMCLI_CONFIG": "in.csv"},
    {"AMCLI_DB": "loop"}, {"AMCLI_DB": "."}, {"AMCLI_DB": "empty"}, {"COLUMNS": "1"}, {"COLUMNS": "-5"},
    {"COLUMNS": "9999"},
    {"TERM": ""}, {"NO_COLOR": "1"}, {"EDITOR": "nope 'x"},
)  # fmt: skip
RARE = {"demo": 0.1}  # makes a portfolio of its own each time


class Line(NamedTuple):
    """A command line. format: what stdout is to be, where that is certain; dry: whether nothing may change.

    environ: what it finds beside the usual. tty: whether its streams are a terminal, on which nobody answers.
    """

    words: list[str]
    format: str
    dry: bool
    json_errors: bool
    environ: dict[str, str]
    tty: bool

    def __str__(self) -> str:
        given = [f"{name}={shlex.quote(value)}" for name, value in self.environ.items()]
        return " ".join([*given, "amcli", shlex.join(self.words), *(["# on a terminal"] if self.tty else [])])


@cache
def commands() -> tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...]:
    """Every command by its words, with its parameters."""
    return tuple(_below(typer.main.get_command(app), ()))


def _below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    if not hasattr(command, "list_commands"):
        yield path, tuple(command.params)
        return
    for name in command.list_commands(None):
        yield from _below(command.get_command(None, name), (*path, name))


def line(chance: random.Random) -> Line:
    """Any command line."""
    while True:
        path, parameters = chance.choice(commands())
        if chance.random() < RARE.get(path[0], 1):
            break
    before = ["--today", _value("DATE", chance)] if chance.random() < 0.1 else []
    before += ["--db", _value("FILE", chance)] if chance.random() < 0.03 else []
    options = [each for each in parameters if each.param_type_name == "option"]
    takes_format = any("--format" in each.opts for each in options)
    format_ = chance.choice(FORMATS) if takes_format and chance.random() < 0.5 else ""
    words, dry = ["-f", format_] if format_ else [], False
    for each in chance.sample(options, min(len(options), chance.choice((0, 0, 1, 1, 2, 3, 6)))):
        if "--format" in each.opts or (each.is_flag and each.opts[0] == "--help"):
            continue
        dry = dry or "--dry-run" in each.opts
        words += _option(each, chance)
    if any("--yes" in each.opts for each in options) and chance.random() < 0.7:
        words.append("--yes")
    places = _positionals([each for each in parameters if each.param_type_name == "argument"], chance)
    odd = any(word.startswith("-") for word in places)
    guarded = odd and chance.random() < 0.5
    certain = not odd or guarded
    return Line(
        [*before, *path, *words, *(["--"] if guarded else []), *places],
        format_ if certain else "",
        dry and certain,
        format_ in ("json", "jsonl") and certain,
        chance.choice(ENVIRONS) if chance.random() < 0.08 else {},
        chance.random() < 0.15,
    )


def _option(option: Any, chance: random.Random) -> list[str]:
    flag = chance.choice(option.opts)
    if option.is_flag:
        return [flag]
    value = _value(option.metavar or "TEXT", chance)
    return [f"{flag}={value}"] if flag.startswith("--") else [flag, value]


def _positionals(arguments: list[Any], chance: random.Random) -> list[str]:
    values = []
    for each in arguments:
        name = each.metavar or each.name.upper()
        many = chance.choice((0, 1, 1, 2, 3)) if each.nargs == -1 else 1
        values += [_value(name, chance) for _ in range(many)]
    if chance.random() < 0.05:
        values.append(chance.choice(HOSTILE))
    return values[: chance.choice((0, 1))] if chance.random() < 0.03 else values


def _value(metavar: str, chance: random.Random) -> str:
    """A value for a parameter, mostly one that it could take."""
    dice = chance.random()
    if dice < 0.12:
        return chance.choice(HOSTILE).replace("\0", "")
    if dice < 0.2:
        metavar = chance.choice(list(LIKELY))
    words = metavar.strip("[]").replace("...", "").split("|")
    kind = words[0].split(" ")[0].strip("[]")
    likely = LIKELY.get(metavar) or LIKELY.get(kind) or (words if len(words) > 1 else LIKELY["TEXT"])
    return chance.choice(likely).replace("\0", "")
