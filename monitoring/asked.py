"""Whose account is to answer a form, and by which day."""

from django.db.models import Case, DateField, F, OuterRef, QuerySet, Subquery, When

from .models import CampaignState, Methodology, Phase, Response, ResponseRole

#: Surveys have no forms of people; interviews are planned by their own days.
ELSEWHERE = (Methodology.Kind.SURVEY, Methodology.Kind.INTERVIEW)


def forms_with_account() -> QuerySet[Response]:
    """Forms some account at work is asked for: annotated with `asked`, its number, and `due_on`."""
    asked = Case(
        When(respondent__isnull=False, respondent__is_active=True, then=F("respondent")),
        When(
            respondent=None, role=ResponseRole.SUBJECT, participant__person__account__is_active=True,
            then=F("participant__person__account"),
        ),
    )  # fmt: skip
    term = Phase.objects.filter(campaign=OuterRef("participant__campaign"), state=CampaignState.FILLING)
    forms = Response.objects.exclude(participant__campaign__methodology__kind__in=ELSEWHERE)
    forms = forms.annotate(asked=asked, due_on=Subquery(term.values("ends_on")[:1], output_field=DateField()))
    return forms.exclude(asked=None).select_related("participant__campaign")


def form_of(response: Response) -> Response | None:
    """The form as above; nothing where nobody has an account for it."""
    return forms_with_account().filter(pk=response.pk).first()
