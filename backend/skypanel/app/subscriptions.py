"""What happens when: the one table of events and the jobs they cause."""

from collections.abc import Mapping, Sequence
from typing import Final

from skypanel.accounts.events import EmailVerified
from skypanel.accounts.jobs import CREATE_VIRTFUSION_USER
from skypanel.core.jobs import Event, Job

SUBSCRIPTIONS: Final[Mapping[type[Event], Sequence[Job]]] = {
    EmailVerified: (CREATE_VIRTFUSION_USER,),
}
