"""The parts our list filters are made of."""

import django_filters as filters
from django.db.models import Q

from .choosing import suited

#: More words than anybody types; a pasted page would make a question too deep for the database.
WORDS = 10


class Search(filters.CharFilter):
    """A few letters anywhere in the given fields."""

    def __init__(self, *fields: str, label: str = "Поиск") -> None:
        super().__init__(label=label)
        self.fields = fields

    def filter(self, queryset, value):
        for word in value.split()[:WORDS] if value else ():
            found = Q()
            for field in self.fields:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class Chosen(filters.ModelChoiceFilter):
    """A choice among the records this user may see: a list of them, or a name to type where they are many."""

    def __init__(self, model, **kwargs) -> None:
        super().__init__(queryset=lambda request: model.objects.visible_to(request.user), empty_label="все", **kwargs)

    @property
    def field(self):
        """Made once for a filter: it asks how many records there are."""
        if not hasattr(self, "_suited"):
            self._suited = suited(super().field, takes_numbers=True)
        return self._suited


def choice(choices, label: str, **kwargs) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(choices=choices, label=label, empty_label="все", **kwargs)


def truth(label: str, yes: str, no: str, field_name: str) -> filters.ChoiceFilter:
    """A question with two answers about a nullable field: filled in, or empty."""

    def answered(queryset, name, value):
        return queryset.filter(**{f"{name}__isnull": value == "no"})

    return choice((("yes", yes), ("no", no)), label, field_name=field_name, method=answered)
