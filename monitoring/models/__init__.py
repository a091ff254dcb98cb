from .finding import Competence, Finding

__all__ = ["Competence", "Finding"]
