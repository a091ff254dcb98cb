"""The results of a survey fixed, and its ballots destroyed: the last act of a survey, with no way back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from leadership.core import russian
from schools.models import User

from ..models import Ballot, BallotAnswer, Campaign, CampaignState, Invitation, Participant, SurveyRecord
from ..surveys import kept
from ..surveys.figures import results


@transaction.atomic
def fix_results(*, survey: Campaign, document: str, by: User | None, on: date) -> SurveyRecord:
    """Keep the sums that may be shown and the open answers that were let through; destroy everything else.

    Raises `ValidationError` while answers are taken, while open answers wait for their reader, and the second time.
    """
    list(survey.participants.select_for_update(of=("self",)).order_by("pk"))  # no ballot gets in until this is done
    survey.refresh_from_db(fields=["state"])
    _refuse(survey, on)
    found = results(survey, on)
    record = SurveyRecord(
        campaign=survey, counts={one.question.code: kept.to_keep(one) for one in found.questions}, texts=found.texts,
        document=document.strip(), fixed_on=on, fixed_by=by, destroyed=found.answered,
    )  # fmt: skip
    record.full_clean()
    record.save()
    for one in found.slices:
        one.kept_answered = one.answered
    Participant.objects.bulk_update(found.slices, ["kept_answered"])
    BallotAnswer.objects.of(survey).delete()
    Ballot.objects.of(survey).delete()
    Invitation.objects.filter(participant__campaign=survey).delete()
    survey.state = CampaignState.CLOSED
    survey.save(update_fields=["state"])
    return record


def _refuse(survey: Campaign, on: date) -> None:
    if not survey.is_over(on):
        raise ValidationError("Опрос ещё открыт: результаты фиксируют, когда приём ответов закончен.")
    if SurveyRecord.objects.filter(campaign=survey).exists():
        raise ValidationError("Результаты уже зафиксированы, бюллетени удалены.")
    if unread := BallotAnswer.objects.of(survey).open_ones().unread().count():
        waiting = russian.counted(unread, "открытый ответ ждёт", "открытых ответа ждут", "открытых ответов ждут")
        raise ValidationError(f"Сначала прочтите открытые ответы: {waiting} решения, показывать ли их.")
