"""Who may look and decide: officers.csv as it stands at this moment.

The registry folder comes from the environment (`serve` sets it); a change of the file counts at once. Hashes
go into environment variables of this process, so that Datasette's metadata holds nothing but their names.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.records import Officer
from data.registry.divisions import covers
from data.registry.officers import FILE, load_officers

REGISTRY = "NIANJIAN_REGISTRY"
_kept: dict[str, tuple[tuple[int, int, int], tuple[Officer, ...]]] = {}


def officers() -> tuple[Officer, ...]:
    """Give the officers; raises RegistryComplaint when the file cannot be read in full (nobody is let in)."""
    folder = os.environ.get(REGISTRY)
    if not folder:
        return ()
    try:
        told = (Path(folder) / FILE).stat()
    except FileNotFoundError:
        return ()
    mark = (told.st_mtime_ns, told.st_size, told.st_ino)
    if folder not in _kept or _kept[folder][0] != mark:
        _kept[folder] = (mark, load_officers(Path(folder)))
    return _kept[folder][1]


def officer_of(actor: Mapping[str, Any] | None) -> Officer | None:
    """Give the officer somebody is logged in as; None when the name is gone or the password has changed."""
    if not actor:
        return None
    found = next((each for each in officers() if each.name == actor.get("id")), None)
    return found if found and actor.get("key") == key_of(found) else None


def key_of(officer: Officer) -> str:
    """Mark which password a log-in was made with, without telling anything about it."""
    return hashlib.sha256(officer.password_hash.encode()).hexdigest()[:16]


def may_decide(officer: Officer, division_code: str) -> bool:
    """Tell whether a place lies in an officer's region."""
    return covers(officer.division_code or "", division_code)


def accounts() -> dict[str, Any]:
    """Write the settings of datasette-auth-passwords: of every hash only the variable it stands in."""
    settings: dict[str, Any] = {"actors": {}}
    for number, each in enumerate(officers()):
        name = f"NIANJIAN_HASH_{number}"
        os.environ[name], os.environ[f"{name}_KEY"] = each.password_hash, key_of(each)
        settings[f"{each.name}_password_hash"] = {"$env": name}
        settings["actors"][each.name] = {"id": each.name, "key": {"$env": f"{name}_KEY"}}
    return settings
