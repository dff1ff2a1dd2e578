// What makes questions fast. The analyser cjk cuts Chinese into pairs of characters, so that 发改 finds 发改局:
// CALL db.index.fulltext.queryNodes('fangzhi_names', '发改') YIELD node, score RETURN node.name, score

CREATE INDEX fangzhi_entity_name IF NOT EXISTS
FOR (n:Entity) ON (n.name);

CREATE INDEX fangzhi_division_code IF NOT EXISTS
FOR (n:Entity) ON (n.divisionCode);

CREATE INDEX fangzhi_article_date IF NOT EXISTS
FOR (n:Article) ON (n.date);

CREATE FULLTEXT INDEX fangzhi_names IF NOT EXISTS
FOR (n:Entity) ON EACH [n.name, n.label, n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE FULLTEXT INDEX fangzhi_titles IF NOT EXISTS
FOR (n:Article) ON EACH [n.title]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
