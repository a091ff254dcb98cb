from django.utils import timezone

from leadership.core import russian
from leadership.core.papers.model import Heading, Listing, Paragraph, Report
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.access import prints_erasures
from schools.erasure import GOES, STAYS
from schools.models import Erasure

from .common import author_of, head_of


class NotErased(NoRecord):
    """There is no act about this card; the text says so."""

    def __init__(self) -> None:
        super().__init__("Акта об уничтожении по этой карточке нет.")


@paper(
    "erasure", title="Акт об уничтожении персональных данных", allowed=prints_erasures, parameters=("person",),
    description="Чья карточка, на каком основании, что уничтожено и что осталось",
)  # fmt: skip
def erasure(context: PaperContext) -> Report:
    """The name is gone, so the act names the card by its number (приказ Роскомнадзора от 28.10.2022 № 179)."""
    act = _act_of(context)
    municipality = context.municipality
    day = timezone.localdate(act.erased_at)
    body = (
        Paragraph(
            f"{russian.day_in_words(day)} в информационной системе «Лидерство в образовании» "
            f"({municipality.department}) уничтожены персональные данные субъекта, карточка № {act.person_id}."
        ),
        Paragraph(f"Основание: {act.basis}."),
        Paragraph(
            "Способ: удаление из базы данных вместе с историей изменений и файлами; оставшиеся записи обезличены. "
            "Резервные копии перезаписываются в установленный для них срок."
        ),
        Heading("Уничтожено"),
        Listing(GOES),
        Paragraph(f"Из них найдено и уничтожено: {'; '.join(act.what.splitlines())}."),
        Heading("Оставлено"),
        Listing(STAYS),
        Paragraph("Акт и запись журнала об уничтожении хранятся три года."),
        Paragraph(f"Данные уничтожил: {act.erased_by}, {russian.day(day)}."),
    )
    return Report(
        kind="erasure",
        title="Акт",
        subtitle=f"об уничтожении персональных данных\n№ {act.pk} от {russian.day_in_words(day)}",
        as_of=day,
        organisation=municipality.department,
        file_name=f"Акт об уничтожении персональных данных № {act.pk}",
        signature=head_of(municipality),
        author=author_of(context),
        blocks=body,
    )


def _act_of(context: PaperContext) -> Erasure:
    number = context.filters.get("person", "")
    acts = Erasure.objects.filter(person__municipality=context.municipality)
    found = acts.filter(person=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if found is None:
        raise NotErased
    return found
