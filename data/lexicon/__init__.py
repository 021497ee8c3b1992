"""Words that rules look for, as data: law names, topics, set phrases, fields of work, places. No logic."""
