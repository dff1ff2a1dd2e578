// 项目：在哪里，由谁承担，得到谁的支持 · Projects: where they are, who undertakes and who supports them
MATCH (project:Project)
RETURN project.name AS project,
       [(project)-[:LOCATED_IN]->(place) | place.name] AS places,
       [(body)-[task:UNDERTAKES]->(project) | body.name + coalesce('（' + task.role + '）', '')] AS undertakenBy,
       [(giver)-[:SUPPORTS]->(project) | giver.name] AS supportedBy,
       project.articleCount AS articles, project.firstSeen AS firstSeen, project.lastSeen AS lastSeen
ORDER BY size(undertakenBy) > 0 DESC, articles DESC, project
LIMIT 200;
