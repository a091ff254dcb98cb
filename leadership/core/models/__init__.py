from .demonstration import DemonstrationRow
from .document import Document, StoredFile
from .journal import JournalEntry
from .search import SearchEntry, SearchWord

__all__ = ["DemonstrationRow", "Document", "JournalEntry", "SearchEntry", "SearchWord", "StoredFile"]
