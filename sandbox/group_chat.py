"""The state of a group: who is in it, whether the bot is, and what it became."""

from dataclasses import dataclass, field

from sandbox.model import ApiError, Chat, Json, Room

# what an administrator may do; the required fields of ChatMemberAdministrator
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


@dataclass
class GroupChat(Room):
    """A group or a supergroup."""

    chat_id: int
    title: str
    kind: str = "group"  # or "supergroup"
    members: dict[int, Chat] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)  # "creator", "administrator", "member", "left" or "kicked"
    bot_status: str = "left"
    migrated_to: int | None = None

    @property
    def id(self) -> int:
        """The `chat_id`, negative."""
        return self.chat_id

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in it."""
        return self.bot_status not in {"left", "kicked"}

    def as_telegram(self) -> Json:
        """The chat as a `Chat` object."""
        chat: Json = {"id": self.chat_id, "title": self.title, "type": self.kind}
        return chat | ({"all_members_are_administrators": False} if self.kind == "group" else {})

    def closed(self) -> ApiError | None:
        """Why the bot may not write here, if it may not."""
        if self.migrated_to is not None:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return ApiError(400, text, {"migrate_to_chat_id": self.migrated_to})
        if self.bot_status == "kicked":
            return ApiError(403, f"Forbidden: bot was kicked from the {self.kind} chat")
        if self.bot_status == "left":
            return ApiError(403, f"Forbidden: bot is not a member of the {self.kind} chat")
        return None

    def scopes(self, person: Chat | None) -> list[str]:
        """The scopes of commands that count here for this person, the most specific first."""
        own = [f"chat_member:{self.chat_id}:{person.user_id}"] if person else []
        leads = person is not None and self.statuses.get(person.user_id) in {"creator", "administrator"}
        here = [f"chat_administrators:{self.chat_id}"] * leads + [f"chat:{self.chat_id}"]
        return [*own, *here, *["all_chat_administrators"] * leads, "all_group_chats", "default"]

    def joins(self, person: Chat, status: str = "") -> None:
        """Somebody is there from now on; who founds the group is its creator."""
        if self.statuses.get(person.user_id) not in {None, "left", "kicked"} and not status:
            return
        founder = "creator" not in self.statuses.values()
        self.members[person.user_id] = person
        self.statuses[person.user_id] = status or ("creator" if founder else "member")


def membership(user: Json, status: str) -> Json:
    """A `ChatMember` object."""
    member: Json = {"user": user, "status": status}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        return member | dict.fromkeys(RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return member | {"until_date": 0} if status == "kicked" else member
