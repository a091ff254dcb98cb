"""A few small papers attached to records of the story: orders as PDF, programmes as Word documents, a link."""

import io
import zipfile
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Model

from leadership.core import files, russian
from leadership.core.documents import actions
from leadership.core.models import Document
from leadership.core.papers import pdf, runtime
from leadership.core.papers.model import Paragraph, Report, Signature
from schools.models import Appointment, TransitionProgramme

from .district import District
from .ledger import Ledger, in_ledger

#: Whose orders and which schools' programmes are attached; a published paper of a school.
ORDERED = ("Калинина", "Жданов", "Орехова")
PROGRAMMES = ("Крестинская", "Оконешниковская", "Золотонивская")
PUBLISHED = ("Крестинская", "Устав школы", "https://example.org/ustav")
#: The day the papers were attached, for the same story has the same days.
ATTACHED_AT = datetime(2024, 9, 2, 5, tzinfo=UTC)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def attach_papers(ledger: Ledger, district: District) -> None:
    people = [district.people[surname] for surname in ORDERED]
    for order in (
        Appointment.objects.heads().filter(person__in=people).select_related("person", "school").order_by("pk")
    ):
        _attach(ledger, order, Document.Kind.ORDER, "Приказ о назначении", _order(order), day=order.order_date,
                number=order.order_number)  # fmt: skip
    schools = [district.schools[name] for name in PROGRAMMES]
    approved = TransitionProgramme.objects.filter(school__in=schools, approved_on__isnull=False)
    for programme in approved.select_related("school").order_by("pk"):
        lines = (programme.title, str(programme.school.name), f"Утверждена {russian.day(programme.approved_on)}")
        _attach(ledger, programme, Document.Kind.PROGRAMME, "Программа", (_word(lines), files.DOCX),
                day=programme.approved_on, number=programme.order_number)  # fmt: skip
    school, title, link = PUBLISHED
    ledger.add(Document(owner=district.schools[school], kind=Document.Kind.OTHER, title=title, link=link))
    ledger.write()
    Document.objects.filter(in_ledger(Document)).update(added_at=ATTACHED_AT)


def _attach(ledger: Ledger, owner: Model, kind: str, title: str, made: tuple[bytes, files.MediaType], **paper) -> None:
    written, media = made
    stored = actions.store(ContentFile(written))
    if not stored.documents.exists():
        ledger.enter([stored])
    ledger.add(
        Document(
            content_type=ContentType.objects.get_for_model(owner), object_id=owner.pk, kind=kind, title=title,
            stored=stored, file_name=media.named(title), dated_on=paper["day"], number=paper["number"],
        )
    )  # fmt: skip


def _order(order: Appointment) -> tuple[bytes, files.MediaType]:
    """The order as our own PDF, or, where no PDF can be made, as a Word document."""
    head = order.school.municipality
    lines = (
        f"Приказ № {order.order_number} от {russian.day(order.order_date)}",
        f"Назначить: {order.person}, {order.get_post_display()}, {order.school.name}, "
        f"с {russian.day_in_words(order.started_on)}.",
        "Демонстрационный документ: люди и события вымышлены.",
    )
    if not runtime.available():
        return _word(lines), files.DOCX
    return _printed(lines, order.order_date, head.department, Signature(head.head_post, head.head_name)), files.PDF


@cache
def _printed(lines, day, organisation, signature) -> bytes:
    title, *others = lines
    report = Report(
        kind="order", title=title, as_of=day, organisation=organisation, signature=signature, file_name=title,
        blocks=tuple(Paragraph(line) for line in others),
    )  # fmt: skip
    return pdf.render(report)


def _word(lines: tuple[str, ...]) -> bytes:
    """The least Word document; the same lines make the same bytes."""
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{files.DOCX.name}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="main" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, written in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{written}')
    return made.getvalue()
