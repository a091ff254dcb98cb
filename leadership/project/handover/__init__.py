"""A school changes its head: who leaves, who comes, what becomes of what the leaver has open."""

from .actions import AlreadyChanged, Change, Done, Successor, change_head, last_head, standing
from .forms import HandoverForm

__all__ = [
    "AlreadyChanged",
    "Change",
    "Done",
    "HandoverForm",
    "Successor",
    "change_head",
    "last_head",
    "standing",
]
