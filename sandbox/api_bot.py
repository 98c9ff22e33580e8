"""Bot API methods about the bot itself: who it is, its commands, its files, its updates."""

import re
from typing import Any

from sandbox.checks import Params
from sandbox.model import ApiError, Json, Request, bad_request
from sandbox.world import World

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
MAX_DESCRIPTION = 256
MAX_COMMANDS = 100
MAX_DOWNLOAD = 20 * 1024 * 1024


def get_me(world: World, request: Request) -> Any:
    """getMe."""
    abilities = {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot | abilities


def get_chat(world: World, request: Request) -> Any:
    """getChat."""
    chat = world.chat_for_reading(Params(request.params).text("chat_id"))
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    return chat.as_telegram() | {
        "accent_color_id": chat.user_id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def get_file(world: World, request: Request) -> Any:
    """getFile; bots may fetch up to 20 MB."""
    file = world.files.by_id(Params(request.params).text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": f"u-{file.file_id}",
        "file_size": len(file.content),
        "file_path": file.path,
    }


def set_my_commands(world: World, request: Request) -> Any:
    """setMyCommands."""
    params = Params(request.params)
    commands = params.decoded("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    _set_commands(world, params, [_command(command) for command in commands])
    return True


def get_my_commands(world: World, request: Request) -> Any:
    """getMyCommands: the list of exactly this scope and language."""
    params = Params(request.params)
    return world.commands.get((_scope(world, params), params.text("language_code")), [])


def delete_my_commands(world: World, request: Request) -> Any:
    """deleteMyCommands."""
    _set_commands(world, Params(request.params), [])
    return True


def _set_commands(world: World, params: Params, commands: list[Json]) -> None:
    world.commands[_scope(world, params), params.text("language_code")] = commands
    for user_id in world.chats:
        world.changed(user_id)


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(given.get("command", "")), str(given.get("description", ""))
    name = name.removeprefix("/")
    if not COMMAND_NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope(world: World, params: Params) -> str:
    scope = params.decoded("scope", "BotCommandScope") or {"type": "default"}
    kind = str(scope.get("type", "")) if isinstance(scope, dict) else ""
    if kind == "chat":
        return f"chat:{world.chat_for_reading(str(scope.get('chat_id', ''))).user_id}"
    if kind not in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return kind


def set_chat_menu_button(world: World, request: Request) -> Any:
    """setChatMenuButton: accepted; the page always shows the commands."""
    return True


def get_webhook_info(world: World, request: Request) -> Any:
    """getWebhookInfo: there is none."""
    pending = len(world.updates.pending())
    return {"url": "", "has_custom_certificate": False, "pending_update_count": pending}


def delete_webhook(world: World, request: Request) -> Any:
    """deleteWebhook; may also drop what waits."""
    if Params(request.params).flag("drop_pending_updates"):
        world.updates.clear()
    return True


def set_webhook(world: World, request: Request) -> Any:
    """setWebhook: not yet."""
    raise ApiError(501, "Not Implemented: webhooks are not in this sandbox")
