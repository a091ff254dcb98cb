import django_filters as filters

from leadership.core.filters import Search, choice, truth

from ..models import Methodology


class MethodologyFilter(filters.FilterSet):
    q = Search("title", "code", label="Название или код")
    kind = choice(Methodology.Kind.choices, "Вид")
    state = truth("Состояние", "применяется", "черновик", "frozen_on")

    class Meta:
        model = Methodology
        fields: list[str] = []
