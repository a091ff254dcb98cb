"""The second factor: a code of an authenticator, or one of ten recovery codes, each good for once.

`settings.SECOND_FACTOR` says «required» (of whoever sees everybody's data), «offered» or «off».
"""

from base64 import b32encode
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from leadership.core import qr

from .models import User

MARK = "second_factor"
RECOVERY_CODES = 10
CODE_LENGTH = 6


class Stage(StrEnum):
    """How far a session has come with the second factor."""

    FREE = "free"  # none is asked for
    CODE = "code"  # a code is asked for
    SETUP = "setup"  # it is to be set up first
    PASSED = "passed"


def is_required(user: User) -> bool:
    return settings.SECOND_FACTOR == "required" and user.sees_everyone


def device_of(user: User) -> TOTPDevice | None:
    """The authenticator that is in use."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def beginning_of(user: User) -> TOTPDevice | None:
    """The authenticator that is being set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def stage_of(request: HttpRequest) -> Stage:
    """The session is asked, and the database once for a session."""
    if settings.SECOND_FACTOR == "off":
        return Stage.FREE
    if MARK not in request.session:
        request.session[MARK] = _first_stage(request.user)
    return Stage(request.session[MARK])


def _first_stage(user: User) -> Stage:
    if device_of(user):
        return Stage.CODE
    return Stage.SETUP if is_required(user) else Stage.FREE


def begin(user: User) -> TOTPDevice:
    """A new key, shown until it is confirmed by its first code."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        return TOTPDevice.objects.create(user=user, name="приложение", confirmed=False)


def confirm(user: User, code: str) -> list[str]:
    """The first right code puts the authenticator into use; answers with the recovery codes, none if it is wrong."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(_bare(code)):
            return []
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return new_recovery_codes(user)


def passes(user: User, code: str) -> bool:
    """A code of the authenticator or a recovery code; wrong ones are answered ever more slowly (django-otp)."""
    typed = _bare(code)
    kind = TOTPDevice if typed.isdigit() and len(typed) == CODE_LENGTH else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device is not None and device.verify_token(typed)


def waits(user: User) -> bool:
    """After wrong codes none is looked at for a while."""
    devices = [device_of(user), StaticDevice.objects.filter(user=user).first()]
    return any(device is not None and not device.verify_is_allowed()[0] for device in devices)


def new_recovery_codes(user: User) -> list[str]:
    """Ten new ones; the former are good no more."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="резервные коды")
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def take_off(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def picture_of(device: TOTPDevice) -> str:
    return qr.picture(device.config_url)


def key_of(device: TOTPDevice) -> str:
    """«ABCD EFGH …»: the key for those who type it instead of reading the picture."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def _bare(code: str) -> str:
    return "".join(sign for sign in code.lower() if sign.isalnum())
