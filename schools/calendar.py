"""Ends of contracts with heads, for the department."""

from collections.abc import Iterator
from datetime import date

from leadership.core.calendars.registry import Dated, dated, with_versions

from .models import DEPARTMENT, Appointment, User


@dated("contract")
def contracts(user: User, first: date, last: date) -> Iterator[Dated]:
    if user.role not in DEPARTMENT:
        return
    ending = Appointment.objects.visible_to(user).heads().filter(
        contract_ends_on__range=(first, last), ended_on=None
    )  # fmt: skip
    for one in with_versions(ending.select_related("school"), Appointment):
        yield Dated(
            number=one.pk, title=f"Истекает договор с руководителем: {one.school}", on=one.contract_ends_on,
            address=one.school.get_absolute_url(), versions=one.versions, changed_at=one.changed_at,
        )  # fmt: skip
