"""The papers of measuring. Importing registers them."""

from . import calling, dynamics, interviews, matrix, methodology, reasons, recommendations, standing, surveys

__all__ = [
    "calling",
    "dynamics",
    "interviews",
    "matrix",
    "methodology",
    "reasons",
    "recommendations",
    "standing",
    "surveys",
]
