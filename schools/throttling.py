"""How often a wrong password is heard before nobody listens any more."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import Sum
from django.http import HttpRequest

#: Wrong passwords from one address within AXES_COOLOFF_TIME, whatever the accounts.
LIMIT_OF_ADDRESS = 30


class PerAccountAndAddress(AxesDatabaseHandler):
    """AXES_FAILURE_LIMIT wrong passwords for an account from an address, or `LIMIT_OF_ADDRESS` from an address.

    The right password from elsewhere still lets in: no stranger locks an account.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        of_account = super().get_failures(request, credentials)
        lately = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        )
        of_address = lately.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
        return max(of_account, of_address) if of_address >= LIMIT_OF_ADDRESS else of_account
