"""Methodologies shipped with the system: drafts for a department to approve, change or leave."""

from functools import cache
from pathlib import Path

from .blueprint import Blueprint, toml

FOLDER = Path(__file__).parent / "methodologies"
#: In the order they are offered.
NAMES = ("competence", "effectiveness", "rating", "teachers", "heads", "interview", "review")


@cache
def sample(name: str) -> Blueprint:
    """Raises `KeyError` for a name that is not among them."""
    if name not in NAMES:
        raise KeyError(name)
    file = FOLDER / f"{name}.toml"
    return toml.read(file.read_text(encoding="utf-8"), file.name)
