"""The shipped methodologies, as the district of the story has taken them."""

from datetime import date

from django.db.models import QuerySet

from monitoring import samples
from monitoring.drafting import competences_for, records_of, settings_of
from monitoring.models import Methodology
from schools.models import Municipality

from .ledger import Ledger, in_ledger


def take_methodologies(ledger: Ledger, municipality: Municipality) -> dict[str, Methodology]:
    """All samples as drafts, by code; one that the district keeps already is used as it is."""
    kept = Methodology.objects.filter(municipality=municipality).order_by("version")
    taken = {methodology.code: methodology for methodology in kept}
    for name in samples.NAMES:
        blueprint = samples.sample(name)
        if blueprint.code in taken:
            continue
        competences = competences_for(blueprint)
        methodology = ledger.add(Methodology(municipality=municipality, **settings_of(blueprint)))
        for competence in competences.values():
            if competence._state.adding:
                ledger.add(competence)
        for records in records_of(blueprint, methodology, competences):
            for record in records:
                ledger.add(record)
        taken[blueprint.code] = methodology
    ledger.write()
    return taken


def put_to_use(municipality: Municipality, code: str, day: date) -> Methodology | None:
    """The newest version of the code that is in use, or the one the demonstration has taken, in use from the day."""
    versions = Methodology.objects.filter(code=code, municipality=municipality).order_by("-version")
    if used := versions.exclude(frozen_on=None).first():
        return used
    taken = versions.filter(in_ledger(Methodology)).first()
    if taken:
        taken.frozen_on = day
        Methodology.objects.filter(pk=taken.pk).update(frozen_on=day)
    return taken


def thaw() -> None:
    """What the demonstration has taken may go, though it was in use: nobody real has used it."""
    QuerySet(Methodology).filter(in_ledger(Methodology)).update(frozen_on=None)
