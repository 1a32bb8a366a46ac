"""What happens when: the one table of events and the jobs they cause."""

from collections.abc import Mapping, Sequence
from typing import Final

from skypanel.accounts.events import (
    EmailVerified,
    PasswordChanged,
    PasswordResetRequested,
    RegistrationRepeated,
    UserRegistered,
)
from skypanel.accounts.jobs import CREATE_VIRTFUSION_USER
from skypanel.core.jobs import Event, Job
from skypanel.notifications import jobs as mail
from skypanel.tickets.events import TicketAnswered

SUBSCRIPTIONS: Final[Mapping[type[Event], Sequence[Job]]] = {
    UserRegistered: (mail.SEND_VERIFICATION,),
    RegistrationRepeated: (mail.SEND_REGISTRATION_REPEATED,),
    EmailVerified: (CREATE_VIRTFUSION_USER,),
    PasswordResetRequested: (mail.SEND_PASSWORD_RESET,),
    PasswordChanged: (mail.SEND_PASSWORD_CHANGED,),
    TicketAnswered: (mail.SEND_TICKET_ANSWERED,),
}
