"""Which deficits have support on a day, and which support answers no deficit (the two standing lists)."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from monitoring.models import Finding

from .models import Activity


def without_support(findings: QuerySet[Finding], day: date) -> QuerySet[Finding]:
    """Those no unfinished activity of an open programme answers: what is done without closing them leaves them here."""
    answering = Activity.objects.unfinished(day).in_open_programmes(day).filter(finding=OuterRef("pk"))
    return findings.filter(~Exists(answering))


def without_deficit(activities: QuerySet[Activity], day: date) -> QuerySet[Activity]:
    """Rows still to be done that name no finding."""
    return activities.unfinished(day).in_open_programmes(day).filter(finding=None)
