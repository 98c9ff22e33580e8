"""Bot API methods about chats and who is in them."""

from typing import Any

from sandbox.checks import Params
from sandbox.group_chat import GroupChat, membership
from sandbox.model import ApiError, Chat, Json, Request, Room, bad_request
from sandbox.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
)  # fmt: skip


def get_chat(world: World, request: Request) -> Any:
    """getChat."""
    chat = world.chat_for_reading(Params(request.params).text("chat_id"))
    _refuse_outsider(chat)
    full = chat.as_telegram() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if isinstance(chat, GroupChat):
        full["permissions"] = dict.fromkeys(PERMISSIONS, True)
    return full


def _refuse_outsider(chat: Room) -> None:
    """A supergroup shows nothing to who is not in it; a group shows what it was."""
    if isinstance(chat, GroupChat) and chat.kind == "supergroup" and (error := chat.closed()):
        raise error


def get_chat_member(world: World, request: Request) -> Any:
    """getChatMember."""
    params = Params(request.params)
    chat = world.chat_for_reading(params.text("chat_id"))
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if isinstance(chat, GroupChat):
        return _group_member(world, chat, user_id)
    if user_id == world.bot["id"]:
        return membership(world.bot, "member")
    if user_id != chat.id or not isinstance(chat, Chat):
        raise bad_request("member not found")
    return membership(chat.user(), "member")


def _group_member(world: World, chat: GroupChat, user_id: int) -> Json:
    if user_id == world.bot["id"]:
        _refuse_outsider(chat)
        return membership(world.bot, chat.bot_status)
    _refuse_closed(chat)
    person = chat.members.get(user_id) or world.chats.get(user_id)
    if person is None:
        raise bad_request("user not found")
    return membership(person.user(), chat.statuses.get(user_id, "left"))


def get_chat_administrators(world: World, request: Request) -> Any:
    """getChatAdministrators."""
    chat = world.chat_for_reading(Params(request.params).text("chat_id"))
    if not isinstance(chat, GroupChat):
        raise bad_request("there are no administrators in the private chat")
    _refuse_closed(chat)
    return [
        membership(person.user(), status)
        for person in chat.members.values()
        if (status := chat.statuses[person.user_id]) in {"creator", "administrator"}
    ]


def _refuse_closed(chat: Room) -> None:
    if error := chat.closed():
        raise error


def leave_chat(world: World, request: Request) -> Any:
    """leaveChat."""
    chat = world.chat_for_reading(Params(request.params).text("chat_id"))
    if not isinstance(chat, GroupChat):
        raise ApiError(400, "Bad Request: can't leave private chats")
    _refuse_closed(chat)
    world.bot_moves(chat, world.bot, "left")
    return True
