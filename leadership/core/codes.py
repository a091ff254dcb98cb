"""One-time codes: eighty bits of chance in sixteen signs that are easy to type from paper."""

import secrets
from hashlib import sha256

#: No I, L, O, U: each sign is one of its kind, in print and by ear.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4

#: What a hurried hand or a Russian keyboard writes instead.
_MEANT = str.maketrans("ILOАВЕКМНОРСТХ", "110ABEKMH0PCTX")


def new_code() -> str:
    """«7KQM2XWT9HBD4VNC»: sixteen signs of five bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: «7KQM-2XWT-9HBD-4VNC»."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code as it was meant, whatever case, dashes and look-alikes it was typed with; empty if it is none."""
    code = "".join(sign for sign in typed[:100].upper().translate(_MEANT) if sign not in " -–—_.")
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def digest(code: str) -> str:
    """What is kept of a code. Eighty random bits need no salt: nobody counts through them."""
    return sha256(code.encode()).hexdigest()
