"""The mails in tests/examples/digest: what each is made of, as JSON, and beside it the text that must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from data.records import Recipient
from monitor.digest.compose import compose
from monitor.digest.scope import Material
from monitor.digest.values import Digest, Facts, Frequency

EXAMPLES = Path(__file__).parent / "examples" / "digest"


@dataclass(frozen=True, kw_only=True)
class Example:
    material: Material
    recipient: Recipient
    frequency: Frequency
    before: Facts | None = None

    def digest(self) -> Digest:
        return compose(self.material, self.recipient, self.frequency, self.before)


def example(name: str) -> Example:
    return TypeAdapter(Example).validate_json((EXAMPLES / f"{name}.json").read_bytes())


def names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.json"))
