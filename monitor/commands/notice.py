"""`nianjian notice UNIT`: Draft a rectification notice as DOCX."""

from monitor.later import later

command = later("Draft a rectification notice as DOCX", "copy the findings from the desk")
