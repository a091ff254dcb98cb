"""What the papers of a district share: who signs, who made them."""

from leadership.core.papers.model import Signature
from leadership.core.papers.registry import PaperContext

from ..models import Municipality


def head_of(municipality: Municipality) -> Signature:
    return Signature(municipality.head_post, municipality.head_name)


def author_of(context: PaperContext) -> str:
    return str(context.user) if context.user else ""
