"""`nianjian export DIR`: Write a publishable copy."""

from monitor.later import later

command = later("Write a publishable copy", "the desk gives every list as CSV and JSON")
