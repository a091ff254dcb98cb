"""The parts our list filters are made of."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import django_filters as filters
from django.db.models import Model, Q, QuerySet

from . import letters
from .choosing import suited

#: More words than anybody types; a pasted page would make a question too deep for the database.
WORDS = 10


#: A place to look a word up that is no field: answers with the numbers of the records found, as of the day.
Place = Callable[[str, date], QuerySet]


class Search(filters.CharFilter):
    """A few letters anywhere in the given fields, or in places that are worked out as of a day.

    Each table is looked through on its own, by its own index: «or» across a join would read every row of both.
    """

    def __init__(self, *places: str | Place, label: str = "Поиск") -> None:
        super().__init__(label=label)
        self.places = places

    def filter(self, queryset, value):
        for word in value.split()[:WORDS] if value else ():
            queryset = queryset.filter(self._found(queryset, word))
        return queryset

    def _found(self, queryset: QuerySet, word: str) -> Q:
        """The condition that the word stands in any of the places."""
        found, by_link = Q(), defaultdict(Q)
        for place in self.places:
            link, _, field = str(place).rpartition("__")
            if callable(place):
                found |= Q(pk__in=place(word, self.parent.request.as_of))
            elif place in queryset.query.annotations:
                found |= Q(**{f"{place}__icontains": word})
            else:
                by_link[link] |= Q(**{f"{field}__icontains": word})
        is_alone = not found and set(by_link) == {""}
        if is_alone or not letters.is_looked_through(queryset.model):
            found |= by_link.pop("", Q())  # without an index a set of its own would only be read twice
        for link, held in by_link.items():
            found |= Q(**{f"{link or 'pk'}__in": _linked(queryset.model, link).filter(held).values("pk")})
        return found


def _linked(model: type[Model], link: str) -> QuerySet:
    for name in filter(None, link.split("__")):
        model = model._meta.get_field(name).related_model
    return model._base_manager.order_by()


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


def among(label: str, yes: str, no: str, numbers: Callable[[date], QuerySet], of: str = "pk") -> filters.ChoiceFilter:
    """A question with two answers: whether what `of` leads to is among the numbers as of the day."""

    class Among(filters.ChoiceFilter):
        def filter(self, queryset, value):
            if not value:
                return queryset
            held = Q(**{f"{of}__in": numbers(self.parent.request.as_of)})
            return queryset.filter(held if value == "yes" else ~held)

    return Among(choices=(("yes", yes), ("no", no)), label=label, empty_label="все")
