"""`nianjian merge OTHER_DATA`: Join the logs of another machine."""

from monitor.later import later

command = later("Join the logs of another machine", "run one machine a registry")
