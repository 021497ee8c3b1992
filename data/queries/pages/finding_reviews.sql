-- What officers decided about a finding.
SELECT actor, at, verdict, reason, until FROM reviews WHERE finding_id = :id ORDER BY at
