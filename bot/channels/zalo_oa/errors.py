"""What the platform's numbers mean for a message. They come with HTTP status 200.

The table is the public one of the OpenAPI (read September 2026); none of it has been met on the live service yet.
"""

from __future__ import annotations

from bot.channels.base import (
    ChannelError,
    OutOfReachError,
    RejectedError,
    RetryError,
    UnreachableError,
    UsedUpError,
)

TOKEN = frozenset({-216, -220})
# nothing leaves until somebody changes something in a console: account switched off or not verified, application not
# approved or without a package, no money
ACCOUNT = frozenset({-204, -205, -209, -212, -219, -221, -223, -224, -242, -320, -321})
# the person has not followed, has had enough for now, has not written for seven days, or does not want such messages
PERSON = frozenset({-213, -218, -230, -232, -244, -249})
WINDOW = frozenset({-230, -232})
GONE = frozenset({-227})  # banned, or away for 45 days
PAUSE, LONG_PAUSE = 60.0, 900.0  # seconds


class TokenError(ChannelError):
    """The access token is not good, or not any more."""


class StoppedError(RetryError):
    """Nothing leaves until a human has changed something at Zalo's."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text, LONG_PAUSE, everywhere=True)
        self.code = code


class LostConsentError(RetryError):
    """A human has to consent again. Messages wait; another program may bring new tokens at any time."""

    def __init__(self) -> None:
        super().__init__("zalo-oa: the consent is lost; run `ktgs zalo-oa connect`", PAUSE, everywhere=True)


class WindowError(OutOfReachError):
    """They last wrote more than seven days ago: nothing but a template may be sent."""


class FailedError(RetryError):
    """ "Send message failed", without a reason: worth one more try."""

    def __init__(self, text: str) -> None:
        super().__init__(text, PAUSE)


class StaleUploadError(RejectedError):
    """What was uploaded is not kept any more."""


def error_of(code: int, said: str) -> ChannelError:
    """The error that an answer with this number is."""
    text = f"zalo-oa: {code} {said}"[:300]
    if code in TOKEN:
        return TokenError(text)
    if code in ACCOUNT:
        return StoppedError(text, code)
    if code in WINDOW:
        return WindowError(text)
    if code in PERSON:
        return OutOfReachError(text)
    if code in GONE:
        return UnreachableError(text)
    match code:
        case -32:  # the minute's requests
            return RetryError(text, PAUSE, everywhere=True)
        case -100:
            return StaleUploadError(text)
        case -200:
            return FailedError(text)
        case -234:  # 22:00 to 06:00
            return RetryError(text, LONG_PAUSE)
        case -211:
            return UsedUpError(text)
    return RejectedError(text)
