"""What opening a survey and opening interviews have in common."""

from datetime import date

from django.contrib.contenttypes.models import ContentType

from schools.models import School

from ..models import Campaign, CampaignState, Participant, Phase
from .methodologies import freeze


def begin(campaign: Campaign, *, starts_on: date, ends_on: date) -> None:
    """Save a campaign with its term; its methodology cannot change from that day on."""
    campaign.full_clean()
    campaign.save()
    phase = Phase(campaign=campaign, state=CampaignState.FILLING, starts_on=starts_on, ends_on=ends_on)
    phase.full_clean()
    phase.save()
    freeze(campaign.methodology, on=starts_on)


def school_taking_part(campaign: Campaign, school: School, *, invited: int = 0) -> Participant:
    """The school as it is named on the day, with who heads it then: taken `with_head`."""
    return Participant(
        campaign=campaign, content_type=ContentType.objects.get_for_model(School), object_id=school.pk,
        municipality_id=school.municipality_id, school=school, person_id=school.head_id, label=str(school),
        invited=invited,
    )  # fmt: skip
