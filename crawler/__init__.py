"""From portal to bytes: finds report columns, walks them politely, keeps every answer."""
