"""`nianjian restore FILE`: Restore a backup into an empty folder."""

from monitor.later import later

command = later("Restore a backup into an empty folder", "copy the data folder back")
