from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leadership.core.access import may
from schools.models import DEPARTMENT

from .. import access
from ..models import Methodology, Participant
from ..sides import sides_of


@require_safe
@may(access.sees_findings)
def sides(request, pk):
    """All views of one participant side by side; a director reads his own once the results are published."""
    seen = Participant.objects.visible_to(request.user)
    participant = get_object_or_404(seen.select_related("campaign__methodology", "person"), pk=pk)
    if request.user.role not in DEPARTMENT and not participant.campaign.is_published:
        raise Http404
    return render(
        request,
        "monitoring/sides.html",
        {
            "title": f"Самооценка и внешняя оценка: {participant}",
            "participant": participant,
            "campaign": participant.campaign,
            "may_read_campaign": request.user.role in DEPARTMENT,
            "sides": sides_of(participant),
            "is_competence": participant.campaign.methodology.kind == Methodology.Kind.COMPETENCE,
        },
    )
