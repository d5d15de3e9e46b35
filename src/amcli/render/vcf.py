"""vCard 3.0 (RFC 2426): folded lines, CRLF. The same contacts are always the same text; there is no clock in it."""

from __future__ import annotations

from typing import TextIO

from amcli.base.address_card import VERSION, CardLine, Cards
from amcli.base.text import clean

LONGEST = 75  # bytes of a line; what is longer goes on in the next one behind a space


def write_vcf(cards: Cards, out: TextIO) -> None:
    """Write the cards, one at a time."""
    for lines in cards.cards:
        head = CardLine("BEGIN", "VCARD"), CardLine("VERSION", VERSION)
        for line in (*head, *lines, CardLine("END", "VCARD")):
            out.write(folded(clean(line.text)[0].replace("\n", "\\n")))


def folded(text: str) -> str:
    """A line with its end, in pieces of at most LONGEST bytes; no letter is cut in two."""
    pieces, size = [""], 0
    for letter in text:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join([*pieces, ""])
