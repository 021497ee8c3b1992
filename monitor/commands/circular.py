"""`nianjian circular`: Draft a publication circular as DOCX."""

from monitor.later import later

command = later("Draft a publication circular as DOCX", "copy the figures from the desk")
