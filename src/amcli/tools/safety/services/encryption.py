"""Backups under a passphrase, in the format of age (https://age-encryption.org), so that `age -d` opens them too."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from amcli.base.errors import BadValue, DatabaseError

MARK = b"age-encryption.org/v1"
ARMORED = b"-----BEGIN AGE ENCRYPTED FILE-----"


def is_encrypted(path: Path) -> bool:
    """Whether a file begins as one of age does. OSError."""
    with path.open("rb") as file:
        return file.read(len(ARMORED)).startswith((MARK, ARMORED))


def encryptor(passphrase: str) -> Callable[[bytes], bytes]:
    """What encrypts bytes with a passphrase. BadValue where the extra is missing."""
    package = _pyrage()

    def seal(plain: bytes) -> bytes:
        return bytes(package.passphrase.encrypt(plain, passphrase))

    return seal


def decrypt(path: Path, passphrase: str) -> bytes:
    """The bytes that were encrypted into a file. BadValue for another passphrase, DatabaseError for a damaged file."""
    package = _pyrage()
    try:
        return bytes(package.passphrase.decrypt(path.read_bytes(), passphrase))
    except package.DecryptError as error:
        match str(error):
            case "Decryption failed":
                raise BadValue(f"this passphrase does not open {path}") from error
            case "No matching keys found":
                raise BadValue(
                    f"{path} is encrypted to a key: `age -d -i KEY -o backup.db FILE`, then restore that"
                ) from error
        raise DatabaseError(f"{path} is damaged ({error}): nothing was changed") from error


def needs_package() -> None:
    """BadValue where the extra is missing: said before anything is asked or copied."""
    _pyrage()


def _pyrage() -> Any:
    try:
        return import_module("pyrage")
    except ImportError as error:
        raise BadValue('an encrypted backup needs an extra package: pip install "amcli[encrypt]"') from error
