"""The line between a bot and the platform, on which requests and answers get lost."""

from sandbox.faults import Dropped, Fault, Faults, Injected, Plan
from sandbox.limits import TooManyError
from sandbox.model import Answer, Json, UploadedFile
from sandbox.telegram_api import TelegramApi
from sandbox.world import World


class Line:
    """Carries requests to the Bot API, with what `faults` does to them. Raises Dropped when there is no answer."""

    def __init__(self, api: TelegramApi, world: World, faults: Faults) -> None:
        self._api = api
        self._world = world
        self._faults = faults
        faults.on_outage.append(self._outage)

    async def call(self, token: str, method: str, params: Json, files: dict[str, UploadedFile] | None) -> Answer:
        """One request."""
        if self._faults.down:
            self._note(Plan(Fault.DROPPED_BEFORE), method, params)
            raise Dropped("the platform is down")
        self._api.pauses.watch(method, params)
        plan = self._faults.take(method, str(params.get("chat_id", "")))
        if plan is None:
            return await self._api.call(token, method, params, files)
        self._note(plan, method, params)
        match plan.kind:
            case Fault.TOO_MANY:
                return self._api.too_many(method, TooManyError(plan.retry_after))
            case Fault.SERVER_ERROR:
                return Answer(502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})
            case Fault.GATEWAY_TIMEOUT:
                await self._api.call(token, method, params, files)
                return Answer(504, {"ok": False, "error_code": 504, "description": "Gateway Timeout"})
            case Fault.DROPPED_BEFORE:
                raise Dropped("the request was lost")
            case Fault.DROPPED_AFTER:
                await self._api.call(token, method, params, files)
                raise Dropped("the answer was lost")
            case Fault.SLOW:
                answer = await self._api.call(token, method, params, files)
                await self._faults.sleep(plan.seconds)
                return answer

    def _note(self, plan: Plan, method: str, params: Json) -> None:
        self._faults.done.append(Injected(plan.kind, method, dict(params)))
        chat = str(params.get("chat_id", ""))
        who = int(chat) if chat.lstrip("-").isdecimal() else 0
        self._world.happened("fault", who, f"{plan.kind} {method}")

    def _outage(self, on: bool) -> None:
        if on:
            self._world.updates.end_poll(Dropped("the platform is down"))
        else:
            self._world.updates.news()
