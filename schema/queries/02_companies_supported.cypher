// 企业获得的支持：按金额排列 · Companies that received support, largest amount first
// Amounts as printed and in yuan; sharedAmount is what several companies or givers share. Support without a figure
// of its own comes last (properties() asks no questions where a graph has no sharedAmount). Modality plan: announced,
// not yet given.
MATCH (giver:Entity)-[support:SUPPORTS]->(company:Company)
RETURN company.name AS company, giver.name AS supporter, support.amount AS amount,
       support.amountCny AS amountCny, properties(support).sharedAmount AS sharedAmount,
       support.modality AS modality,
       support.weight AS articles, support.evidence[0] AS sentence
ORDER BY support.amountCny IS NULL, amountCny DESC, articles DESC, company, supporter
LIMIT 200;
