"""A Zalo Official Account to play with: OAuth whose tokens rotate, OpenAPI v3, webhooks, and people's phones.

As strict as its papers: windows of hours and days, five buttons, a few kinds of files; a pressed button is a text.
"""

from sandbox.zalo_oa.account import OaAccount
from sandbox.zalo_oa.model import OaAnswer, OaButton, OaMessage, OaRefused, OaRequest
from sandbox.zalo_oa.phone import OaPhone
from sandbox.zalo_oa.platform import OaPlatform

__all__ = ["OaAccount", "OaAnswer", "OaButton", "OaMessage", "OaPhone", "OaPlatform", "OaRefused", "OaRequest"]
