"""Who looked at a director's card and forms, as the journal has it: for himself."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from leadership.core.models import JournalEntry
from leadership.core.models.journal import JournalQuerySet
from monitoring.models import Response
from schools.models import Person, User


def looks_at(user: User) -> JournalQuerySet:
    """What others did with his card, its parts and his forms, the newest first; his own looks are nobody's business."""
    card = Person(pk=user.person_id)
    forms = Response.objects.filter(participant__person=user.person_id).order_by().values("pk")
    of_forms = Q(content_type=ContentType.objects.get_for_model(Response), object_id__in=forms)
    about = JournalEntry.objects.gathered(card) | JournalEntry.objects.filter(of_forms)
    return about.exclude(account=user.pk).select_related("account", "content_type").order_by("-at", "-pk")
