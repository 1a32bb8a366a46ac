"""Mail to send. Bound to its methods in `app/worker.py`."""

from typing import Final

from skypanel.core.jobs import Job, Retry

# Half a day of an absent provider; then staff see it and can send it again.
_PATIENT: Final = Retry(attempts=60, first_seconds=5.0, longest_seconds=900.0)

SEND_VERIFICATION = Job("notifications.send_verification", queue="mail", retry=_PATIENT)
SEND_REGISTRATION_REPEATED = Job("notifications.send_registration_repeated", queue="mail", retry=_PATIENT)
SEND_PASSWORD_RESET = Job("notifications.send_password_reset", queue="mail", retry=_PATIENT)
SEND_PASSWORD_CHANGED = Job("notifications.send_password_changed", queue="mail", retry=_PATIENT)
SEND_TICKET_ANSWERED = Job("notifications.send_ticket_answered", queue="mail", retry=_PATIENT)
FORGET_OLD_MAILS = Job("notifications.forget_old_mails", schedule="17 3 * * *")
