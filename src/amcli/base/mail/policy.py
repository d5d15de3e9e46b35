"""How the standard library is asked to read a mail: its headers as they stand, because its own reading of odd ones
fails with errors of many kinds, and hides what is not ASCII.
"""

from __future__ import annotations

from email.policy import Compat32


class _AsTheyStand(Compat32):
    def header_fetch_parse(self, name: str, value: str) -> str:
        """The text of a header, bytes that are no ASCII as lone surrogates."""
        del name
        return value


RAW = _AsTheyStand()
