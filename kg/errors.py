"""The errors that users see. Each message names the file (and line) and says what to do."""


class KgError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(KgError):
    """An input that cannot be read: names the file, the line where there is one, and the cause."""

    def __init__(self, source: str, cause: str, line: int | None = None) -> None:
        self.source = source
        self.cause = cause
        self.line = line
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {cause}")


class StoreError(KgError):
    """A store that cannot be opened, has another schema version, or is in use."""


class DecisionsError(KgError):
    """A decisions file that cannot be written, or whose last decision cannot be taken back."""


class SchemaError(KgError):
    """A fault in the ontology or pattern files under schema/."""


class LoadError(KgError):
    """A target (Neo4j server, output file) that cannot be written."""
