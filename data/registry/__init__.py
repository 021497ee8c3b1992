"""The registry: who owes reports, where they appear and until when; CSV files that people edit, checked.

load_registry(folder) -> Registry      everything, or a RegistryComplaint that names every bad row
division_prefix(code), covers(a, b)    which place lies in which
"""

from __future__ import annotations

from data.registry.divisions import covers, division_prefix
from data.registry.load import RegistryComplaint, load_registry
from data.registry.office import Policy, Registry

__all__ = ["Policy", "Registry", "RegistryComplaint", "covers", "division_prefix", "load_registry"]
