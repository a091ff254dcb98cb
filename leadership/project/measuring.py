"""What first pages say of campaigns: forms waiting for a person, campaigns under way for the department."""

from datetime import date

from django.db.models import DateField, OuterRef, Q, Subquery

from monitoring.models import CHECKED_IN, Campaign, CampaignState, Phase, Response, ResponseRole, ResponseState
from schools.models import User

#: What the department still works with.
UNDER_WAY = (CampaignState.FILLING, CampaignState.CHECKING, CampaignState.CLARIFYING)


def forms_waiting(user: User, day: date) -> list[Response]:
    """Forms this person is to fill in or to mend, the most urgent first; annotated with `due_on`."""
    own = Q(participant__person=user.person_id, role=ResponseRole.SUBJECT, respondent=None)
    mending = Q(state=ResponseState.RETURNED, participant__campaign__state__in=CHECKED_IN)
    filling = Q(participant__campaign__state=CampaignState.FILLING)
    term = Phase.objects.filter(campaign=OuterRef("participant__campaign"), state=CampaignState.FILLING)
    forms = Response.objects.visible_to(user).not_handed_in().filter(own | Q(respondent=user.pk), mending | filling)
    forms = forms.filter(participant__campaign__in=Campaign.objects.known_by(day).order_by().values("pk"))
    forms = forms.annotate(due_on=Subquery(term.values("ends_on")[:1], output_field=DateField()))
    return list(forms.select_related("participant__campaign").order_by("due_on", "pk"))


def campaigns_under_way(user: User, day: date) -> list[Campaign]:
    """Campaigns being filled in, checked or clarified, with how many have handed in; one question."""
    running = Campaign.objects.visible_to(user).with_forms().known_by(day).filter(state__in=UNDER_WAY)
    found = list(running.with_progress())
    for campaign in found:
        campaign.left = campaign.asked - campaign.handed_in
        campaign.is_late = bool(campaign.left and campaign.due_on and campaign.due_on < day)
    return found
