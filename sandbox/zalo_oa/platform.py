"""The sandbox of Official Accounts as others use it: one account, phones, faults, and its servers without sockets."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from typing import Any

from sandbox.clock import Clock
from sandbox.faults import Dropped, Fault, Faults, Injected, Plan, Sleep
from sandbox.net import PublicNet
from sandbox.zalo_oa.account import OaAccount
from sandbox.zalo_oa.api import OaApi
from sandbox.zalo_oa.courier import OaCourier
from sandbox.zalo_oa.model import OaAnswer, OaError, OaMessage, OaRefused, OaRequest, milliseconds
from sandbox.zalo_oa.phone import OaPhone

TOKENS = "/v4/oa/access_token"


class OaPlatform:
    """Plays Zalo for one Official Account."""

    def __init__(
        self, clock: Clock, *, monotonic: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.faults = Faults(sleep)
        self.watchers: list[Callable[[str], None]] = []  # called with the id of a phone on which something changed
        self.refused: list[OaRefused] = []
        self.asked: list[OaRequest] = []  # everything that reached us
        self.account = OaAccount(
            "360846524940903967", "app-secret", "oa-secret", "388613280878808645", "OA KTGS", clock, monotonic
        )
        self.courier = OaCourier(self.account, lambda: self.faults.down)
        self._phones: dict[str, OaPhone] = {}
        self._api = OaApi(self.account, self._phones.get, self._shows)
        self._errors: list[tuple[str, OaError]] = []
        self._delivery: asyncio.Task[None] | None = None
        self.faults.on_outage.append(lambda on: None if on else self.courier.wake())

    @property
    def phones(self) -> list[OaPhone]:
        """All phones in the order they were added."""
        return list(self._phones.values())

    @property
    def net(self) -> PublicNet:
        """The way to the program's server: `reroutes` and `transport`."""
        return self.courier.net

    def add_phone(self, name: str, *, label: str = "", user_id: str = "") -> OaPhone:
        """Put a phone on the table."""
        digest = int(hashlib.sha256(f"{len(self._phones)}:{name}".encode()).hexdigest(), 16)
        user_id = user_id or str(10**17 + digest % 10**17)
        self._phones[user_id] = OaPhone(user_id, name, label, self.account, self.courier, self._changed)
        self._changed(user_id)
        return self._phones[user_id]

    def phone(self, user_id: str) -> OaPhone:
        """The phone of this person."""
        return self._phones[user_id]

    def refuses(self, code: int, message: str = "refused", *, path: str = "", times: int = 1) -> None:
        """The next so many requests whose path ends so are refused with this number, which is nobody's fault."""
        self._errors += [(path, OaError(code, message, blamed=False))] * times

    async def ask(self, request: OaRequest) -> OaAnswer:
        """One request, without sockets. Raises Dropped when `faults` cut the connection."""
        self.asked.append(request)
        plan = self._takes(request)
        match plan.kind if plan else None:
            case Fault.TOO_MANY:
                return OaError(-32, "app or OA reached limit call api").answer()
            case Fault.SERVER_ERROR:
                return OaAnswer(502, "<html><title>502 Bad Gateway</title></html>")
            case Fault.DROPPED_BEFORE:
                raise Dropped("the request was lost")
        answer = self._answer(request)
        match plan.kind if plan else None:
            case Fault.DROPPED_AFTER:
                raise Dropped("the answer was lost")
            case Fault.GATEWAY_TIMEOUT:
                return OaAnswer(504, "<html><title>504 Gateway Time-out</title></html>")
        if plan:
            await self.faults.sleep(plan.seconds)
        return answer

    def _answer(self, request: OaRequest) -> OaAnswer:
        try:
            for at, (path, error) in enumerate(self._errors):
                if request.path.endswith(path):
                    del self._errors[at]
                    raise error
            if request.path == TOKENS:
                return self.account.oauth.answer(request)
            return self._api.answer(request)
        except OaError as error:
            if error.blamed:
                self.refused.append(OaRefused(request.path, request.body, error.code, error.message))
            return error.answer()

    def _takes(self, request: OaRequest) -> Plan | None:
        method = request.path.rpartition("/")[2]
        recipient: Any = request.body.get("recipient")
        chat = str(recipient.get("user_id")) if isinstance(recipient, dict) else ""
        plan = Plan(Fault.DROPPED_BEFORE) if self.faults.down else self.faults.take(method, chat)
        if plan:
            self.faults.done.append(Injected(plan.kind, method, dict(request.body)))
        return plan

    def _shows(self, phone: OaPhone, message: OaMessage) -> None:
        phone.shows(message)
        if not self.account.tells_receipts:
            return
        told = {"text": message.text, "msg_id": message.id}
        event = self.account.event("oa_send_text", phone.user_id, message=told, timestamp=milliseconds(message.date))
        event["sender"], event["recipient"] = event["recipient"], event["sender"]
        self.courier.takes(event)
        for name, ids in (
            ("user_received_message", {"msg_id": message.id}),
            ("user_seen_message", {"msg_ids": [message.id]}),
        ):
            event = self.account.event(name, phone.user_id, message=ids, timestamp=milliseconds(message.date))
            self.courier.takes(event)

    async def start(self) -> None:
        """Deliver to the webhook from now on."""
        self._delivery = asyncio.create_task(self.courier.run())

    async def close(self) -> None:
        """Stop delivering."""
        if self._delivery:
            self._delivery.cancel()
            await asyncio.gather(self._delivery, return_exceptions=True)
            self._delivery = None
        await self.net.close()

    def clear(self) -> None:
        """Begin afresh: no phones, messages, files or faults. The account, its consent and its webhook stay."""
        self.faults.clear()
        self.faults.done.clear()
        self.refused.clear()
        self.asked.clear()
        self._errors.clear()
        self._phones.clear()
        self.courier.clear()
        self.account.clear()

    def _changed(self, user_id: str) -> None:
        for watcher in list(self.watchers):
            watcher(user_id)
