from .demonstration import DemonstrationRow
from .document import Document, StoredFile
from .journal import JournalEntry
from .notice import Notice, Subscription
from .search import SearchEntry, SearchWord

__all__ = [
    "DemonstrationRow",
    "Document",
    "JournalEntry",
    "Notice",
    "SearchEntry",
    "SearchWord",
    "StoredFile",
    "Subscription",
]
