// 区属机构：一个区之下的机构、单位和场所，逐级 · The bodies of a district, level by level
// Put a district's name between the quotes; left empty, every district is shown. In Browser, see it as a graph too.
WITH '' AS wanted
MATCH (district:District) WHERE district.name CONTAINS wanted
MATCH path = (district)<-[:PART_OF|LOCATED_IN*1..4]-(body:Organization|Place)
RETURN district.name AS district, length(path) AS level,
       reverse([step IN nodes(path) | step.name])[..-1] AS upwards, body.subtype AS kind, path
ORDER BY district, level, upwards
LIMIT 300;
