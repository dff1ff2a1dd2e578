"""A real Neo4j Community server for the tests.

Either the one that NEO4J_TEST_URI names (with NEO4J_TEST_USER and NEO4J_TEST_PASSWORD; its data are DELETED),
or one fetched with Maven into a cache outside the tree and run on loopback from a temporary home. Where
neither can be had, the tests that need it are skipped and say so; under CI=true they fail instead.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

VERSION = "5.26.12"  # the last line that runs on Java 17, and on 21
missing: list[str] = []  # why there is no server, for the one loud line at the end
_START_SECONDS = 120
_STOP_SECONDS = 20

_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>neo4j-server-for-tests</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""

_CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.auth_lock_time=0s
dbms.usage_report.enabled=false
server.bolt.telemetry.enabled=false
client.allow_telemetry=false
server.memory.pagecache.size=64m
db.logs.query.enabled=OFF
internal.server.bolt.thread_pool_shutdown_wait_time=1s
internal.server.bolt.connection_shutdown_wait_time=1s
"""

# In parts: the server's memory is small.
_DELETE_SOME = "MATCH (n) WITH n LIMIT 2000 DETACH DELETE n RETURN count(*) AS deleted"

_JAVA_FLAGS = (
    *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")),
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
)
_SMALL_HEAP = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# A third off the start and the first queries: the jars are what Maven has checked.
_FAST_START = ("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote")


class Unavailable(Exception):
    """No server can be had here; the message says why, in one line."""


class DidNotStart(Exception):
    """A server is here and does not run: a fault of these tests, never a reason to skip them."""


class Neo4jServer:
    """A server under the tests' control, or one that was there before (``process`` stays None)."""

    def __init__(self, uri: str, user: str, password: str) -> None:
        self.uri, self.user, self.password = uri, user, password

    def driver(self) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def rows(self, query: str, **parameters: object) -> list[dict[str, object]]:
        with self.driver() as driver:
            return [record.data() for record in driver.execute_query(query, parameters).records]


class OwnServer(Neo4jServer):
    """A server started from the fetched jars, in a temporary home."""

    def __init__(self, jars: Path, home: Path) -> None:
        port = _free_port()
        super().__init__(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_hex(8))
        self._home = home
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text(_CONF.format(port=port), "utf-8")
        self._java = [
            "java",
            *_SMALL_HEAP,
            *_FAST_START,
            *_JAVA_FLAGS,
            "-cp",
            f"{home / 'conf'}{os.pathsep}{jars}/*",
        ]
        self._environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        self._process: subprocess.Popen[bytes] | None = None
        admin = [*self._java, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", self.password]
        done = subprocess.run(admin, env=self._environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DidNotStart(f"the password could not be set: {(done.stderr or done.stdout).strip()[-500:]}")

    def start(self) -> None:
        """Start and wait until it answers. The home survives a stop, so it can be started again."""
        main = [*self._java, "org.neo4j.server.CommunityEntryPoint", f"--home-dir={self._home}"]
        main += [f"--config-dir={self._home / 'conf'}", "--console-mode"]
        with (self._home / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                main, env=self._environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise DidNotStart(f"the server did not start:\n{self._log()[-1500:]}")
            time.sleep(0.2)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it cleanly; kill it if it does not go."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def _answers(self) -> bool:
        try:
            with self.driver() as driver:
                driver.verify_connectivity()
        except (DriverError, Neo4jError, OSError):
            return False
        return True

    def _log(self) -> str:
        return (self._home / "console.log").read_text("utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _jars() -> Path:
    """The folder of the server's jars, fetched once. It takes its name only when it is complete."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fangzhi-tests"
    jars = cache / f"neo4j-{VERSION}"
    for program in ("java",) if jars.is_dir() else ("java", "mvn"):
        if shutil.which(program) is None:
            raise Unavailable(f"{program} is not installed, and NEO4J_TEST_URI is not set")
    if jars.is_dir():
        return jars
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        (Path(folder) / "pom.xml").write_text(_POM, "utf-8")
        fetch = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]
        fetch.append(f"-DoutputDirectory={folder}/lib")
        done = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"Neo4j {VERSION} could not be fetched: {_one_line(done.stdout)}")
        with contextlib.suppress(FileExistsError):
            (Path(folder) / "lib").rename(jars)
    return jars


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """The server, for the whole run."""
    if uri := os.environ.get("NEO4J_TEST_URI"):
        user = os.environ.get("NEO4J_TEST_USER", "neo4j")
        yield Neo4jServer(uri, user, os.environ.get("NEO4J_TEST_PASSWORD", ""))
        return
    with tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True) as home:
        try:
            jars = _jars()
        except Unavailable as fault:
            _do_without(str(fault))
        server = OwnServer(jars, Path(home) / "home")
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _do_without(reason: str) -> None:
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"no Neo4j server: {reason}", pytrace=False)
    missing.append(reason)
    pytest.skip("no Neo4j server")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:400]


@pytest.fixture(scope="module")
def neo4j_database(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The server with nothing in it: no data, constraints or indexes."""
    empty(neo4j_server)
    return neo4j_server


def empty(server: Neo4jServer) -> None:
    """Delete everything in the server's default database."""
    with server.driver() as driver:
        while driver.execute_query(_DELETE_SOME).records[0]["deleted"]:
            pass
        for kind, rows in (
            ("CONSTRAINT", "SHOW CONSTRAINTS"),
            ("INDEX", "SHOW INDEXES WHERE type <> 'LOOKUP'"),
        ):
            for record in driver.execute_query(rows).records:
                driver.execute_query(f"DROP {kind} `{record['name']}` IF EXISTS")
