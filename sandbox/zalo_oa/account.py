"""The account as the platform knows it: who it is, its people, its files, templates and switches."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.model import Json, UploadedFile
from sandbox.zalo_oa.model import OaError
from sandbox.zalo_oa.oauth import OaOAuth

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WINDOW, FREE_WINDOW = timedelta(days=7), timedelta(hours=48)
UPLOAD_LIVES = timedelta(days=7)
NIGHT_FROM, NIGHT_TO = 22, 6  # hours in which templates do not go out by user id


@dataclass(frozen=True)
class OaTemplate:
    """A message that was approved: its blanks and how many characters each takes."""

    id: str
    words: str  # with {blanks}
    blanks: dict[str, int]
    by_uid: bool = True


@dataclass
class OaAccount:
    """One verified account with its application."""

    app_id: str
    app_secret: str
    oa_secret: str
    oa_id: str
    name: str
    clock: Clock
    monotonic: Callable[[], float]
    oauth: OaOAuth = field(init=False)
    webhook_url: str = ""
    escapes: bool = False  # whether letters beyond ASCII are escaped in events
    signs_with: Literal["oa_secret", "app_secret"] = "oa_secret"
    tells_receipts: bool = True  # oa_send_text, user_received_message, user_seen_message
    handle_key: Literal["token", "attachment_id"] = "token"  # in the answer to an uploaded file
    templates: dict[str, OaTemplate] = field(default_factory=dict)
    interacted: dict[str, datetime] = field(default_factory=dict)
    restricted: set[str] = field(default_factory=set)  # users who do not want such messages
    uploads: dict[str, tuple[UploadedFile, datetime]] = field(default_factory=dict)
    bill: Counter[str] = field(default_factory=Counter)  # free, paid, template

    def __post_init__(self) -> None:
        self.oauth = OaOAuth(self.app_id, self.app_secret, self.monotonic)

    @property
    def secret(self) -> str:
        """What events are signed with."""
        return self.oa_secret if self.signs_with == "oa_secret" else self.app_secret

    def sign(self, raw: bytes, timestamp: str) -> str:
        """The header of an event: a plain SHA-256."""
        whole = self.app_id.encode() + raw + timestamp.encode() + self.secret.encode()
        return f"mac={hashlib.sha256(whole).hexdigest()}"

    def needs_window(self, user_id: str) -> None:
        """Refuse a consultation message to somebody who did nothing for seven days; count it else."""
        last = self.interacted.get(user_id)
        if last is None:
            raise OaError(-232, "User has not interacted with the OA, or the last interaction expired", blamed=False)
        age = self.clock.now() - last
        if age > WINDOW:
            raise OaError(-230, "User has not interacted with the OA in the past 7 days")
        if user_id in self.restricted:
            raise OaError(-244, "User has restricted this message type from your OA", blamed=False)
        self.bill["free" if age <= FREE_WINDOW else "paid"] += 1

    def needs_day(self) -> None:
        """Refuse what may not come at night."""
        hour = self.clock.now().astimezone(ZONE).hour
        if hour >= NIGHT_FROM or hour < NIGHT_TO:
            raise OaError(-234, "This message type cannot be sent at night", blamed=False)

    def keeps(self, file: UploadedFile) -> str:
        """A handle for an uploaded file."""
        handle = hashlib.sha256(f"{len(self.uploads)}:{file.file_name}:{self.app_secret}".encode()).hexdigest()
        self.uploads[handle] = (file, self.clock.now())
        return handle

    def kept(self, handle: object) -> UploadedFile:
        """The file of a handle, for seven days."""
        file, since = self.uploads.get(str(handle), (None, None))
        if file is None or since is None:
            raise OaError(-201, "token is invalid!")
        if self.clock.now() - since > UPLOAD_LIVES:
            raise OaError(-100, "attachment_id was expired", blamed=False)
        return file

    def event(self, name: str, user_id: str, **more: object) -> Json:
        """An event of somebody in the order in which the platform writes its keys."""
        return {
            "app_id": self.app_id,
            "sender": {"id": user_id},
            "user_id_by_app": hashlib.sha256(f"{self.app_id}:{user_id}".encode()).hexdigest()[:18],
            "recipient": {"id": self.oa_id},
            "event_name": name,
            **more,
        }

    def clear(self) -> None:
        """Forget people, files and the bill."""
        self.interacted.clear()
        self.restricted.clear()
        self.uploads.clear()
        self.bill.clear()
