"""A used version of a methodology can not change: whatever would alter it is refused, whoever asks."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete, pre_save

_paths: dict[type[models.Model], str] = {}


class FrozenError(ValidationError):
    """The version is used already; the text says what to do instead."""

    def __init__(self) -> None:
        super().__init__("Версия методики уже применяется и не меняется. Создайте следующую версию.", code="frozen")


class ContentQuerySet(models.QuerySet):
    """Rows of methodologies; those of a frozen one are neither updated nor joined in bulk."""

    def update(self, **values: Any) -> int:
        if self.filter(**{f"{_paths[self.model]}frozen_on__isnull": False}).exists():
            raise FrozenError
        return super().update(**values)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        for record in _one_of_each(objs):
            _refuse(self.model, record)
        return super().bulk_create(objs, *args, **kwargs)


def guard(model: type[models.Model], path: str = "") -> None:
    """Refuse to save or delete a record whose methodology, found by the path, is frozen."""
    _paths[model] = f"{path}__" if path else ""
    pre_save.connect(_on_change, sender=model, dispatch_uid=f"frozen_save_{model.__name__}")
    pre_delete.connect(_on_change, sender=model, dispatch_uid=f"frozen_delete_{model.__name__}")


def _on_change(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What a backup brings back is written as it was."""
    if not raw:
        _refuse(sender, instance)


def _refuse(model: type[models.Model], record: Any) -> None:
    """Both the methodology it stands in and the one it would move to are asked."""
    path = _paths[model]
    frozen = {f"{path}frozen_on__isnull": False}
    if record.pk and model._base_manager.filter(pk=record.pk, **frozen).exists():
        raise FrozenError
    if path:
        first = model._meta.get_field(path.split("__")[0])
        rest = path.removeprefix(f"{first.name}__")
        whole = first.related_model._base_manager.filter(pk=getattr(record, first.attname))
        if whole.filter(**{f"{rest}frozen_on__isnull": False}).exists():
            raise FrozenError


def _one_of_each(records: list[Any]) -> list[Any]:
    """One record for each whole they belong to."""
    path = _paths[type(records[0])].split("__")[0] if records else ""
    if not path:
        return records
    attname = type(records[0])._meta.get_field(path).attname
    return list({getattr(record, attname): record for record in records}.values())
