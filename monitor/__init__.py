"""From records to judgement, and to people: coverage, rules, desk, mail."""
