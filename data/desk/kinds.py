"""The groups officers count by: governments, departments, towns."""

from __future__ import annotations

GROUPS = {
    "政府": ("government",),
    "部门": ("department", "government_office", "vertical_agency", "branch_bureau", "authorised_institution"),
    "乡镇街道": ("township_gov", "subdistrict_office", "development_zone"),
}
