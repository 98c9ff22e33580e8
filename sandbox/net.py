"""What lies between the platform and the bot's own server, for webhooks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

PATIENCE = aiohttp.ClientTimeout(total=60)
SOURCE = "149.154.167.220"  # one of the addresses from which Telegram calls webhooks
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
UNKNOWN_HOST = "Failed to resolve host: Name or service not known"

# url, headers, body -> status, body; raises OSError or TimeoutError when the connection fails
Transport = Callable[[str, dict[str, str], bytes], Awaitable[tuple[int, bytes]]]


@dataclass
class Webhook:
    """Where updates go, and what last went wrong."""

    url: str
    secret: str
    connections: int
    ip_address: str
    last_error_date: int = 0
    last_error: str = ""

    def is_like(self, other: "Webhook") -> bool:
        """Whether setting the other one would change nothing."""
        mine = (self.url, self.secret, self.connections, self.ip_address)
        return mine == (other.url, other.secret, other.connections, other.ip_address)


class PublicNet:
    """Plays DNS and the reverse proxy that ends TLS: `reroutes` maps public https prefixes to local http ones.

    What is not rerouted has no address: the sandbox never calls anybody outside this machine. With `loopback` it does
    call http addresses on it as they are.
    """

    def __init__(self, source: str = SOURCE, *, loopback: bool = False) -> None:
        self.reroutes: dict[str, str] = {}
        self.transport: Transport | None = None  # in place of sockets
        self._source = source
        self._loopback = loopback
        self._session: aiohttp.ClientSession | None = None

    def knows(self, url: str) -> bool:
        """Whether the host has an address."""
        return self.transport is not None or self._local(url) is not None

    async def post(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """One request to the bot's server."""
        if self.transport is not None:
            return await self.transport(url, headers, body)
        local = self._local(url)
        if local is None:
            raise OSError(UNKNOWN_HOST)
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=PATIENCE)
        added = {"Host": urlsplit(url).netloc, "X-Forwarded-For": self._source, "X-Forwarded-Proto": "https"}
        try:
            async with self._session.post(local, headers=headers | added, data=body, allow_redirects=False) as response:
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise ConnectionRefusedError("Connection refused") from error
        except aiohttp.ClientError as error:
            raise ConnectionError("Webhook connection closed") from error

    def _local(self, url: str) -> str | None:
        """Where the address is on this machine."""
        prefix = max((known for known in self.reroutes if url.startswith(known)), key=len, default=None)
        if prefix is not None:
            return self.reroutes[prefix] + url.removeprefix(prefix)
        parts = urlsplit(url)
        return url if self._loopback and parts.scheme == "http" and parts.hostname in LOOPBACK else None

    async def close(self) -> None:
        """End the connections."""
        if self._session:
            await self._session.close()
            self._session = None
