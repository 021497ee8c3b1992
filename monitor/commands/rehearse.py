"""`nianjian rehearse RULE`: Run a changed rule over the archive and show what would appear and disappear."""

from monitor.later import later

command = later(
    "Run a changed rule over the archive and show what would appear and disappear",
    "change the rule in a copy of the project and compare two runs of check",
)
