"""Forms for the pen: what is asked, boxes to tick, lines to write on, a number to find the form again by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from . import sources
from .filling import Field, Part, asked_items, fields_of, parts_of
from .form_numbers import number_of
from .models import Campaign, Methodology, Participant, Response


@dataclass(frozen=True)
class Blank:
    """One form to print; of nobody in particular where there is no response."""

    methodology: Methodology
    parts: list[Part]
    campaign: Campaign | None = None
    response: Response | None = None
    due_on: date | None = None

    @property
    def title(self) -> str:
        return self.campaign.title if self.campaign else self.methodology.title

    @property
    def is_unsigned(self) -> bool:
        """A questionnaire is answered without a name."""
        return self.methodology.kind == Methodology.Kind.SURVEY

    @property
    def number(self) -> str:
        return number_of(self.response) if self.response else ""

    @property
    def qr(self) -> SafeString:
        """The address of the form: whoever types the answers in opens it by the camera."""
        if self.response is None:
            return mark_safe("")
        picture = segno.make_qr(settings.BASE_URL + self.response.get_absolute_url(), error="m")
        return mark_safe(picture.svg_inline(scale=1, border=2, omitsize=True, title="QR-код"))


def of_methodology(methodology: Methodology) -> Blank:
    """A form to be copied: the participant writes his name himself."""
    return Blank(methodology, parts_of(Field(item) for item in asked_items(methodology)))


def of_response(response: Response) -> Blank:
    """What the registers know, and what was answered the last time, stands in it; answers of this time do not."""
    fields = [Field(one.item, known=one.known, former=one.former) for one in fields_of(response)]
    return _blank(response.participant.campaign, response, fields, response.participant.campaign.deadline())


def of_responses(campaign: Campaign, responses: Sequence[Response]) -> list[Blank]:
    """Many at once, with what the registers know: a fixed number of questions."""
    items = asked_items(campaign.methodology)
    those = Participant.objects.filter(pk__in=[one.participant_id for one in responses])
    known = sources.known(those, items, campaign.as_of)
    due_on = campaign.deadline()
    blanks = []
    for one in responses:
        told = known.get(one.participant_id, {}) if one.role == "subject" else {}
        blanks.append(_blank(campaign, one, [Field(item, known=told.get(item.pk)) for item in items], due_on))
    return blanks


def _blank(campaign: Campaign, response: Response, fields: list[Field], due_on: date | None) -> Blank:
    return Blank(campaign.methodology, parts_of(fields), campaign, response, due_on)
