"""Work the servers leave for after the answer, and the clockwork that keeps them fresh."""

from skypanel.core.jobs import Job, Retry

# What the clock repeats anyway is not tried again by itself.
_ONCE = Retry(attempts=1)

SYNC_FLEET = Job("servers.sync_fleet", queue="virtfusion", retry=_ONCE, schedule="* * * * *", is_single=True)
REFRESH_DUE = Job("servers.refresh_due", queue="virtfusion", retry=_ONCE, schedule="* * * * * */2", is_single=True)
FOLLOW_OPERATION = Job("servers.follow_operation", queue="virtfusion", is_single=True)
SWEEP_OPERATIONS = Job(
    "servers.sweep_operations", queue="virtfusion", retry=_ONCE, schedule="* * * * * 15", is_single=True
)
APPLY_WEBHOOK = Job("servers.apply_webhook", queue="virtfusion", is_single=True)
PRUNE_WEBHOOKS = Job("servers.prune_webhooks", retry=_ONCE, schedule="17 3 * * *", is_single=True)
