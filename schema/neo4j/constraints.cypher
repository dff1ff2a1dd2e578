// What makes a second load find what the first one wrote. A node's key is the graph it belongs to and its id,
// so that several graphs live in one database side by side. Community Edition has no other kinds of constraint.

CREATE CONSTRAINT fangzhi_entity IF NOT EXISTS
FOR (n:Entity) REQUIRE (n._graph, n.id) IS UNIQUE;

CREATE CONSTRAINT fangzhi_article IF NOT EXISTS
FOR (n:Article) REQUIRE (n._graph, n.id) IS UNIQUE;
