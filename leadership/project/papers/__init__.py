"""The papers of the project: passport, plan, indicators, heads and their cards. Importing registers them."""

from . import directors, erasure, indicators, my_data, passport, person, plan, staff
from .common import NoProject
from .erasure import NotErased

__all__ = [
    "NoProject",
    "NotErased",
    "directors",
    "erasure",
    "indicators",
    "my_data",
    "passport",
    "person",
    "plan",
    "staff",
]
