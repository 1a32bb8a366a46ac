"""Work that belongs to no domain. Bound in `app/worker.py`."""

from skypanel.core.jobs import Job

FORGET_PAST = Job("app.forget_past", schedule="*/10 * * * *")
