"""Keys of other systems: one key in the ways in which those systems write it.

The whole kind is what one system itself writes in two ways: Salesforce has an id with fifteen characters, whose case
counts, in its reports, and with three more, which say that case, in its interfaces; Dynamics has a GUID with and
without braces, in either case. Any other key is a text that is equal to itself alone: `00123` is not 123.
"""

from __future__ import annotations

from amcli.base.pattern import pattern

_SHORT, _LONG = 15, 18  # characters of an id of Salesforce without and with its checksum
_CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_GUID = pattern(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")


def system_key(text: str) -> str:
    """What all ways of writing one key have in common; whoever compares keys tries the very texts first."""
    if len(text) == _LONG and text[_SHORT:].upper() == case_checksum(text[:_SHORT]):
        return text[:_SHORT]
    found = _GUID.fullmatch(text)
    if found:
        return found[1].lower()
    return text.strip("{}") or text


def case_checksum(text: str) -> str:
    """The three characters that Salesforce puts behind the fifteen of an id; nothing where these are no such id.

    Each stands for five characters: a bit for each that is a capital, the first the lowest.
    """
    if len(text) != _SHORT or not (text.isascii() and text.isalnum()):
        return ""
    fives = (text[start : start + 5] for start in range(0, _SHORT, 5))
    return "".join(_CHECKSUM[sum(one.isupper() << place for place, one in enumerate(five))] for five in fives)


def excel_text(cell: str) -> str:
    """The text of a cell that was written so that Excel takes it for no number: `="00123"` is 00123."""
    if len(cell) > 2 and cell.startswith('="') and cell.endswith('"'):
        inside = cell[2:-1]
        if '"' not in inside.replace('""', ""):
            return inside.replace('""', '"')
    return cell
