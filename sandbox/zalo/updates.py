"""Updates as a bot gets them."""

from sandbox.model import Json
from sandbox.zalo.model import Kind, ZaloMessage, milliseconds

EVENTS: dict[Kind, str] = {
    "text": "message.text.received",
    "photo": "message.image.received",
    "sticker": "message.sticker.received",
    "voice": "message.voice.received",
    "unsupported": "message.unsupported.received",
}
STICKERS = "https://stickers.zalo.example"


def update_of(message: ZaloMessage, author: Json, chat: Json, image_key: str) -> Json:
    """The update that tells a bot of this message; an unsupported one carries no content."""
    body: Json = {
        "from": author,
        "chat": chat,
        "message_id": message.id,
        "date": milliseconds(message.date),
    }
    return {"event_name": EVENTS[message.kind], "message": body | _content(message, image_key)}


def bare_update() -> Json:
    """An unsupported message of somebody of whom the bot may not even learn who it is."""
    return {"event_name": EVENTS["unsupported"]}


def _content(message: ZaloMessage, image_key: str) -> Json:
    match message.kind:
        case "text":
            return {"text": message.text}
        case "photo":
            return {image_key: message.photo} | ({"caption": message.caption} if message.caption else {})
        case "sticker":
            return {"sticker": message.sticker, "url": f"{STICKERS}/{message.sticker}.png"}
        case "voice":
            return {"voice_url": message.voice}
        case "unsupported":
            return {}
