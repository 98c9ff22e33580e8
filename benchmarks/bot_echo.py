"""The bare echo bot of python-telegram-bot: what the library costs before anything is done.

python benchmarks/bot_echo.py httpx|aiohttp|concurrent BASE_URL
"""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.channels.telegram.request import AiohttpRequest


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def application(kind: str, base_url: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """`httpx` is the library as it comes; the others use the project's transport, `concurrent` many updates at once."""
    builder: Any = ApplicationBuilder().token("1:bench").base_url(f"{base_url}/bot")
    if kind != "httpx":
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest(connections=2))
    if kind == "concurrent":
        builder = builder.concurrent_updates(True)
    built: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    built.add_handler(MessageHandler(filters.TEXT, echo))
    return built


if __name__ == "__main__":
    application(sys.argv[1], sys.argv[2]).run_polling()
