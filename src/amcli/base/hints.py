"""Sentences that end in what to type: a person at a terminal reads all of it, and a page leaves that out."""

from __future__ import annotations


class Hinted(str):
    """A text as a terminal has it. page: the same without what is to be typed, for those who only read."""

    page: str

    def __add__(self, more: str) -> Hinted:
        return _hinted(f"{self}{more}", f"{self.page}{for_page(more)}")

    def __radd__(self, before: str) -> Hinted:
        return _hinted(f"{before}{self}", f"{for_page(before)}{self.page}")


def hinted(said: str, hint: str, after: str = "") -> Hinted:
    """What is said, and what is to be typed, with the sign that joins the two; after: what goes on behind both."""
    return _hinted(f"{said}{hint}{after}", f"{said}{after}")


def for_page(text: str) -> str:
    """A text as a page has it."""
    return text.page if isinstance(text, Hinted) else text


def _hinted(text: str, page: str) -> Hinted:
    made = Hinted(text)
    made.page = page
    return made
