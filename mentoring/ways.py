"""What development does about a person and about a finding."""

from datetime import date

from django.urls import reverse

from leadership.core.ways import Way, leads_from
from monitoring.models import Finding, FindingState
from schools.models import Person, User

from . import access, supporting


@leads_from(Person)
def draft_for_person(person: Person, user: User, day: date) -> Way | None:
    """The card asks nothing for it: where no deficit waits, the page says so and offers the form to fill by hand."""
    return _draft(person.pk) if access.edits_development(user) else None


@leads_from(Finding)
def draft_for_finding(finding: Finding, user: User, day: date) -> Way | None:
    if not access.edits_development(user) or not finding.person_id or finding.state != FindingState.CONFIRMED:
        return None
    wanting = supporting.without_support(Finding.objects.filter(pk=finding.pk), day)
    return _draft(finding.person_id) if wanting.exists() else None


def _draft(person: int) -> Way:
    return Way("Составить ИППР", reverse("mentoring:draft_programme", args=[person]))
