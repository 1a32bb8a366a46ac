"""Every way the servers say no."""

from skypanel.core.errors import Conflict, Invalid, NotFound, Unauthenticated, Unavailable


class ServerNotFound(NotFound):
    code = "server_not_found"
    message = "This server does not exist."


class UnknownPowerAction(NotFound):
    code = "unknown_power_action"
    message = "There is no such power action. There are boot, shutdown, restart and poweroff."


class ServerBusy(Conflict):
    """Something is under way on it. `details.task` says what, where we know."""

    code = "server_busy"
    message = "This server is busy with something else. Try again in a few seconds."


class ServerSuspended(Conflict):
    code = "server_suspended"
    message = "This server is suspended, so its power cannot be changed. Open a ticket if you think this is wrong."


class ServerNotReady(Conflict):
    code = "server_not_ready"
    message = "This server is still being set up. Its power can be changed once that is done."


class ServerBroken(Conflict):
    code = "server_failed"
    message = "Setting this server up failed, so it cannot be started or stopped. Open a ticket and we will repair it."


class ServerGone(Conflict):
    """VirtFusion says that it does not exist; the next complete listings decide whether we go on showing it."""

    code = "server_gone"
    message = "The server control does not know this server any more. It will leave your list shortly."


class AlreadyRunning(Conflict):
    code = "already_running"
    message = "This server is already running."


class AlreadyOff(Conflict):
    code = "already_off"
    message = "This server is already off."


class PowerRefused(Conflict):
    code = "power_refused"
    message = "The server control declined this. Open a ticket if it goes on."


class PowerFailedBefore(Conflict):
    """The answer to a repeated Idempotency-Key whose act failed: a new key tries again."""

    code = "power_failed_before"
    message = "This was tried and failed. Use a new Idempotency-Key to try again."


class PowerUnavailable(Unavailable):
    """Nothing was changed: VirtFusion could not be reached or would not do it now."""

    code = "virtfusion_unavailable"
    message = "We cannot reach the server control right now. Nothing was changed; try again shortly."


class HostInMaintenance(Unavailable):
    code = "host_in_maintenance"
    message = "The host of this server is being serviced, so its power cannot be changed right now. Try again later."


class PowerOutcomeUnknown(Unavailable):
    """It was asked for and not confirmed. We find out by looking, and never by asking again."""

    code = "power_outcome_unknown"
    message = (
        "The server control did not confirm this. We are finding out whether it happened; do not repeat it until then."
    )


class WebhookTokenWrong(Unauthenticated):
    code = "webhook_token_wrong"
    message = "The bearer token is missing or wrong."


class WebhookMalformed(Invalid):
    code = "webhook_malformed"
    message = "This is not a webhook of VirtFusion."
