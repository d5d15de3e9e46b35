"""The parts of a mail: its text, and what is attached."""

from __future__ import annotations

from email.message import Message
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.mail.charsets import decode
from amcli.base.mail.flowed import unflow
from amcli.base.mail.headers import words_of
from amcli.base.mail.html_text import text_of_html
from amcli.base.text import clean

MOST_PARTS = 2000
NAME_LENGTH = 100
_SIGNED = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-keys",
)
_ENCRYPTED = ("multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")

if TYPE_CHECKING:
    AnyMessage = Message[str, str]


class Content(NamedTuple):
    """What is in a mail: its text with quotes and all, the names of what is attached, whether it is encrypted, and the
    method of an invitation to a meeting (`request`, `reply` …).
    """

    text: str
    attached: tuple[str, ...]
    encrypted: bool
    invitation: str


def content_of(message: AnyMessage) -> Content:
    """Read the parts of a mail, the first MOST_PARTS of them."""
    reader = _Parts()
    text = reader.text(message)
    return Content(text, tuple(reader.attached), reader.encrypted, reader.invitation)


class _Parts:
    """Goes through the parts once. A tree that is too deep was refused when it was read."""

    def __init__(self) -> None:
        self.attached: list[str] = []
        self.encrypted = False
        self.invitation = ""
        self._left = MOST_PARTS

    def text(self, part: AnyMessage) -> str:
        self._left -= 1
        if self._left < 0:
            return ""
        kind = part.get_content_type()
        self.encrypted = self.encrypted or kind in _ENCRYPTED
        method = part.get_param("method") if kind == "text/calendar" else None
        if kind == "text/calendar" and not self._is_attached(part):
            self.invitation = self.invitation or str(method or "publish").strip("\"'").lower()[:20]
            return ""
        if kind == "message/rfc822":
            self._attach(part)
            return ""
        if part.is_multipart():
            return self._of_several(part, kind)
        if kind in _SIGNED or kind in _ENCRYPTED:
            return ""
        if self._is_attached(part) or part.get_content_maintype() != "text":
            if not (part.get_content_maintype() == "image" and part.get("Content-ID")):
                self._attach(part)
            return ""
        return _text(part, kind)

    def _of_several(self, part: AnyMessage, kind: str) -> str:
        parts = [each for each in part.get_payload() if isinstance(each, Message)]
        if kind != "multipart/alternative":
            return "\n\n".join(text for each in parts if (text := self.text(each)).strip())
        texts = [(each.get_content_type(), self.text(each)) for each in parts]
        plain = next((text for one, text in texts if one == "text/plain" and text.strip()), "")
        return plain or next((text for _, text in reversed(texts) if text.strip()), "")

    def _is_attached(self, part: AnyMessage) -> bool:
        said = str(part.get("Content-Disposition", "")).strip().lower()
        return said.startswith("attachment") or bool(_name(part))

    def _attach(self, part: AnyMessage) -> None:
        name = _name(part)
        if not name and part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            subject = first.get("Subject", "") if isinstance(first, Message) else ""
            name = words_of(str(subject)) or "a mail"
        self.attached.append((name or part.get_content_type())[:NAME_LENGTH])


def _name(part: AnyMessage) -> str:
    """The name of a file, without the folders that a hostile one has."""
    try:
        name = part.get_filename("") or ""
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        name = "a file without a readable name"
    return words_of(name).replace("\\", "/").rpartition("/")[2].strip()


def _text(part: AnyMessage, kind: str) -> str:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        data = None
    if not isinstance(data, bytes):
        data = str(part.get_payload() or "").encode("utf-8", "surrogateescape")
    text = decode(data, parameter_of(part, "charset"))
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n"))[0]
    if kind == "text/html":
        return text_of_html(text)
    if kind in ("text/enriched", "text/richtext", "text/rtf"):
        return ""
    if parameter_of(part, "format").lower() == "flowed":
        return unflow(text, delsp=parameter_of(part, "delsp").lower() == "yes")
    return text


def parameter_of(part: AnyMessage, name: str) -> str:
    """A parameter of the type of a part; an empty text where it says none that can be read."""
    try:
        value = part.get_param(name, "")
    except (ValueError, TypeError, IndexError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "").strip()
