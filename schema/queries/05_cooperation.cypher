// 合作：哪些单位相互合作 · Bodies that cooperate
MATCH (one:Entity)-[tie:COOPERATES_WITH]->(other:Entity)
RETURN one.name AS one, other.name AS other, tie.modality AS modality, tie.weight AS articles,
       tie.firstSeen AS firstSeen, tie.evidence[0] AS sentence
ORDER BY articles DESC, one, other
LIMIT 200;
