"""`ktgs webhook set|delete|info`, and what `ktgs check` says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.telegram.incoming import WANTED
from bot.channels.telegram.registration import Registered, secret
from bot.commands.check import Finding, webhook_findings
from bot.lock import single
from sandbox import Phone, Sandbox
from tests.bot.conftest import Run

HOST = "https://bot.office.example"
URL = f"{HOST}/telegram"
MODE = 'telegram.mode = "webhook"'


@pytest.fixture
def telegram(served: Sandbox) -> Iterator[Sandbox]:
    """The served sandbox, without a webhook; it knows the office's host, behind which nobody listens."""
    served.reroutes[HOST] = "http://127.0.0.1:9"
    yield served
    served.world.webhook = None
    served.world.updates.clear()
    served.world.updates.wants([])
    served.refused.clear()


@pytest.fixture
def lan(telegram: Sandbox) -> Phone:
    known = {phone.user_id: phone for phone in telegram.phones}
    return known.get(11) or telegram.add_phone(11, "Lan")


@pytest.fixture
def webhook_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTGS_TELEGRAM__MODE", "webhook")
    monkeypatch.setenv("KTGS_TELEGRAM__WEBHOOK_URL", URL)


@pytest.mark.usefixtures("webhook_mode")
def test_set_says_what_it_did_and_telegram_has_all_of_it(
    ktgs: Run, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KTGS_TELEGRAM__WEBHOOK_MAX_CONNECTIONS", "7")
    assert ktgs("webhook", "set") == (
        0,
        [f"the webhook is set: {URL}", "0 updates wait; start the bot with: ktgs run"],
        [],
    )
    webhook = telegram.world.webhook
    assert webhook
    assert (webhook.url, webhook.secret, webhook.connections) == (URL, secret(telegram.token), 7)
    assert sorted(telegram.world.updates.allowed) == sorted(WANTED)
    assert telegram.refused == []


def test_what_waits_is_kept_by_set_and_by_delete(
    ktgs: Run, telegram: Sandbox, lan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan.says("/start")
    with monkeypatch.context() as patch:
        patch.setenv("KTGS_TELEGRAM__MODE", "webhook")
        patch.setenv("KTGS_TELEGRAM__WEBHOOK_URL", URL)
        assert ktgs("webhook", "set")[1][1] == "1 update waits; start the bot with: ktgs run"
        assert ktgs("webhook", "delete")[1] == [
            f"the webhook is deleted: {URL}",
            '1 update waits; to poll for them, set telegram.mode = "polling"',
        ]
        ktgs("webhook", "set")
    lan.says("/start")
    assert ktgs("webhook", "delete") == (
        0,
        [f"the webhook is deleted: {URL}", "2 updates wait; start the bot with: ktgs run"],
        [],
    )
    assert telegram.pending_updates == 2
    assert ktgs("webhook", "delete") == (0, ["no webhook was set; nothing has changed"], [])


def test_set_is_refused_when_the_settings_are_for_polling(ktgs: Run, telegram: Sandbox) -> None:
    assert ktgs("webhook", "set") == (
        1,
        [],
        ['ktgs: webhook set: telegram.mode is "polling"; set it to "webhook", and telegram.webhook_url'],
    )
    assert telegram.world.webhook is None


def test_set_without_an_address_is_refused(ktgs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTGS_TELEGRAM__MODE", "webhook")
    assert ktgs("webhook", "set") == (
        1,
        [],
        [f"ktgs: telegram.webhook_url: not set; with {MODE} it is where Telegram brings updates"],
    )


@pytest.mark.usefixtures("webhook_mode")
@pytest.mark.parametrize("word", ["set", "delete"])
def test_nothing_is_changed_while_the_bot_runs(ktgs: Run, telegram: Sandbox, word: str) -> None:
    with single(Path("var/ktgs.sqlite3")):
        assert ktgs("webhook", word) == (1, [], [f"ktgs: webhook {word}: the bot is running; stop it first"])
        assert telegram.world.webhook is None
        assert ktgs("webhook", "info")[0] == 1, "looking is allowed"


@pytest.mark.usefixtures("webhook_mode")
def test_what_telegram_refuses_is_one_line(ktgs: Run, telegram: Sandbox) -> None:
    telegram.reroutes.clear()  # nobody knows the host any more
    status, out, err = ktgs("webhook", "set")
    assert (status, out) == (1, [])
    assert err[0].startswith("ktgs: telegram: Bad webhook: ")
    assert err[1:] == []


@pytest.mark.parametrize("word", ["set", "delete", "info"])
@pytest.mark.usefixtures("webhook_mode")
def test_without_a_line_or_with_a_wrong_token_each_ends_with_one_line(
    ktgs: Run, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("KTGS_TELEGRAM__TOKEN", "123456789:AAE-not-the-right-one-at-all")
    refused = "ktgs: telegram: the token was refused; get the right one from @BotFather"
    assert ktgs("webhook", word) == (1, [], [refused])
    monkeypatch.setenv("KTGS_TELEGRAM__BASE_URL", "http://127.0.0.1:9/bot")
    assert ktgs("webhook", word) == (1, [], ["ktgs: telegram: connection failed (ClientConnectorError)"])


def test_info_and_check_compare_the_settings_with_what_is_set(
    ktgs: Run, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    polled = ["settings: polling", "telegram: no webhook; 0 updates wait", "ok    the two fit"]
    assert ktgs("webhook", "info") == (0, polled, [])
    assert ktgs("check")[1][-1] == "ok    telegram: updates are polled, and no webhook is set"

    monkeypatch.setenv("KTGS_TELEGRAM__MODE", "webhook")
    monkeypatch.setenv("KTGS_TELEGRAM__WEBHOOK_URL", URL)
    wrong = "no webhook is set; run `ktgs webhook set`"
    assert ktgs("webhook", "info") == (
        1,
        [f"settings: webhook at {URL}", "telegram: no webhook; 0 updates wait", f"WRONG {wrong}"],
        [],
    )
    assert ktgs("check")[1][-1] == f"WRONG telegram: {wrong}"

    ktgs("webhook", "set")
    assert ktgs("webhook", "info") == (
        0,
        [f"settings: webhook at {URL}", f"telegram: webhook at {URL}; 0 updates wait", "ok    the two fit"],
        [],
    )
    assert ktgs("check")[1][-1] == f"ok    telegram: updates are brought to {URL}; 0 wait"

    monkeypatch.setenv("KTGS_TELEGRAM__WEBHOOK_URL", f"{HOST}/other")
    wrong = "the webhook leads to another address (at bot.office.example); run `ktgs webhook set`"
    assert ktgs("webhook", "info")[0::2] == (1, [])
    assert ktgs("webhook", "info")[1][-1] == f"WRONG {wrong}"
    assert ktgs("check")[1][-1] == f"WRONG telegram: {wrong}"

    monkeypatch.setenv("KTGS_TELEGRAM__MODE", "polling")
    wrong = f"a webhook is set (at bot.office.example); run `ktgs webhook delete`, or set {MODE}"
    assert ktgs("webhook", "info") == (
        1,
        ["settings: polling", f"telegram: webhook at {URL}; 0 updates wait", f"WRONG {wrong}"],
        [],
    )
    assert ktgs("check")[1][-1] == f"WRONG telegram: {wrong}"


@pytest.mark.usefixtures("webhook_mode")
def test_info_tells_of_a_failed_delivery(ktgs: Run, telegram: Sandbox) -> None:
    ktgs("webhook", "set")
    assert telegram.world.webhook
    telegram.world.webhook.last_error = "Wrong response from the webhook: 403 Forbidden"
    telegram.world.webhook.last_error_date = 1795312800
    status, out, _ = ktgs("webhook", "info")
    assert (status, out[2:]) == (
        0,
        [
            "telegram: a delivery failed at 2026-11-22 02:00:00 UTC: Wrong response from the webhook: 403 Forbidden"
            "; run `ktgs webhook set`, for the secret changes with the token",
            "ok    the two fit",
        ],
    )


@pytest.mark.usefixtures("webhook_mode")
def test_the_secret_is_in_no_output(ktgs: Run, telegram: Sandbox) -> None:
    for words in (("webhook", "set"), ("webhook", "info"), ("check",), ("webhook", "delete")):
        _, out, err = ktgs(*words)
        assert secret(telegram.token) not in "\n".join(out + err)


FAILED = Registered(URL, 0, frozenset(WANTED), "Connection refused", datetime(2026, 11, 22, 2, tzinfo=UTC))


def test_an_old_failure_is_wrong_only_while_something_waits() -> None:
    good = Finding(True, f"telegram: updates are brought to {URL}; 0 wait")
    failure = "telegram: a delivery failed at 2026-11-22 02:00:00 UTC: Connection refused"
    assert webhook_findings(URL, FAILED) == [good, Finding(True, failure)]
    waits = Registered(URL, 3, FAILED.wanted, FAILED.error, FAILED.error_at)
    assert webhook_findings(URL, waits)[1] == Finding(False, failure)


def test_a_webhook_of_a_release_that_read_other_updates_is_wrong() -> None:
    old = Registered(URL, 0, frozenset(WANTED[:1]))
    assert webhook_findings(URL, old)[1:] == [
        Finding(
            False,
            "telegram: the webhook was set for other kinds of updates than this release reads; run `ktgs webhook set`",
        )
    ]
