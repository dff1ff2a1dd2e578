// 某区任职：谁在该区的机构和单位任职 · Who holds posts in a district
// Put a district's name between the quotes, for instance '临溪区'; left empty, every district is shown.
WITH '' AS wanted
MATCH (district:District) WHERE district.name CONTAINS wanted
MATCH (body:Entity)-[:PART_OF|LOCATED_IN*0..3]->(district)
MATCH (person:Person)-[post:HOLDS_POST]->(body)
RETURN DISTINCT district.name AS district, body.name AS body, post.title AS title, person.name AS person,
       post.firstSeen AS firstSeen, post.lastSeen AS lastSeen, post.evidence[0] AS sentence
ORDER BY district, body, title, person
LIMIT 200;
