"""Files that something went wrong with: whole ones, then bytes turned, lost, doubled, cut off or put in."""

import io
import random
import zipfile
from collections.abc import Callable

from amcli.base.registry import NOUNS
from conftest import Cli

SPLINTERS = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b"'", b",", b";", b"\t", b"{", b"}", b"[", b"]", b":",
    b"\\", b"\x1b[31m", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\xc3", b"9" * 400, b"1e999999", b"-1", b"NaN",
    b"null", b"true", b"9999-12-31", b"0001-01-01", b"2026-02-30", b"0000-00-00", b"EUR 1.005", b"=1+1", b"\\ud800",
    b"x" * 70_000, b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n",
    b"RRULE:FREQ=SECONDLY\r\n", b"DTSTART:99991231T235959Z\r\n",
    b"BEGIN:VCARD\r\n", b"EMAIL:\r\n", b"<c r=\"ZZZ999999\"/>", b"&x;", b"[" * 3_000, b'{"a":' * 3_000,
)  # fmt: skip
CONFIG = b"""# amcli
currency = "EUR"
zone = "Europe/Berlin"
[fiscal]
start = 4
[signs]
good = 100
[remind]
leads = "7d,1d"
[cadence]
tier1 = 14
"""
Files = dict[str, list[bytes]]
KINDS = tuple(noun.view for noun in NOUNS.values())
TABLES = ("csv", "tsv", "json", "jsonl", "xlsx")


def originals(cli: Cli) -> Files:
    """What to damage, by how it is imported: the portfolio's own exports, which are read without a complaint."""
    folder, kept = cli.folder, Files()
    for kind in KINDS:
        for format_ in TABLES:
            cli.ok("export", kind, "-o", str(folder / f"x.{format_}"))
            kept.setdefault(kind, []).append(_short((folder / f"x.{format_}").read_bytes(), format_))
    for kind in ("all", "ics"):
        kept[kind] = [cli.ok("export", kind).encode()]
    kept["vcard"] = [b"".join(_card(n) for n in range(5))]
    kept["mail"] = [b"".join(b"From x@y Mon Sep 14 10:12:00 2026\n" + _mail(n) + b"\n" for n in range(5)), _mail(9)]
    return kept


def _short(data: bytes, format_: str) -> bytes:
    """The first lines of a long file, so that a try is quick and its damage is met."""
    return b"".join(data.splitlines(keepends=True)[:30]) if format_ in ("csv", "tsv", "jsonl") else data


def _card(number: int) -> bytes:
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:Ann {number}", "ORG:Ford;Parts", f"EMAIL:a{number}@example.com",
             "TEL;TYPE=work:+1 2", "NOTE:Hall 3\\, left", "END:VCARD")  # fmt: skip
    return "".join(f"{line}\r\n" for line in lines).encode()


def _mail(number: int) -> bytes:
    return f"""From: "Hobstead, Dale" <dale.hobstead@example.com>
To: a{number}@example.com
Subject: =?utf-8?q?Ja_{number}?=
Date: Mon, 14 Sep 2026 1{number}:12:00 +0200
Message-ID: <{number}@x>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Ja, gern.
> Am 13.9.2026 um 10:00 schrieb x@y:
> Und?
--b
Content-Type: text/html
Content-Transfer-Encoding: base64

PHA+SmE8L3A+
--b--
""".encode()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One or a few things went wrong with a file; of a workbook mostly with what is inside."""
    if data[:4] == b"PK\x03\x04" and chance.random() < 0.8:
        return _damaged_inside(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(WAYS)(data, chance)
    return data


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice(WAYS)(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for each, content in parts.items():
            if each != name or chance.random() > 0.1:
                book.writestr(each, content)
    return out.getvalue()


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 1, 2, 8, 60, 700)))


def _turned(data: bytes, chance: random.Random) -> bytes:
    start, _ = _place(data, chance)
    return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)[0]]


def _lost(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 20)) + data[end:]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice(SPLINTERS) + data[chance.choice((start, end)) :]


def _lines_mixed(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _cell_replaced(data: bytes, chance: random.Random) -> bytes:
    """Between two separators, so that the form of the file stays whole."""
    marks = [at for at, byte in enumerate(data[:20_000]) if byte in b'",;\t:\n<>']
    if len(marks) < 2:
        return data
    number = chance.randrange(len(marks) - 1)
    return data[: marks[number] + 1] + chance.choice(SPLINTERS) + data[marks[number + 1] :]


def _recoded(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-8-sig", "utf-16-le", "cp1252")), "replace"
    )


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _turned, _cut_off, _lost, _doubled, _put_in, _put_in, _lines_mixed, _cell_replaced, _cell_replaced, _cell_replaced,
    _recoded,
)  # fmt: skip


def damaged_pages(data: bytes, chance: random.Random) -> bytes:
    """A portfolio with bytes turned in one page or in several, a page lost or in another's place, or cut off."""
    size, changed = 4096, bytearray(data)
    pages = len(data) // size
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.choice((0, chance.randrange(min(pages, 12)), chance.randrange(pages))) * size
        match chance.choice(("byte", "byte", "head", "zero", "other", "cut", "text")):
            case "byte":
                changed[at + chance.randrange(size)] = chance.randrange(256)
            case "head":  # what a page says of itself
                changed[at + (100 if at == 0 else 0) + chance.randrange(12)] = chance.randrange(256)
            case "zero":
                changed[at : at + size] = bytes(size)
            case "other":
                other = chance.randrange(pages) * size
                changed[at : at + size] = changed[other : other + size]
            case "cut":
                return bytes(changed[: at + chance.randrange(size)])
            case "text":
                start = at + chance.randrange(size - 8)
                changed[start : start + 8] = chance.choice((b"\xff" * 8, b"9999-12-", b"\x1b[31mred", b"NaN,null"))
        changed = changed.ljust(pages * size, b"\0")
    return bytes(changed)
