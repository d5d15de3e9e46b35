"""Bytes of a mail as text, whatever their label says: labels are wrong as often as they are missing."""

from __future__ import annotations

import codecs

# What the label means to those who write it (the Encoding standard of the web says the same).
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "unicode-1-1-utf-7": "utf-7", "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac_roman",
}  # fmt: skip
# Names of Python that are no way to write letters; what they do takes long, or fails in ways of its own.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_FEW_BYTES = frozenset({"cp1252", "cp1254", "iso8859-15", "cp1250", "mac_roman"})  # any bytes are a text in these


def decode(data: bytes, label: str) -> str:
    """The text of some bytes that are said to be in a charset; empty: nothing is said.

    What is UTF-8 is read so where the label is of a charset in which all bytes are letters. Where the label is wrong,
    it is UTF-8, else what Windows writes in the west; nothing is lost but what is no letter in either.
    """
    name = _codec(label)
    if name in ("", "utf-8") or name in _FEW_BYTES:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if name:
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8" if name == "utf-8" and _mostly_utf8(data) else "cp1252", "replace")


def _codec(label: str) -> str:
    """Python's name of a charset; empty where there is none."""
    label = label.strip().strip("'\"").lower()[:40]
    try:
        info = codecs.lookup(_MEANT.get(label, label)) if label.isascii() and label else None
    except (LookupError, ValueError):
        return ""
    if info is None or info.name.replace("-", "_") in _NO_CHARSETS or not getattr(info, "_is_text_encoding", True):
        return ""
    return info.name


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few, such as a letter that was cut in two."""
    text = data.decode("utf-8", "replace")
    letters = sum(1 for letter in text if letter > "\x7f")
    return text.count("\ufffd") * 4 <= letters
