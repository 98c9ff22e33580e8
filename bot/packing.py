"""A database packed and encrypted as one file, and back."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import zlib
from pathlib import Path

from bot.sealed import SealError, opened, seal_file

BLOCK = 1024 * 1024
LEVEL = 3  # of gzip: a third of the time of its default for a tenth more bytes


def pack(plain: Path, target: Path, key: bytes) -> None:
    """Pack, encrypt, look whether it can be read again; `target` is there whole or not at all. Raises OSError."""
    packed, sealed = (target.parent / f".{os.getpid()}.{name}.part" for name in ("packed", "sealed"))
    try:
        for path in (packed, sealed):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with plain.open("rb") as source, gzip.open(packed, "wb", compresslevel=LEVEL) as out:
            shutil.copyfileobj(source, out, BLOCK)
        seal_file(packed, sealed, key)
        _compare(packed, sealed, key)
        _into_place(sealed, target)
    finally:
        for path in (packed, sealed):
            path.unlink(missing_ok=True)


def _compare(packed: Path, sealed: Path, key: bytes) -> None:
    """A back-up that cannot be read is none."""
    with packed.open("rb") as file:
        wanted = hashlib.file_digest(file, "sha256").digest()
    found = hashlib.sha256()
    try:
        with sealed.open("rb") as file:
            for piece in opened(file, key):
                found.update(piece)
    except SealError as error:
        raise OSError("the back-up could not be read again") from error
    if found.digest() != wanted:
        raise OSError("the back-up could not be read again")


def _into_place(fresh: Path, target: Path) -> None:
    """Whole and on disk, or not there."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def unpack(file: Path, target: Path, key: bytes) -> None:
    """The database that a back-up holds. Raises SealError, OSError; `target` is not to be used then."""
    with (
        file.open("rb") as source,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
    ):
        inflate = zlib.decompressobj(wbits=31)
        try:
            for piece in opened(source, key):
                out.write(inflate.decompress(piece))
        except zlib.error:
            raise SealError("the file is damaged") from None
        if not inflate.eof:
            raise SealError("the file is cut off")
        out.flush()
        os.fsync(out.fileno())
