"""The passphrase of an encrypted backup: from a file, the environment or a person, never from the command line."""

from pathlib import Path

from amcli.base.errors import BadValue, Refused
from amcli.shell.invocation import Invocation

VARIABLE = "AMCLI_PASSPHRASE"


def passphrase(invocation: Invocation, file: str, *, twice: bool = False) -> str:
    """The first line of a file, else AMCLI_PASSPHRASE, else what a person types on the terminal, unseen.

    BadValue for a file that cannot be read and for nothing typed, Refused where nobody can be asked.
    """
    if file:
        try:
            with Path(file).open(encoding="utf-8") as source:
                found = source.readline().rstrip("\r\n")
        except (OSError, UnicodeError) as error:
            raise BadValue(
                f"cannot read the passphrase from {file}: {getattr(error, 'strerror', None) or error}"
            ) from error
        if not found:
            raise BadValue(f"the first line of {file} is empty: the passphrase belongs there")
        return found
    if given := invocation.env.environ.get(VARIABLE):
        return given
    if not invocation.interactive:
        raise Refused(f"the passphrase is not known, and nobody can be asked here: use --passphrase-file or {VARIABLE}")
    return _asked(twice)


def _asked(twice: bool) -> str:
    from getpass import getpass

    try:
        found = getpass("Passphrase: ")
        if twice and found and getpass("Once more: ") != found:
            raise BadValue("the two passphrases are not the same: nothing was done")
    except EOFError:
        raise KeyboardInterrupt from None
    if not found:
        raise BadValue("an empty passphrase is none: nothing was done")
    return found
