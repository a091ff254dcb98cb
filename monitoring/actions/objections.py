"""An objection is answered once, in words."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import User

from .. import notices
from ..models import Objection


@transaction.atomic
def answer(objection: Objection, *, by: User) -> Objection:
    """Keep the outcome and the words; who answered and when stays with them."""
    stood = Objection.objects.select_for_update().get(pk=objection.pk)
    if stood.outcome != Objection.Outcome.PENDING:
        raise ValidationError("На это возражение уже ответили.")
    objection.answered_at, objection.answered_by = timezone.now(), by
    objection.full_clean()
    objection._history_user = by
    objection.save()
    notices.tell_answered(objection)
    return objection
