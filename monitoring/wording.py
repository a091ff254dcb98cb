"""What the department writes to those it asks. Knows no Django."""

from datetime import date
from typing import Any

from leadership.core import russian


def reminder(campaign: Any, due_on: date | None, address: str) -> str:
    """The words of a reminder: what, until when, where."""
    until = f"Сдать нужно по {russian.day(due_on)} включительно.\n" if due_on else ""
    return (
        f"Здравствуйте! Напоминаем о форме «{campaign}».\n{until}"
        f"Форма ждёт в «Моём кабинете»: {address}\n"
        "Сохранённые ответы на месте, отвечать заново не нужно."
    )
