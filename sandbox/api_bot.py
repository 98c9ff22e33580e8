"""Bot API methods about the bot itself: who it is, its commands, its files."""

import re
from typing import Any

from sandbox.checks import Params
from sandbox.group_chat import GroupChat
from sandbox.model import Json, Request, bad_request
from sandbox.world import World

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
SCOPES_OF_CHAT = {"chat", "chat_administrators", "chat_member"}
MAX_DESCRIPTION = 256
MAX_COMMANDS = 100
MAX_DOWNLOAD = 20 * 1024 * 1024


def get_me(world: World, request: Request) -> Any:
    """getMe."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot | abilities


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
    return world.commands.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: World, request: Request) -> Any:
    """deleteMyCommands."""
    _set_commands(world, Params(request.params), [])
    return True


def _set_commands(world: World, params: Params, commands: list[Json]) -> None:
    world.commands[_scope(world, params), _language(params)] = commands
    for chat_id in (*world.chats, *world.groups):
        world.changed(chat_id)


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
    wrong = "can't parse BotCommandScope:"
    if not isinstance(scope, dict):
        raise bad_request(f"{wrong} BotCommandScope must be an Object")
    kind = str(scope.get("type", ""))
    if kind in SCOPES:
        return kind
    if kind not in SCOPES_OF_CHAT:
        raise bad_request(f"{wrong} Unsupported type specified")
    chat = world.chat_for_reading(str(scope.get("chat_id", "")))
    if kind == "chat":
        return f"chat:{chat.id}"
    if not isinstance(chat, GroupChat):
        raise bad_request("can't change commands in private chats")
    user_id = str(scope.get("user_id", ""))
    if kind == "chat_administrators":
        return f"chat_administrators:{chat.id}"
    if not user_id.isdecimal():
        raise bad_request(f"{wrong} Invalid user_id specified")
    return f"chat_member:{chat.id}:{user_id}"


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def set_chat_menu_button(world: World, request: Request) -> Any:
    """setChatMenuButton: accepted; the page always shows the commands."""
    return True
