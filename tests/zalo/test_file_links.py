"""Documents where a channel carries none: a link of one's own, for a short time, to the office's own server."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from docx import Document

from bot.file_pages import FilePages
from bot.files import PATH
from bot.web import Web
from tests.handlers.scene import registers
from tests.zalo_stage import ZaloActor, ZaloStage

PUBLIC = "https://bot.office.example"


class LinkedStage(ZaloStage):
    """An office whose server can be reached from outside."""

    web: Web

    def extras(self) -> dict[str, Any]:
        return {"web": self.web, "public_url": PUBLIC}


@pytest.fixture
async def office(tmp_path: Path, example_database: Path) -> AsyncIterator[LinkedStage]:
    stage = LinkedStage(tmp_path, example_database)
    stage.web = Web("127.0.0.1", 0)
    await stage.web.start()
    await stage.open()
    stage.web.add(PATH, FilePages(stage.app.files), methods=("GET", "HEAD"))
    try:
        yield stage
        assert stage.sandbox.zalo.refused == []
    finally:
        await stage.close()
        await stage.web.stop()


async def asks(office: LinkedStage, path: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    async with aiohttp.ClientSession() as client, client.request(method, office.web.address + path) as response:
        return response.status, await response.read(), dict(response.headers)


async def link(lan: ZaloActor) -> str:
    """The path of a new link."""
    await lan.says("chuong trinh")
    if "Đảng ủy phường Đông Thọ" in lan.buttons:
        await lan.taps("Đảng ủy phường Đông Thọ")
    await lan.taps("Tải về (Word)")
    found = re.search(rf"^{re.escape(PUBLIC)}(/files/[\w-]{{22}})$", lan.zalo.last.text, re.MULTILINE)
    assert found, lan.zalo.last.text
    assert "Tải về trong 30 phút (tối đa 3 lần), chỉ dành cho đồng chí, không chuyển tiếp:" in lan.zalo.last.text
    return found[1]


@pytest.fixture
async def lan(office: LinkedStage) -> ZaloActor:
    lan = await office.joins_on_zalo("Lan", "p-dong-tho")
    await registers(lan)
    return lan


def download(page: bytes) -> str:
    found = re.search(rb'href="([^"]+)"', page)
    assert found
    return found[1].decode()


async def test_the_link_shows_a_page_and_the_page_gives_the_file(office: LinkedStage, lan: ZaloActor) -> None:
    path = await link(lan)
    status, page, headers = await asks(office, path)
    assert (status, headers["Cache-Control"], headers["Referrer-Policy"]) == (200, "no-store", "no-referrer")
    assert "Tải được 3 lần." in page.decode()
    status, content, headers = await asks(office, download(page))
    assert status == 200
    assert headers["Content-Disposition"] == 'attachment; filename="DT-chuong-trinh-2027-p-dong-tho-du-lan-1.docx"'
    assert Document(io.BytesIO(content)).tables
    done = await office.rows("select action from audit where object like 'file:%' order by id")
    assert [row["action"] for row in done] == ["file.asked", "file.linked", "file.fetched"]


async def test_a_preview_counts_nothing_and_three_downloads_are_enough(office: LinkedStage, lan: ZaloActor) -> None:
    path = await link(lan)
    for _ in range(10):
        status, page, _ = await asks(office, path)
        assert status == 200
    address = download(page)
    assert (await asks(office, address, "HEAD"))[0] == 200
    assert [(await asks(office, address))[0] for _ in range(5)] == [200, 200, 200, 404, 404]
    status, page, _ = await asks(office, path)
    assert status == 404
    assert "Đường dẫn đã hết hạn" in page.decode()


async def test_a_link_ends_with_its_time(office: LinkedStage, lan: ZaloActor) -> None:
    path = await link(lan)
    office.sandbox.moves_clock(timedelta(minutes=29))
    assert (await asks(office, path))[0] == 200
    office.sandbox.moves_clock(timedelta(minutes=2))
    assert (await asks(office, path))[0] == 404


async def test_a_link_ends_with_its_owner(office: LinkedStage, lan: ZaloActor) -> None:
    path = await link(lan)
    async with office.database.write() as tx:
        tx.change("update people set removed_at = '2026-11-22T03:00:00.000000Z'", ())
    assert (await asks(office, path))[0] == 404


@pytest.mark.parametrize("path", ["/files/", "/files/x", "/files/../health", "/files/%2e%2e", "/files//x"])
async def test_what_is_no_link_leads_nowhere(office: LinkedStage, lan: ZaloActor, path: str) -> None:
    status, body, _ = await asks(office, path)
    assert (status, b"KT-" in body) in [(404, False), (200, False)]
    assert status == 404 or body == b"ok"


async def test_another_name_or_method_gives_nothing(office: LinkedStage, lan: ZaloActor) -> None:
    path = await link(lan)
    assert (await asks(office, f"{path}/another.docx"))[0] == 404
    assert (await asks(office, path, "POST"))[0] == 405
    assert (await asks(office, path, "DELETE"))[0] == 405


async def test_only_a_hash_of_the_code_is_kept(office: LinkedStage, lan: ZaloActor) -> None:
    code = (await link(lan)).removeprefix(PATH)
    for table in ("file_links", "files", "audit", "outbox"):
        assert code not in str(await office.rows(f"select * from {table}"))  # noqa: S608
