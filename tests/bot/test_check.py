"""`ktgs check` and its neighbours on the command line: what is wrong, one line a finding."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.office_files import EXAMPLE
from tests.bot.conftest import Run


def test_a_check_of_nothing_says_where_to_begin(ktgs: Run) -> None:
    status, out, err = ktgs("check")
    assert (status, err) == (1, [])
    assert out == [
        "ok    settings: read",
        "WRONG database: var/ktgs.sqlite3 does not exist yet; load an office with: ktgs office load FOLDER",
        "ok    telegram: the token works; invitations look like https://t.me/ktgs_demo_bot?start=CODE",
        "ok    telegram: updates are polled, and no webhook is set",
    ]
    assert not Path("var").exists(), "a check makes nothing"


def test_a_check_of_a_loaded_office_misses_the_people(ktgs: Run) -> None:
    status, out, _ = ktgs("office", "load", str(EXAMPLE))
    assert (status, out) == (0, ["Thành ủy Thanh Hóa: 137 units, 103 bodies, campaign 2027"])
    status, out, err = ktgs("check")
    assert (status, err) == (1, [])
    assert out == [
        "ok    settings: read",
        "ok    database: var/ktgs.sqlite3 is sound",
        "ok    audit: its key is in var/ktgs.sqlite3.audit-key; keep a copy apart from the database",
        "ok    backup: its key will be made in var/ktgs.sqlite3.backup-key; keep a copy away from this machine",
        "ok    office: 137 units, 103 bodies",
        "ok    campaign: 2027, deadline 2026-12-15",
        "ok    campaign: thanh-tra-tinh/tt is not appraised here (track CT has no steps)",
        "ok    campaign: tu/btv is not appraised here (track BTV has no steps)",
        "ok    campaign: ubkt-tinh-uy/ubkt is not appraised here (track CT has no steps)",
        "WRONG people: no administrator; make an invitation with: ktgs invite UNIT --role admin",
        "WRONG people: no reviewer; make an invitation with: ktgs invite UNIT --role reviewer",
        "ok    telegram: the token works; invitations look like https://t.me/ktgs_demo_bot?start=CODE",
        "ok    telegram: updates are polled, and no webhook is set",
    ]


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("TOKEN", "", "WRONG telegram.token: not set; set KTGS_TELEGRAM__TOKEN or telegram.token_file"),
        ("ENABLED", "false", "WRONG telegram: switched off, and no other channel is on"),
        pytest.param(
            *("BASE_URL", "http://127.0.0.1:9/bot", "WRONG telegram: connection failed (ClientConnectorError)"),
        ),
    ],
)
def test_a_check_names_what_is_wrong_with_telegram(
    ktgs: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(f"KTGS_TELEGRAM__{name}", value)
    status, out, err = ktgs("check")
    assert (status, out[-1], err) == (1, line, [])


def test_a_check_with_a_wrong_token_says_so_and_keeps_it_to_itself(ktgs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTGS_TELEGRAM__TOKEN", "123456789:AAE-not-the-right-one-at-all")
    status, out, err = ktgs("check")
    assert (status, err) == (1, [])
    assert out[-1] == "WRONG telegram: the token was refused; get the right one from @BotFather"
    assert "AAE-not" not in "".join(out)


def test_a_damaged_database_is_one_line_for_every_command(ktgs: Run) -> None:
    before = set(threading.enumerate())
    Path("var").mkdir()
    Path("var/ktgs.sqlite3").write_bytes(b"a letter, no database" * 100)
    status, out, _ = ktgs("check")
    assert (status, out[1]) == (1, "WRONG database: ktgs.sqlite3: file is not a database")
    for words in (("run",), ("invite", "tu"), ("office", "load", str(EXAMPLE))):
        advice = "look for a good copy with `ktgs backup list`, then `ktgs restore FILE`"
        assert ktgs(*words) == (1, [], [f"ktgs: ktgs.sqlite3: file is not a database; {advice}"])
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(5)  # it was told to end
    assert not any(thread.is_alive() for thread in left), "a thread that is left keeps the process from ending"


def test_an_invitation_for_an_unknown_unit_is_refused(ktgs: Run) -> None:
    ktgs("office", "load", str(EXAMPLE))
    status, out, err = ktgs("invite", "nowhere", "--role", "admin")
    assert (status, out) == (1, [])
    assert err[0].startswith("ktgs: invite: no unit nowhere; units are, for example: ban-dan-van, ban-to-chuc")
    status, out, _ = ktgs("invite", "tu", "--role", "admin")
    assert status == 0
    assert out[0].startswith("/start ")


def test_an_invitation_names_the_zalo_bot_with_room(ktgs: Run) -> None:
    ktgs("office", "load", str(EXAMPLE))
    bots = '[zalo]\nenabled = true\n[[zalo.bots]]\nseats = 1\n[[zalo.bots]]\nname = "2"\nlabel = "Zalo 2"\nseats = 1\n'
    Path("config.toml").write_text(bots, "utf-8")
    said = [ktgs("invite", "tu", "--role", "admin")[1][-1] for _ in range(3)]
    assert said == [
        "on Zalo, somebody new writes to: Zalo",
        "on Zalo, somebody new writes to: Zalo 2",
        "on Zalo: every bot is full, counting open invitations; add another [[zalo.bots]]",
    ]


def test_a_wrong_setting_ends_every_command_with_one_line(ktgs: Run) -> None:
    Path("config.toml").write_text("[telegram]\npol_seconds = 5\n")
    for words in (("check",), ("run",), ("invite", "tu")):
        assert ktgs(*words) == (1, [], ["ktgs: telegram.pol_seconds: unknown setting"])
