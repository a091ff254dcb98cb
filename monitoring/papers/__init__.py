"""The papers of measuring. Importing registers them."""

from . import (
    calling,
    dynamics,
    form,
    interviews,
    matrix,
    methodology,
    profile,
    reasons,
    recommendations,
    standing,
    surveys,
)

__all__ = [
    "calling",
    "dynamics",
    "form",
    "interviews",
    "matrix",
    "methodology",
    "profile",
    "reasons",
    "recommendations",
    "standing",
    "surveys",
]
