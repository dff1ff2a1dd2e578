"""What went wrong with a Neo4j server, and what to do. No message has the password."""

from __future__ import annotations

import re
from dataclasses import dataclass

import neo4j
from neo4j import exceptions

from kg.errors import LoadError
from loaders import cypher

DRIVER_FAULTS = (exceptions.DriverError, exceptions.Neo4jError, OSError)
_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_OLDEST = 5
# The server's codes that mean more to a user than their text (neo4j.com/docs/status-codes).
_REFUSALS = {
    "Neo.ClientError.Security.Unauthorized": "user or password is wrong",
    "Neo.ClientError.Security.CredentialsExpired": "the first password must be changed before it can be used",
    "Neo.ClientError.Security.AuthenticationRateLimit": "too many wrong passwords; wait some seconds",
    "Neo.ClientError.Security.Forbidden": "this user may not write to the database",
    "Neo.ClientError.Database.DatabaseNotFound": "there is no such database",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "the server's memory is too small: raise "
    "dbms.memory.transaction.total.max, or load in smaller batches",
}


@dataclass(slots=True)
class Doing:
    """Where a load is going and what it is at: what a message must say. ``step`` changes as it goes on."""

    uri: str
    database: str | None
    step: str = ""

    def check_server(self, session: neo4j.Session) -> None:
        """Ask the server what it is.

        Raises:
            LoadError: it speaks Neo4j's protocol and is none, or is too old.

        """
        server = session.run(cypher.SERVER).single()
        name, version = (server["name"], server["version"]) if server else ("nothing", "")
        major = re.match(r"\d+", str(version))
        if name != "Neo4j Kernel" or major is None or int(major[0]) < _OLDEST:
            raise LoadError(f"{self.uri}: Neo4j {_OLDEST} or later is needed, this is {name} {version}")


def check_uri(uri: str) -> None:
    """Whether the address has a form that can be used.

    Raises:
        LoadError: another scheme, or a user name inside: it is not repeated, a password may stand there.

    """
    if "@" in uri:
        raise LoadError("the address must not hold a user name or password: give them by their own options")
    if uri.partition("://")[0] not in _SCHEMES or not uri.partition("://")[2]:
        raise LoadError(
            f"{uri!r} is no address of a Neo4j server: write neo4j://host:7687 or bolt://host:7687"
        )


def explanation(fault: Exception, doing: Doing) -> str:
    """One of ``DRIVER_FAULTS`` in words: where, what, and what to do."""
    where = doing.uri if doing.database is None else f"{doing.uri}, database {doing.database}"
    begun = f" while {doing.step}; run the command again to complete the load" if doing.step else ""
    if isinstance(fault, exceptions.Neo4jError):
        known = _REFUSALS.get(fault.code or "")
        return f"{where}: {known or f'{fault.code}: {fault.message}'}{begun}"
    if isinstance(fault, exceptions.ConfigurationError):
        return f"{where}: {_last_line(fault)}"
    if begun:
        return f"{where}: the server was lost{begun} ({_last_line(fault)})"
    return f"{where}: no Neo4j server answers: is it running, is this its Bolt address? ({_last_line(fault)})"


def _last_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[-1] if lines else type(fault).__name__
