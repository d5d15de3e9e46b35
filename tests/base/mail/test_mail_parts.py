"""The pieces that a mail is read with: addresses, words, days, charsets, HTML, flowed text, mbox files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amcli.base.mail import mbox
from amcli.base.mail.charsets import decode
from amcli.base.mail.flowed import unflow
from amcli.base.mail.free_mail import domain_of_site, is_free_mail
from amcli.base.mail.headers import addresses_of, moment_of, name_from, words_of
from amcli.base.mail.html_text import MOST, text_of_html
from amcli.base.mail.mbox import as_mbox, mails_of
from amcli.base.mail.message import TEXT_LENGTH, MailError, read_mail
from conftest import tries

PLAIN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Zs"))
WORD = st.text(PLAIN, min_size=1, max_size=12)
NAMES = st.text("abcdefghij äöüß語Ж'-", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
SUBJECTS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
LABELS = ["utf-8", "utf-16", "iso-8859-1", "cp1252", "koi8-r", "shift_jis", "big5", "nonsense", ""]
PIECES = st.sampled_from(["From ", ">From ", ">", "ab ", "1", "ä", "From: x", ""])
LINES = st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('"Rao, Asha" <Asha@X.example>', [("asha@x.example", "Asha Rao")]),
        ("Rao, Asha <asha@x.example>, b@y.example", [("asha@x.example", "Asha Rao"), ("b@y.example", "")]),
        ("Rao, Asha <a@x.example>; Roe, J. <j@y.example>", [("a@x.example", "Asha Rao"), ("j@y.example", "J. Roe")]),
        ("asha@x.example (Asha Rao)", [("asha@x.example", "Asha Rao")]),
        ("\"'Asha Rao'\" <asha@x.example>", [("asha@x.example", "Asha Rao")]),
        ("'asha@x.example' <asha@x.example>", [("asha@x.example", "")]),
        ('"Rao, Asha (Purchasing)" <asha@x.example>', [("asha@x.example", "Asha Rao")]),
        ('"King, Jr." <k@x.example>', [("k@x.example", "King, Jr.")]),
        ("=?utf-8?q?Rao=2C_Asha?= <asha@x.example>", [("asha@x.example", "Asha Rao")]),
        ("Team: a@x.example, Bo <b@x.example>; undisclosed-recipients:;", [("a@x.example", ""), ("b@x.example", "Bo")]),
        ("<mailto:a@x.example>, A <A@X.EXAMPLE>", [("a@x.example", "")]),
        ('"/O=ACME/CN=ASHA" </O=ACME/OU=X/CN=RECIPIENTS/CN=ASHA>', []),
        ("", []),
        ('"a\\"b" <q@x.example>', [("q@x.example", 'a"b')]),
        ("((((a@x.example", []),
    ],
)  # fmt: skip
def test_addresses(header: str, found: list[tuple[str, str]]) -> None:
    """Every way in which programs write people."""
    assert [tuple(one) for one in addresses_of(header)] == found


def test_names_from_addresses() -> None:
    """Where no name is given."""
    assert [name_from(f"{one}@x.example") for one in ("asha.rao", "jroe", "J_McRoe", "a.b+news")] == [
        "Asha Rao", "Jroe", "J McRoe", "A B",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Mon, 14 Sep 2026 23:30:00 -0700", "2026-09-14T23:30:00-07:00"),
        ("14 Sep 26 10:12 +0200 (CEST)", "2026-09-14T10:12:00+02:00"),
        ("Mon, 14 Sep 2026 10:12:00", "2026-09-14T10:12:00"),
        ("2026-09-14T10:12:00+02:00", "2026-09-14T10:12:00+02:00"),
        ("Mon,\r\n 14 Sep 2026 10:12:60 GMT", "2026-09-14T10:12:59+00:00"),
        ("Mo, 14 Okt 2026 10:12:00 +0200", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("Mon, 99 Sep 2026 10:12:00 +0200", None),
        ("Mon, 14 Sep 2026 10:12:00 +9999", None),
        ("", None), ("yesterday", None), ("0", None),
    ],
)  # fmt: skip
def test_days(header: str, moment: str | None) -> None:
    """A moment with its offset, or nothing."""
    found = moment_of(header)
    assert (found.isoformat() if found else None) == moment


@given(st.text(max_size=200))
@settings(max_examples=tries(100, 1000))
@example("=?utf-8?b?####?=")
@example("=?x?q?" * 50)
def test_no_header_fails(text: str) -> None:
    """Whatever stands in one is read to something on one line."""
    assert "\n" not in words_of(text)
    for address, name in addresses_of(text):
        assert "@" in address
        assert "\n" not in name
    moment_of(text)


@given(st.text(PLAIN, max_size=60), st.sampled_from(LABELS))
def test_charsets(text: str, label: str) -> None:
    """UTF-8 is read whatever its label says of single bytes, and a right label is believed."""
    if label in ("iso-8859-1", "cp1252", "nonsense", "", "utf-8"):
        assert decode(text.encode(), label) == text
    try:
        data = text.encode("cp1252" if label == "iso-8859-1" else label)
    except (UnicodeError, LookupError):
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(data, label) == text


@pytest.mark.parametrize(
    "label", ["idna", "punycode", "zip", "hex", "rot13", "undefined", "unicode_escape", "\0", "ä", "x" * 10**5]
)
def test_what_is_no_charset(label: str) -> None:
    """A codec of Python's that writes no letters is not used."""
    assert decode("Grün \\x41".encode(), label) == "Grün \\x41"


def test_html() -> None:
    """A line for a line, quotes marked, nothing that nobody sees."""
    html = """<html><head><title>T</title><style>p{}</style></head><body><!-- no --><p>One&nbsp;&amp; two</p>
    <div>three<br>four <b>five</b></div><div style="display: none">hidden</div><script>x()</script><ul><li>a<li>b</ul>
    <table><tr><td>1<td>2</table><pre>x
  y</pre><blockquote>old<blockquote>older</blockquote></blockquote><div class="gmail_signature">sig</div>end</body>"""
    assert text_of_html(html) == (
        "One & two\n\nthree\nfour five\n\n- a\n- b\n\n1 2\n\nx\n  y\n\n> old\n>\n> > older\n> >\nend"
    )


@pytest.mark.parametrize(
    "text",
    ["<" * 10**5, "<a " * 10**5, "<!--" * 10**5, "<div>" * 10**5, "&" * 10**6, "</" * 10**5, "<p>x" * 10**5,
     '<a href="' * 10**5,
     "<style>" * 10**5, "<![CDATA[" * 10**4, "<blockquote>x" * 10**4, "x" * 10**6],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_html(text: str) -> None:
    """Malformed HTML of any size ends, and in a bounded text."""
    assert len(text_of_html(text)) <= MOST


@given(st.text(max_size=300))
def test_html_takes_anything(text: str) -> None:
    """No text makes it fail."""
    text_of_html(text)


def test_flowed() -> None:
    """Lines go on where they end with a space; quotes and the mark of a signature do not run into others."""
    text = "one \ntwo\n> a \n> b\n>> c\n From here\n-- \nsig \nnature"
    assert unflow(text, delsp=False) == "one two\n> a b\n>> c\nFrom here\n-- \nsig nature"
    assert unflow("Donau \ndampf", delsp=True) == "Donaudampf"


def test_free_mail() -> None:
    """Anybody's domain is told from a company's, and what a web address says of it."""
    assert all(map(is_free_mail, ("gmail.com", "yahoo.co.uk", "GMX.de", "qq.com", "hotmail.fr", "outlook.com.br")))
    assert not any(map(is_free_mail, ("maruti.example", "mail.acme.com", "liveperson.com", "gmx-consulting.de")))
    sites = (
        "https://www.acme.com/de?x",
        "acme.com",
        "http://acme.com:80",
        "facebook.com/acme",
        "n/a",
        "",
        "localhost",
    )
    assert [domain_of_site(one) for one in sites] == ["acme.com"] * 3 + [""] * 4


def made(name: str, to: str, subject: str, lines: list[str], html: bool) -> bytes:
    """A mail as the standard library writes one."""
    mail = EmailMessage()
    mail["From"] = f'"{name}" <asha@x.example>'
    mail["To"] = f'"{to}" <mara@us.example>'
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime(2026, 9, 14, 10, 12, tzinfo=UTC))
    mail["Message-ID"] = "<id@x.example>"
    if html:
        mail.set_content("<p>" + "<br>".join(lines) + "</p>", subtype="html")
    else:
        mail.set_content("\n".join(lines))
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{subject[:5]}.pdf")
    return bytes(mail)


@given(NAMES, NAMES, SUBJECTS, st.lists(st.text("abc äж語", max_size=30), max_size=6), st.booleans())
@settings(max_examples=tries(40, 400))
def test_what_was_written_is_read(name: str, to: str, subject: str, lines: list[str], html: bool) -> None:
    """Names, subject and text come back as they were put in."""
    data = made(name, to, subject, lines, html)
    if subject.startswith("=?") or "=?" in subject:
        return
    mail = read_mail(data)
    assert mail.sender is not None
    # Python's writer loses a space between words that it encodes one by one, and a reader cannot know of it.
    assert ("".join(mail.subject.split()), mail.uid) == ("".join(subject.split()), "id@x.example")
    assert mail.sent == datetime(2026, 9, 14, 10, 12, tzinfo=UTC)
    assert [len(mail.receivers), mail.receivers[0].address] == [1, "mara@us.example"]
    stripped = " ".join(name.strip("' ").split())
    assert mail.sender.name == stripped.strip() or name in ("asha", "asha@x.example")
    words = " ".join(" ".join(lines).split())
    assert " ".join(mail.text.partition("Attached:")[0].split()) == words


@given(st.lists(LINES.map("\n".join), min_size=1, max_size=6), st.integers(1, 70), st.sampled_from([b"\n", b"\r\n"]))
@settings(max_examples=tries(60, 600))
def test_an_mbox_gives_back_its_mails(texts: list[str], block: int, end: bytes) -> None:
    """Whatever is in them, however the file is cut while it is read."""
    mails = [f"Subject: {n}\n\n{text}\n".encode().replace(b"\n", end) for n, text in enumerate(texts)]
    data = b"".join(as_mbox(mails))
    small: dict[str, Any] = vars(mbox)
    kept = small["_BLOCK"]
    small["_BLOCK"] = block
    try:
        found = list(mails_of(io.BytesIO(data), 10**6))
    finally:
        small["_BLOCK"] = kept
    assert len(found) == len(mails)
    for piece, mail in zip(found, mails, strict=True):
        if not any(line.startswith(b">") for line in mail.split(b"\n")):  # see `_mark_taken`
            assert piece.data.rstrip() == mail.rstrip()
        lying = data[piece.offset : piece.offset + piece.length]
        assert lying.startswith(b"Subject: ")


def test_marks_of_from() -> None:
    """One mark is taken back, as both ways of marking have it; among quoted lines it is a quote."""
    lines = b"a\n>From b\n>>From c\n\n> quoted\n>From d\n"
    (found,) = mails_of(io.BytesIO(b"From x Mon Sep 14 10:00:00 2026\nSubject: s\n\n" + lines), 10**4)
    assert found.data == b"Subject: s\n\na\nFrom b\n>From c\n\n> quoted\n>From d\n"


def test_from_inside_a_mail() -> None:
    """A line in a text that begins with From and has a day is no mail where no header follows; a long mail is cut."""
    body = b"Subject: a\n\nFrom Mon Sep 14 10:00:00 2026 on we pay\n\nFrom x Mon Sep 14 10:00:00 2026\nno header\n"
    begins = b"From b@c Mon Sep 14 10:00:00 2026\n"
    data = begins + body + b"\n" + begins + b"Subject: b\n\nx" + b"y" * 10**5
    first, second = mails_of(io.BytesIO(data), 10**4)
    assert first.data.rstrip() == body.rstrip()
    assert (len(second.data), second.length) == (10**4, 10**5 + 13)


@given(st.binary(max_size=400))
@settings(max_examples=tries(100, 2000))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    """Any bytes are a mail, or refused in words; also behind a header that promises parts."""
    for head in (
        b"",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Subject: x\nContent-Type: text/html\n\n",
    ):
        try:
            read_mail(head + data)
        except MailError as error:
            assert error.reason


def nested(depth: int, kind: str = "multipart/mixed") -> bytes:
    head = b"From: a@b.example\nSubject: deep\n"
    for n in range(depth):
        head += f"Content-Type: {kind}; boundary=b{n}\n\n--b{n}\n".encode()
    return head + b"Content-Type: text/plain\n\nhello\n"


FROM = b"From: a@b.example\n"
MANY = b", ".join(b"x%d@y.example" % n for n in range(10_000))
INTRODUCTION = b"On " + b"x 2026 " * 50 + b":\n"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a header of 100 kB": lambda: FROM + b"Subject: " + b"x" * 100_000 + b"\n\ntext",
    "a header of open words": lambda: FROM + b"Subject: " + b"=?utf-8?q?" * 10_000 + b"\n\ntext",
    "10,000 addresses": lambda: FROM + b"To: " + MANY + b"\n\ntext",
    "open brackets": lambda: FROM + b"To: " + b"(" * 100_000 + b"\nCc: " + b"<" * 100_000 + b"\n\ntext",
    "10,000 headers": lambda: FROM + b"X: y\n" * 10_000 + b"Received: x; y\n" * 10_000 + b"\ntext",
    "lines of quotes": lambda: FROM + b"\n" + b">" * 100_000 + b"\n" + b"> \n" * 100_000,
    "a line of a megabyte": lambda: FROM + b"\nOn " + b"a wrote " * 125_000 + b":",
    "many introductions": lambda: FROM + b"\n" + INTRODUCTION * 10_000,
    "many half introductions": lambda: FROM + b"\n" + INTRODUCTION.replace(b":", b" wrote") * 10_000,
    "lines of spaces": lambda: FROM + b"\n" + (b" " * 1000 + b"\n") * 10_000,
    "dashes": lambda: FROM + b"\n" + (b"-" * 200 + b"\n") * 10_000,
    "5,000 parts": lambda: FROM + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\npart\n" * 5_000,
    "no base64": lambda: FROM + b"Content-Transfer-Encoding: base64\n\n" + b"!" * 100_000,
    "control characters": lambda: FROM + b"Subject: a\x00\x1b[31mb\n\nc\x00\x1b]0;x\x07d\n",
    "a hostile name": lambda: FROM + b'Content-Type: application/zip; name="../../etc/x\x1b.zip"\n\nUEs',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails(name: str) -> None:
    """They are read in bounded time, to a bounded text without control characters."""
    mail = read_mail(HOSTILE[name]())
    assert len(mail.text) < TEXT_LENGTH + 2000
    assert len(mail.receivers) <= 1000
    for text in (mail.text, mail.subject, *(one.name for one in mail.receivers)):
        assert text.replace("\n", "").replace("\t", "").isprintable() or not any(
            letter < " " for letter in text if letter not in "\n\t"
        )


@pytest.mark.parametrize("depth", [50, 1000, 5000])
@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/alternative", "message/rfc822"])
def test_parts_in_parts(depth: int, kind: str) -> None:
    """A thousand parts in one another are refused in words, fifty are read."""
    try:
        mail = read_mail(nested(depth, kind))
    except MailError as error:
        assert "nested too deep" in error.reason
        assert depth > 50
    else:
        assert depth == 50 or kind == "message/rfc822"
        assert mail.subject == "deep"


def test_a_long_text_is_cut() -> None:
    """What is left out is counted."""
    mail = read_mail(b"From: a@b.example\n\n" + b"word " * 10_000)
    assert mail.more == 50_000 - 1 - TEXT_LENGTH
    assert mail.text.endswith(f"… ({mail.more:,} more characters in the mail)")


def test_what_is_no_mail() -> None:
    """A file without a header is refused."""
    with pytest.raises(MailError, match="no mail"):
        read_mail(b"just a text\nof two lines\n")


def test_bytes_that_are_no_text() -> None:
    """What is no ASCII in a header, a key or a type is text afterwards, and can be stored."""
    mail = read_mail(
        b"From: a@b.example\nSubject: Gr\xfcn \xc3\xa4\nMessage-ID: <\xe4\xa4@x>\nReferences: <\xff@x>\n"
        b"Content-Type: appli\xa4cation/\x85\n\nx"
    )
    for text in (mail.uid, mail.subject, mail.text, *mail.answers):
        assert text.encode()
    assert mail.uid == "ä¤@x"
