"""What of measuring is a person's own, though a school may stand in the person's place."""

from leadership.core.erasing import erasers

from .models import Finding, Participant


def register() -> None:
    erasers.own |= {Finding._meta.get_field("person"), Participant._meta.get_field("person")}
