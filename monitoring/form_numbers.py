"""The number a form carries on paper: its own and two control digits, so that a slip of the pen finds nobody's form.

ISO 7064, MOD 97-10: any wrong digit and any two digits that changed places are noticed.
"""

from .models import Response

_MODULUS = 97
_LONGEST = 20


def number_of(response: Response) -> str:
    """«1234-56»"""
    return f"{response.pk}-{_control(response.pk):02d}"


def read(typed: str) -> int | None:
    """Which form is meant, whatever signs part the digits; nothing where the control digits do not agree."""
    digits = "".join(sign for sign in typed[: 2 * _LONGEST] if sign.isascii() and sign.isdigit())
    if not 3 <= len(digits) <= _LONGEST:
        return None
    number, control = int(digits[:-2]), int(digits[-2:])
    return number if control == _control(number) else None


def _control(number: int) -> int:
    return (1 - number * 100) % _MODULUS
