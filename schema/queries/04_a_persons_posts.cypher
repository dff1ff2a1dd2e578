// 人物履历：各人职务的先后 · A person's posts over time
// Put a person's name between the quotes; left empty, the people with most posts come first.
WITH '' AS wanted
MATCH (person:Person)-[post:HOLDS_POST]->(body:Entity)
WHERE wanted = '' OR person.name = wanted
WITH person, post, body ORDER BY post.firstSeen, post.lastSeen, body.name
WITH person, collect({from: post.firstSeen, until: post.lastSeen, title: post.title, body: body.name}) AS posts
RETURN person.name AS person, size(posts) AS count,
       [p IN posts | coalesce(p.from, '?') + '–' + coalesce(p.until, '?') + ' ' + p.body + coalesce(p.title, '')] AS posts
ORDER BY count DESC, person
LIMIT 100;
