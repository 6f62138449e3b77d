"""Files to events: one module for each format, all feeding the same ledger."""

from events.readers.collection import Collection, collect, read
from events.readers.files import BUNDLED, files_of
from events.readers.opening import open_reading

__all__ = ["BUNDLED", "Collection", "collect", "files_of", "open_reading", "read"]
