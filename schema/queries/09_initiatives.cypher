// 活动与政策：谁组织，谁参与 · Initiatives: who organises them, who takes part
MATCH (initiative:Initiative)
WITH initiative,
     [(host)-[:ORGANIZES]->(initiative) | host.name] AS organisers,
     [(guest)-[:PARTICIPATES_IN]->(initiative) | guest.name] AS participants
WHERE size(organisers) + size(participants) > 0
RETURN initiative.name AS initiative, organisers, participants, initiative.articleCount AS articles,
       initiative.firstSeen AS firstSeen, initiative.lastSeen AS lastSeen
ORDER BY size(participants) DESC, size(organisers) DESC, initiative
LIMIT 100;
