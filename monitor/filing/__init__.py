"""Which document is whose report for which year: names, traces, versions."""
