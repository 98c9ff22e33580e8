"""OpenAPI without sockets: a request in, an answer out."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.model import Json, UploadedFile
from sandbox.zalo_oa.account import OaAccount
from sandbox.zalo_oa.model import OaAnswer, OaButton, OaError, OaMessage, OaRequest, milliseconds, new_message

if TYPE_CHECKING:
    from sandbox.zalo_oa.phone import OaPhone

MAX_TEXT, MAX_TITLE, MAX_PAYLOAD, MAX_BUTTONS = 2000, 100, 1000, 5
MEGABYTE = 1024 * 1024
FILES = {"pdf", "doc", "docx", "csv"}
IMAGES = {"jpg", "jpeg", "png"}
QUERIES = {"oa.query.show", "oa.query.hide"}
USER_ID = re.compile(r"\d{5,20}")


def invalid(name: str) -> OaError:
    """A parameter is wrong."""
    return OaError(-201, f"{name} is invalid!")


class OaApi:
    """`phone`: of a user id; `shows(phone, message)`: it arrives."""

    def __init__(
        self,
        account: OaAccount,
        phone: "Callable[[str], OaPhone | None]",
        shows: "Callable[[OaPhone, OaMessage], None]",
    ) -> None:
        self._account = account
        self._phone = phone
        self._shows = shows
        self._methods: dict[str, Callable[[OaRequest], Json]] = {
            "/v3.0/oa/message/cs": self._cs,
            "/v3.0/oa/message/template": self._template,
            "/v2.0/oa/upload/file": self._upload_file,
            "/v2.0/oa/upload/image": self._upload_image,
            "/v2.0/oa/getoa": self._about,
            "/v3.0/oa/user/detail": self._user,
        }
        self._closed = {"/v3.0/oa/message/transaction", "/v3.0/oa/message/promotion", "/v2.0/oa/message"}

    def answer(self, request: OaRequest) -> OaAnswer:
        """Raises OaError for a refusal."""
        self._account.oauth.check(request.header("access_token"))
        if request.path in self._closed:
            raise OaError(-240, "MessageV2 API has been shut down")
        method = self._methods.get(request.path)
        if method is None:
            return OaAnswer(404, {"error": 404, "message": "empty api"})
        return OaAnswer(200, {"data": method(request), "error": 0, "message": "Success"})

    def _recipient(self, user_id: object) -> "OaPhone":
        if not isinstance(user_id, str) or not USER_ID.fullmatch(user_id):
            raise invalid("user_id")
        phone = self._phone(user_id)
        if phone is None:
            raise invalid("user_id")
        return phone

    def _cs(self, request: OaRequest) -> Json:
        recipient, message = request.body.get("recipient"), request.body.get("message")
        if not isinstance(recipient, dict) or not isinstance(message, dict):
            raise invalid("message")
        phone = self._recipient(recipient.get("user_id"))
        shown = self._read(message)
        self._account.needs_window(phone.user_id)
        return self._sent(phone, shown)

    def _read(self, message: Json) -> OaMessage:
        text, attachment = message.get("text"), message.get("attachment")
        if attachment is None:
            return self._new(text=_text(text))
        payload = attachment.get("payload") if isinstance(attachment, dict) else None
        if not isinstance(payload, dict):
            raise invalid("attachment")
        match attachment.get("type"):
            case "file":
                if text is not None:
                    raise invalid("text")
                return self._new(file=self._account.kept(payload.get("token")))
            case "template" if payload.get("template_type") == "media":
                element = payload.get("elements", [{}])[0]
                file = self._account.kept(element.get("attachment_id"))
                return self._new(text=_text(text), file=file)
            case "template" if "template_type" not in payload:
                return self._new(text=_text(text), buttons=_buttons(payload.get("buttons")))
        raise OaError(-233, "message type is invalid or not supported")

    def _template(self, request: OaRequest) -> Json:
        phone = self._recipient(request.body.get("user_id"))
        template = self._account.templates.get(str(request.body.get("template_id")))
        if template is None:
            raise invalid("template_id")
        if not template.by_uid:
            raise OaError(-249, "Template does not support send via UID", blamed=False)
        data = request.body.get("template_data")
        if not isinstance(data, dict) or data.keys() != template.blanks.keys():
            raise invalid("template_data")
        for name, longest in template.blanks.items():
            if not isinstance(data[name], str) or not 0 < len(data[name]) <= longest or "\n" in data[name]:
                raise invalid(name)
        self._account.needs_day()
        self._account.bill["template"] += 1
        return self._sent(phone, self._new(text=template.words.format(**data), template=template.id))

    def _upload_file(self, request: OaRequest) -> Json:
        return {self._account.handle_key: self._upload(request, FILES, 5 * MEGABYTE)}

    def _upload_image(self, request: OaRequest) -> Json:
        return {"attachment_id": self._upload(request, IMAGES, MEGABYTE)}

    def _upload(self, request: OaRequest, kinds: set[str], most: int) -> str:
        file: UploadedFile | None = request.files.get("file")
        if file is None or file.file_name.rpartition(".")[2].lower() not in kinds:
            raise invalid("file")
        if len(file.content) > most:
            raise OaError(-210, "Parameter exceeds allowable limit")
        return self._account.keeps(file)

    def _about(self, request: OaRequest) -> Json:
        return {"oa_id": self._account.oa_id, "name": self._account.name, "oa_type": 4, "is_verified": True}

    def _user(self, request: OaRequest) -> Json:
        try:
            asked: Any = json.loads(request.query.get("data", ""))
        except ValueError:
            raise invalid("data") from None
        phone = self._recipient(asked.get("user_id") if isinstance(asked, dict) else None)
        return {"user_id": phone.user_id, "display_name": phone.name, "user_is_follower": phone.follows_now}

    def _new(self, **fields: Any) -> OaMessage:
        return new_message(self._account.clock, from_bot=True, **fields)

    def _sent(self, phone: "OaPhone", message: OaMessage) -> Json:
        self._shows(phone, message)
        return {"message_id": message.id, "user_id": phone.user_id, "sent_time": milliseconds(message.date)}


def _text(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise invalid("text")
    if len(unicodedata.normalize("NFC", text)) > MAX_TEXT:
        raise OaError(-210, "Parameter exceeds allowable limit: text")
    return text


def _buttons(given: object) -> tuple[OaButton, ...]:
    if not isinstance(given, list) or not 0 < len(given) <= MAX_BUTTONS:
        raise OaError(-210, "Parameter exceeds allowable limit: buttons")
    return tuple(_button(one) for one in given)


def _button(given: object) -> OaButton:
    title, payload = (given.get("title"), given.get("payload")) if isinstance(given, dict) else (None, None)
    if not isinstance(given, dict) or given.get("type") not in QUERIES:
        raise invalid("button.type")
    if not isinstance(title, str) or not title.strip() or len(unicodedata.normalize("NFC", title)) > MAX_TITLE:
        raise invalid("button.title")
    if not isinstance(payload, str) or not 0 < len(payload) <= MAX_PAYLOAD:
        raise invalid("button.payload")
    return OaButton(title, payload)
