// 报道最多：被最多文章提到的对象 · Most reported: named in most articles
MATCH (thing:Entity)-[mention:MENTIONED_IN]->(article:Article)
RETURN thing.name AS name, thing.type AS type, thing.subtype AS subtype, count(article) AS articles,
       sum(mention.count) AS mentions, min(article.date) AS earliest, max(article.date) AS latest
ORDER BY articles DESC, mentions DESC, name
LIMIT 50;
