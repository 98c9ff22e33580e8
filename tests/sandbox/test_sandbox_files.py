"""Files in both directions."""

import struct

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest

from sandbox import Phone, Sandbox, UploadedFile

BAO = 12

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 320, 200)


async def test_the_bot_sends_a_document_which_can_be_fetched_and_sent_again(bot: Bot, bao: Phone) -> None:
    content = bytes(range(256)) * 100
    sent = await bot.send_document(BAO, content, "<b>kèm</b>", filename="Kế hoạch.docx", parse_mode="HTML")
    assert (bao.last.document, bao.last.html) == ("Kế hoạch.docx", "<b>kèm</b>")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    await bot.send_document(BAO, sent.document.file_id)
    assert bao.last.document == "Kế hoạch.docx"
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(BAO, sent.document.file_id, "a" * 1025)


async def test_the_person_sends_a_document(bot: Bot, bao: Phone) -> None:
    bao.sends_document("../Danh sách.xlsx", b"content", "của tôi")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("Danh sách.xlsx", "của tôi")
    file = await bot.get_file(message.document)
    assert bytes(await file.download_as_bytearray()) == b"content"


async def test_photos_have_sizes(bot: Bot, bao: Phone) -> None:
    bao.sends_photo(PNG)
    received = (await bot.get_updates())[0].message
    assert received is not None
    assert [(photo.width, photo.height) for photo in received.photo] == [(320, 200)]
    sent = await bot.send_photo(BAO, PNG, "ảnh")
    assert bao.last.text == sent.caption == "ảnh"
    with pytest.raises(BadRequest, match="Type of file mismatch"):
        await bot.send_document(BAO, sent.photo[0].file_id)


async def test_only_the_right_token_downloads(served: Sandbox, bot: Bot, bao: Phone) -> None:
    sent = await bot.send_document(BAO, b"secret", filename="a.txt")
    assert sent.document is not None
    path = "documents/file_1.txt"
    async with aiohttp.ClientSession() as session:
        for token, name, status in (
            (served.token, path, 200),
            ("1:wrong", path, 401),
            (served.token, "documents/file_2.txt", 404),
            (served.token, "../server.py", 404),
        ):
            async with session.get(f"{served.base_file_url}{token}/{name}") as response:
                assert response.status == status


@pytest.mark.parametrize(
    ("method", "params", "files", "error"),
    [
        ("sendDocument", {}, {}, "there is no document in the request"),
        ("sendPhoto", {}, {}, "there is no photo in the request"),
        ("sendDocument", {}, {"document": UploadedFile("a.txt", b"")}, "file must be non-empty"),
        ("sendDocument", {"document": "nonsense"}, {}, "wrong file identifier/HTTP URL specified"),
        ("getFile", {"file_id": "nonsense"}, {}, "invalid file_id"),
    ],
)
async def test_files_the_platform_refuses(
    sandbox: Sandbox,
    bao: Phone,
    method: str,
    params: dict[str, str],
    files: dict[str, UploadedFile],
    error: str,
) -> None:
    answer = await sandbox.call(sandbox.token, method, {"chat_id": BAO, **params}, files)
    assert (answer.status, answer.body["description"]) == (400, f"Bad Request: {error}")


async def test_bots_fetch_up_to_20_megabytes(sandbox: Sandbox, bao: Phone) -> None:
    bao.sends_document("to.bin", bytes(20 * 1024 * 1024 + 1))
    file = bao.messages[-1].file
    assert file is not None
    answer = await sandbox.call(sandbox.token, "getFile", {"file_id": file.file_id})
    assert answer.body["description"] == "Bad Request: file is too big"
