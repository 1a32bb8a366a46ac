"""Work accounts leaves for after the answer. Bound to its methods in `app/worker.py`."""

from skypanel.core.jobs import Job, Retry

# VirtFusion may be away for hours; the person waits for nothing else meanwhile.
CREATE_VIRTFUSION_USER = Job(
    "accounts.create_virtfusion_user",
    is_single=True,
    queue="virtfusion",
    retry=Retry(attempts=60, first_seconds=2.0, longest_seconds=300.0),
)
LOOK_UP_RESET = Job("accounts.look_up_reset", queue="mail")
LOOK_UP_VERIFICATION = Job("accounts.look_up_verification", queue="mail")
SWEEP = Job("accounts.sweep", schedule="*/10 * * * *")
ADOPT_LEFT_BEHIND = Job("accounts.adopt_left_behind", queue="virtfusion", schedule="*/5 * * * *")
