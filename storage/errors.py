"""What can be wrong with the database."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot be used as it is."""


class NewerDatabaseError(StorageError):
    """The file was written by a newer release: install that release or restore an older backup."""


class DamagedDatabaseError(StorageError):
    """The file fails its integrity check: restore a backup, do not go on writing into it."""


class WrongKeyError(StorageError):
    """The audit's key is not the one this file was written with: put the right key file back."""


class CannotWriteError(StorageError):
    """The transaction did not happen (disk full, read-only, locked); nothing of it is stored and it may be retried."""
