"""The county of the letters' tests, served by real Datasette to its officers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from data.clock import Clock
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk, desk, free_port, running
from tests.desk_site import Visitor, register
from tests.letters_store import CODE, NOW, County


@contextmanager
def county_desk(county: County, now: datetime = NOW) -> Iterator[Desk]:
    """Serve a county at an instant; li and wang are its officers, zhao is another province's, he the country's."""
    register(county.settings.registry, li=CODE, wang=CODE, zhao="440000", he="")
    with Store(county.settings.data) as store:
        write_summaries(store)
    settings = replace(county.settings, clock=Clock(now), secret="a secret for tests")
    made = desk(settings, free_port())
    with running(made):
        yield made


def logged_in(made: Desk, name: str = "li") -> Visitor:
    """Give an officer at a browser, with the token of a form."""
    visitor = Visitor(made)
    assert visitor.log_in(name) == 302
    visitor.ask("/todo")
    return visitor


def contacts(folder: Path, *rows: str) -> None:
    """Write contacts.csv."""
    text = "\n".join(["unit_id,name,phone,notes", *rows, ""])
    (folder / "contacts.csv").write_text(text, encoding="utf-8")
