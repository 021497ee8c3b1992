"""Every file in tests/examples/digest is one mail: the material, and beside it the text that must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from data.records import Recipient
from monitor.digest import compose
from monitor.digest_values import Digest, Facts, Frequency, Material
from monitor.mail_layout import text

EXAMPLES = Path(__file__).parent / "examples" / "digest"


@dataclass(frozen=True, kw_only=True)
class Example:
    material: Material
    recipient: Recipient
    frequency: Frequency
    before: Facts | None = None


def example(name: str) -> Example:
    return TypeAdapter(Example).validate_json((EXAMPLES / f"{name}.json").read_bytes())


def digest_of(name: str) -> Digest:
    given = example(name)
    return compose(given.material, given.recipient, given.frequency, given.before)


def names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.json"))


@pytest.mark.parametrize("name", names())
def test_the_text_mail_reads_as_written_down(name: str) -> None:
    digest = digest_of(name)
    wanted = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    assert f"{digest.subject}\n\n{text(digest)}" == wanted
