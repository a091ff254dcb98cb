from .models import Municipality


def municipality(get_response):
    """`request.municipality`: the user's district; for a regional account the one chosen, else the first."""

    def answer(request):
        request.municipality = _district_of(request) if request.user.is_authenticated else None
        if request.municipality:
            request.user.looks_at = request.municipality.pk
        return get_response(request)

    return answer


def _district_of(request):
    user = request.user
    if user.municipality_id:
        return user.municipality
    seen = Municipality.objects.all()
    return seen.filter(pk=request.session.get("municipality")).first() or seen.first()
