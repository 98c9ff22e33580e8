"""Files that bot and people send each other."""

import mimetypes
import struct
from pathlib import PurePath

from sandbox.model import StoredFile

DEFAULT_SIZE = (800, 600)


class FileStore:
    """Keeps every file for as long as the sandbox runs."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add_document(self, name: str, content: bytes) -> StoredFile:
        """Store a document under the name its sender gave it."""
        safe = PurePath(name.replace("\\", "/")).name or "file"
        mime = mimetypes.guess_type(safe)[0] or "application/octet-stream"
        return self._add("document", safe, content, mime, None)

    def add_photo(self, content: bytes) -> StoredFile:
        """Store a photo; what cannot be measured gets a default size."""
        mime = image_mime(content) or "image/jpeg"
        name = "photo.png" if mime == "image/png" else "photo.jpg"
        return self._add("photo", name, content, mime, image_size(content) or DEFAULT_SIZE)

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file a `file_id` means."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file a `file_path` means."""
        return self._by_path.get(path)

    def _add(self, kind: str, name: str, content: bytes, mime: str, size: tuple[int, int] | None) -> StoredFile:
        number = len(self._by_id) + 1
        path = f"{kind}s/file_{number}{PurePath(name).suffix}"
        stored = StoredFile(f"sandbox-{kind}-{number:06d}", path, name, content, mime, size)
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored


def image_mime(content: bytes) -> str | None:
    """PNG or JPEG, by the first bytes."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if content.startswith(b"\xff\xd8\xff") else None


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, if they can be read."""
    if image_mime(content) == "image/png" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return _jpeg_size(content) if image_mime(content) == "image/jpeg" else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker, length = struct.unpack(">BH", content[position + 1 : position + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # the frame headers
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None
