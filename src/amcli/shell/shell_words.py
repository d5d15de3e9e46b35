"""A user's text as one word of a shell's line, so that the shell hands over that very text and runs nothing of it.

Each function gives what the completion script of its shell is to read, not what would look nicest: the scripts that are
installed already stay as they are, so what is printed must be right for what they do with it.
"""

import re

from amcli.base.pattern import pattern
from amcli.base.text import one_line

# Everything that bash or zsh could read as more than itself, anywhere in a word. Letters of any script are none of it.
_SPECIAL = pattern(r"([^\w@%+,./-])")
# PowerShell takes the curved quotes that word processors make for the straight ones.
_POWERSHELL_SINGLE = pattern("(['\u2018\u2019\u201a\u201b])")
_POWERSHELL_IN_DOUBLE = pattern('([:`$"\u201c\u201d\u201e])')
_POWERSHELL_PLAIN = pattern(r"[\w./-]+")


def fits(text: str) -> bool:
    """Whether the text can be printed for a shell at all: the scripts read a word a line."""
    return text == one_line(text)


def beside(text: str) -> str:
    """A description on one line, each run of white space one space."""
    return one_line(" ".join(text.split()))


def bash(word: str, quote: str = "", *, file: bool = False) -> str:
    """What bash inserts as it comes. `quote` is the quotation mark that the person has opened in front of the word.

    The script lets bash split the lines and look for files by them. A backslash before each special character keeps it
    from finding any, but in bash 5.0, which drops the backslashes where there is a file of that name (`file`): such a
    word is quoted.
    """
    if quote == "'":
        return word.replace("'", r"'\''")
    if quote == '"':  # within which nothing keeps a `!` from being history
        return re.sub(r'([\\"$`])', r"\\\1", word).replace("!", '"\\!"')
    if file and _SPECIAL.search(word):
        return "$'" + re.sub(r"[\\'*?\[\]!]", lambda match: f"\\x{ord(match[0]):02x}", word) + "'"
    return backslashed(word)


def backslashed(word: str) -> str:
    """A backslash before whatever bash or zsh could read as more than itself."""
    return _SPECIAL.sub(r"\\\1", word)


def zsh(pairs: list[tuple[str, str]]) -> str:
    """The line of zsh that offers words with their descriptions. The script gives it to `eval`.

    It is read three times. `eval` splits it at white space, joins it by single spaces and reads single quotes.
    `_arguments` evaluates what stands in (( )) as an array: each special character there has its backslash, and since
    that goes for spaces too, no two of them come together and none is lost. `_describe` takes an element apart at the
    first colon; it takes a colon after any backslash for a part of the word, so a word that ends in one stands alone.
    zsh itself quotes the word that it then inserts.
    """
    items = "\n".join(
        f"{_element(word)}:{_element(described)}" if described and not word.endswith("\\") else _element(word)
        for word, described in pairs
    )
    return "_arguments '*: :((" + items.replace("'", r"'\''") + "))'"


def _element(text: str) -> str:
    return backslashed(text.replace("\\", r"\\").replace(":", r"\:"))


def fish(word: str, described: str) -> str:
    """A line for fish, which takes the word as it is up to the tab and quotes what it inserts."""
    return f"{word}\t{described}" if described else word


def powershell(word: str, described: str) -> str:
    """A line for PowerShell, which inserts the word as it comes. The script takes the line apart at `:::`."""
    if _POWERSHELL_PLAIN.fullmatch(word):
        written = word
    elif ":::" in word:
        written = '"' + _POWERSHELL_IN_DOUBLE.sub(r"`\1", word) + '"'
    else:
        written = "'" + _POWERSHELL_SINGLE.sub(r"\1\1", word) + "'"
    return f"{written}:::{described or ' '}"


def powershell_text(typed: str) -> str:
    """What a word begun in PowerShell says: without the quotation mark in front and what it escapes."""
    if typed[:1] == "'":
        return typed[1:].replace("''", "'")
    if typed[:1] == '"':
        return re.sub("`(.)", r"\1", typed[1:])
    return re.sub("`(.)", r"\1", typed)
