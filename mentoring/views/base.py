from leadership.core.lists import ListPage

from .. import access


class DevelopmentList(ListPage):
    """A list of what helps people: read by those who see development, changed by those who keep it."""

    allowed = staticmethod(access.sees_development)
    may_edit = staticmethod(access.edits_development)
