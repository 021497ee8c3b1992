"""Forms with files: what was sent, kept in memory, nothing of it on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from python_multipart import FormParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, parse_options_header

LIMIT = 10 * 1024 * 1024  # bytes of one file
PACKED = 32 * 1024 * 1024  # bytes of a ZIP of many


class TooLarge(Exception):
    """A file is larger than the limit; the words of its form are kept, its token among them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__("too large")
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form's words by name, and its files (name as the visitor's machine has it, bytes)."""

    words: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]


def read_form(content_type: str, body: bytes, limit: int = LIMIT) -> Sent:
    """Take a multipart form apart; raises TooLarge, and ValueError for what is no such form."""
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise ValueError("no multipart form")
    words: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}

    def word(field: Field) -> None:
        words[(field.field_name or b"").decode("utf-8", "replace")] = (field.value or b"").decode(
            "utf-8", "replace"
        )

    def file(sent: File) -> None:
        sent.file_object.seek(0)
        name = (sent.file_name or b"").decode("utf-8", "replace")
        content = sent.file_object.read()
        if name and content:
            files[(sent.field_name or b"").decode("utf-8", "replace")] = (name, content)

    config = {"MAX_MEMORY_FILE_SIZE": 2 * max(limit, PACKED)}
    parser = FormParser("multipart/form-data", word, file, boundary=options[b"boundary"], config=config)
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise ValueError("no multipart form") from error
    if any(len(content) > limit for _, content in files.values()):
        raise TooLarge(words)
    return Sent(words=words, files=files)


def again(body: bytes, receive: Any) -> Any:
    """Give a body that was read once more, then whatever else comes (ASGI)."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Any:
        return left.pop() if left else await receive()

    return receiving
