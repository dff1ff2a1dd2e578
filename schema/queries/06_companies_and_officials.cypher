// 两步之内：企业与官员之间隔着谁 · Two steps between a company and an official
// Standing in the same district is no link. An official holds a post in a party or government body, an office, or a district itself.
MATCH (official:Person)-[post:HOLDS_POST]->(body:Entity)
WHERE body:PartyBody OR body:GovernmentBody OR body:Office OR body:District
WITH DISTINCT official
MATCH (official)-[first]-(between:Entity)-[second]-(company:Company)
WHERE NOT second:LOCATED_IN|PART_OF
RETURN company.name AS company, second.label AS companyTie, between.name AS between, first.label AS officialTie,
       official.name AS official, second.evidence[0] AS companySentence, first.evidence[0] AS officialSentence
ORDER BY company, official, between, companyTie, officialTie
LIMIT 200;
