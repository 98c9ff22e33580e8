"""The methods that set, end and describe a webhook."""

import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sandbox.checks import Params
from sandbox.model import ApiError, Described, Json, Request, bad_request
from sandbox.net import UNKNOWN_HOST, Webhook
from sandbox.updates import CONFLICT_SET
from sandbox.world import World

PORTS = {443, 80, 88, 8443}
SECRET = re.compile(r"[A-Za-z0-9_-]*")
MAX_SECRET = 256
MAX_CONNECTIONS, DEFAULT_CONNECTIONS = 100, 40
ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def set_webhook(world: World, request: Request) -> Any:
    """setWebhook; an empty url deletes. A certificate is taken and not looked at."""
    params = Params(request.params)
    url = params.text("url")
    if not url:
        return delete_webhook(world, request)
    wanted = Webhook(
        url,
        params.text("secret_token"),
        min(max(params.integer("max_connections", DEFAULT_CONNECTIONS), 1), MAX_CONNECTIONS),
        params.text("ip_address"),
    )
    drop, allowed = params.flag("drop_pending_updates"), params.decoded("allowed_updates", "allowed_updates")
    if world.webhook and world.webhook.is_like(wanted) and not drop:
        world.updates.wants(allowed)
        return Described(True, "Webhook is already set")
    world.updates.end_poll(ApiError(409, CONFLICT_SET))
    world.webhook = None  # one that is refused has ended the one before
    if drop:
        world.updates.clear()
    _check(world, wanted)
    world.updates.wants(allowed)
    world.webhook = wanted
    world.updates.news()
    return Described(True, "Webhook was set")


def _check(world: World, webhook: Webhook) -> None:
    parts = _split(webhook.url)
    if len(webhook.secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(webhook.secret):
        raise bad_request("secret token contains unallowed characters")
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not world.net.knows(webhook.url):
        raise bad_request(f"bad webhook: {UNKNOWN_HOST}")


def _split(url: str) -> SplitResult:
    """Parts of an address; one without a scheme is taken for https, as on the platform."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        _ = parts.port  # raises when it is none
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    return parts


def delete_webhook(world: World, request: Request) -> Any:
    """deleteWebhook; may also drop what waits."""
    if Params(request.params).flag("drop_pending_updates"):
        world.updates.clear()
    before, world.webhook = world.webhook, None
    return Described(True, "Webhook was deleted" if before else "Webhook is already deleted")


def get_webhook_info(world: World, request: Request) -> Any:
    """getWebhookInfo."""
    webhook = world.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending()),
    }
    if webhook:
        info |= {"max_connections": webhook.connections, "ip_address": webhook.ip_address or "<unknown>"}
        if webhook.last_error_date:
            info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    if world.updates.allowed:
        info["allowed_updates"] = list(world.updates.allowed)
    return info
