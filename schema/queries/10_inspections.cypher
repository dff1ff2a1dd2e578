// 考察调研：谁去了哪里，何时，哪篇文章 · Inspections: who visited what, when, in which article
MATCH (visitor:Entity)-[visit:INSPECTS]->(visited:Entity)
UNWIND visit.articles AS id
OPTIONAL MATCH (article:Article {_graph: visit._graph, id: id})
RETURN coalesce(article.date, visit.firstSeen) AS date, visitor.name AS visitor, visited.name AS visited,
       visit.modality AS modality,
       [(visitor)-[post:HOLDS_POST]->(body) | body.name + coalesce(post.title, '')] AS posts,
       article.title AS article, visit.evidence[0] AS sentence
ORDER BY date IS NULL, date DESC, visitor, visited
LIMIT 200;
