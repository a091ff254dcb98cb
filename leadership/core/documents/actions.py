"""Attaching and removing documents; the bytes of a file are kept once, as long as somebody needs them."""

import hashlib
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from ..files import MEDIA_TYPES, clean_name, media_type
from ..models import Document, StoredFile
from ..models.document import by_digest


@transaction.atomic
def attach(document: Document, *, file: File | None = None, by: Any = None) -> Document:
    """Save a document, new or changed; a new file takes the place of the former one.

    Raises `files.Unfit` where the file is not what may be kept, `ValidationError` where the document is not.
    """
    former = document.stored if file is not None else None
    if file is not None:
        document.stored = store(file)
        document.file_name = MEDIA_TYPES[document.stored.media_type].named(clean_name(file.name or ""))[-255:]
        document.title = document.title or PurePath(document.file_name).stem
    document._history_user = by
    document.full_clean()
    document.save()
    if former is not None and former != document.stored:
        _release(former)
    return document


@transaction.atomic
def remove(document: Document, *, by: Any = None) -> None:
    stored = document.stored
    document._history_user = by
    document.delete()
    if stored is not None:
        _release(stored)


@transaction.atomic
def store(file: File) -> StoredFile:
    """The same bytes are stored once, even when two people bring them side by side."""
    kind = media_type(file)
    made = StoredFile(sha256=_digest(file), size=file.size, media_type=kind.name)
    defaults = {"file": by_digest(made, ""), "size": made.size, "media_type": made.media_type}
    stored, _ = StoredFile.objects.select_for_update().get_or_create(sha256=made.sha256, defaults=defaults)
    _write(stored, file)
    return stored


def _digest(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _write(stored: StoredFile, file: File) -> None:
    """The row is locked by now, so nobody else writes there; what an interrupted writing left is replaced."""
    storage, path = stored.file.storage, stored.file.name
    if storage.exists(path):
        if storage.size(path) == file.size:
            return
        storage.delete(path)
    storage.save(path, file)


def _release(stored: StoredFile) -> None:
    """Forget a stored file to which no document refers any more."""
    locked = StoredFile.objects.select_for_update().filter(pk=stored.pk).first()
    if locked is not None and not locked.documents.exists():
        locked.delete()
        transaction.on_commit(partial(erase_bytes, locked.sha256), robust=True)


def erase_bytes(sha256: str) -> None:
    """Remove the bytes of a file that has left the table, unless somebody has brought it again meanwhile.

    The row is taken for as long as that lasts: whoever brings the same bytes waits and writes them anew.
    """
    try:
        with transaction.atomic():
            held = StoredFile(sha256=sha256, size=0)
            held.file = by_digest(held, "")
            held.save()
            held.file.storage.delete(held.file.name)
            held.delete()
    except IntegrityError:
        return
