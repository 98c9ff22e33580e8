"""Encrypting a file for the office's own key: AES-256-GCM over pieces, so that a big file needs little memory.

A file is the head, 8 random bytes, and pieces: 4 bytes of length, then the encrypted piece. A piece's nonce is the
random bytes and its number, in which the highest bit marks the last one: what is missing, moved or cut off is noticed.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

HEAD = b"KTGS-1\n"
PIECE = 1024 * 1024  # bytes
LAST = 1 << 31


class SealError(Exception):
    """The file is not what was encrypted, or the key is another one."""


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Encrypt all that is left in `source`. `key`: 32 bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, salt = AESGCM(key), secrets.token_bytes(8)
    target.write(HEAD + salt)
    piece, number = source.read(PIECE), 0
    while True:
        following = source.read(PIECE)
        nonce = salt + struct.pack(">I", number | (0 if following else LAST))
        hidden = cipher.encrypt(nonce, piece, HEAD)
        target.write(struct.pack(">I", len(hidden)) + hidden)
        if not following:
            return
        piece, number = following, number + 1


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The pieces of an encrypted file. Raises SealError; what came before it must not be used then."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if source.read(len(HEAD)) != HEAD:
        raise SealError("this is no back-up of ktgs")
    cipher, salt, number = AESGCM(key), source.read(8), 0
    size = source.read(4)
    while size:
        length = struct.unpack(">I", size)[0] if len(size) == 4 else 0
        hidden = source.read(min(length, PIECE + 16))
        size = source.read(4)
        try:
            yield cipher.decrypt(salt + struct.pack(">I", number | (0 if size else LAST)), hidden, HEAD)
        except (InvalidTag, ValueError):
            raise SealError("the key is another one, or the file is damaged") from None
        number += 1
    if not number:
        raise SealError("the file is cut off")


def seal_file(source: Path, target: Path, key: bytes) -> None:
    """Encrypt one file as another, which must exist."""
    with source.open("rb") as plain, target.open("r+b") as hidden:
        seal(plain, hidden, key)
