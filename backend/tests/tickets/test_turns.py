"""Whose turn it is, for every act in every state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.tickets import turns
from skypanel.tickets.errors import TicketAlreadyClosed, TicketClosed, TicketNotClosed
from skypanel.tickets.turns import Status

ACTS = ("customer writes", "staff write", "close", "reopen")
WAITED_FOR: dict[Status, str | None] = {"open": "staff", "answered": "customer", "closed": None}


def act(status: Status, what: str) -> Status:
    match what:
        case "customer writes":
            return turns.after_word(status, "customer")
        case "staff write":
            return turns.after_word(status, "staff")
        case "close":
            return turns.after_closing(status)
        case _:
            return turns.after_reopening(status)


@pytest.mark.parametrize(
    ("status", "what", "becomes"),
    [
        ("open", "customer writes", "open"),
        ("open", "staff write", "answered"),
        ("open", "close", "closed"),
        ("open", "reopen", TicketNotClosed),
        ("answered", "customer writes", "open"),
        ("answered", "staff write", "answered"),
        ("answered", "close", "closed"),
        ("answered", "reopen", TicketNotClosed),
        ("closed", "customer writes", TicketClosed),
        ("closed", "staff write", TicketClosed),
        ("closed", "close", TicketAlreadyClosed),
        ("closed", "reopen", "open"),
    ],
)
def test_every_act_in_every_state_leads_where_it_should(
    status: Status, what: str, becomes: str | type[Exception]
) -> None:
    if isinstance(becomes, str):
        assert act(status, what) == becomes
    else:
        with pytest.raises(becomes):
            act(status, what)


@given(st.lists(st.sampled_from(ACTS), max_size=60))
def test_whatever_happens_a_ticket_waits_for_whoever_did_not_speak_last_or_for_nobody(acts: list[str]) -> None:
    status: Status = "open"
    is_closed = False
    waited_for: str | None = "staff"
    for what in acts:
        is_permitted = (what == "reopen") == is_closed
        if not is_permitted:
            with pytest.raises((TicketClosed, TicketAlreadyClosed, TicketNotClosed)):
                act(status, what)
            continue
        status = act(status, what)
        is_closed = what == "close"
        waited_for = None if is_closed else "customer" if what == "staff write" else "staff"
        assert WAITED_FOR[status] == waited_for
        assert (status == "closed") == is_closed
