"""`nianjian backup FILE`: Write databases and snapshots into one file."""

from monitor.later import later

command = later("Write databases and snapshots into one file", "stop the service and copy the data folder")
