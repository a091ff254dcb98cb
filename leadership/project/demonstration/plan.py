"""The plan of the passport is real, only its closing is invented: removal opens the terms again.

An occurrence of the plan therefore never stands in the ledger. What stands there is the version of its
history that the demonstration wrote when closing it. Removal looks at each such version: where the
occurrence is still closed as the version says, it is opened again; where somebody has since recorded
something else, that is a real fact and stays. The versions themselves go with the rest of the ledger.
"""

from datetime import date

from django.db.models import Exists, OuterRef

from ..models import Occurrence, Project
from .ledger import Ledger, in_ledger
from .story.plan import CLOSINGS

Version = Occurrence.history.model
REASON = "демонстрационные данные"
#: What these versions are, for people.
LABEL = "закрытые сроки плана"


def close_occurrences(ledger: Ledger, project: Project) -> None:
    """Close what the story names and nobody has touched."""
    untouched = Occurrence.objects.filter(row__measure__project=project, outcome="", proof="")
    found = {
        (occurrence.row.measure.number, occurrence.row.number, occurrence.starts_on.year): occurrence
        for occurrence in untouched.select_related("row__measure")
    }
    closed = []
    for measure, row, year, outcome, closed_on, proof in CLOSINGS:
        if occurrence := found.get((measure, row, year)):
            occurrence.outcome, occurrence.proof = outcome, proof
            occurrence.closed_on = date.fromisoformat(closed_on)
            closed.append(occurrence)
    Occurrence.objects.bulk_update(closed, ["outcome", "closed_on", "proof"])
    ledger.enter(Occurrence.history.bulk_history_create(closed, update=True, default_change_reason=REASON))


def open_occurrences() -> None:
    """Open again what still stands as the demonstration closed it."""
    as_written = Version.objects.filter(
        in_ledger(Version),
        id=OuterRef("pk"),
        outcome=OuterRef("outcome"),
        closed_on=OuterRef("closed_on"),
        proof=OuterRef("proof"),
    )
    Occurrence.objects.filter(Exists(as_written)).update(outcome="", closed_on=None, proof="")
