"""What calls look like: one example of each body and of each answer, by its name in the document.

A test holds every one against its schema, and finds the bodies and answers that have none.
"""

from typing import Any, Final

_ACCOUNT: Final = {
    "id": 2,
    "email": "mira@kask.example",
    "username": "mira",
    "role": "customer",
    "permissions": [],
    "isVerified": True,
    "timezone": "Europe/Tallinn",
    "createdAt": "2026-03-02T08:15:00Z",
    "virtfusion": {"state": "linked"},
}
_SERVER: Final = {
    "id": 7,
    "name": "web-1",
    "hostname": "web-1.kask.example",
    "uuid": "7f5b3d0a-53f8-4c17-9f2e-0e0c5f6d7a11",
    "status": "running",
    "task": None,
    "address": "192.0.2.10",
    "addressV6": "2001:db8:10::1",
    "location": {"name": "Tallinn", "country": "EE"},
    "plan": {"name": "VPS 4", "cpuCores": 2, "memoryMb": 4096, "diskGb": 80, "trafficGb": 2000},
    "template": "Debian 13",
    "createdAt": "2026-03-02T09:00:00Z",
    "refreshedAt": "2026-03-09T12:00:03Z",
}
_ACT: Final = {
    "id": 31,
    "action": "restart",
    "state": "succeeded",
    "actor": "you",
    "progress": 100,
    "createdAt": "2026-03-09T11:58:00Z",
    "finishedAt": "2026-03-09T11:58:21Z",
    "reason": None,
}
_TICKET: Final = {
    "id": 12,
    "subject": "No network since noon",
    "status": "answered",
    "priority": "medium",
    "department": {"id": 1, "name": "Technical support"},
    "server": {"id": 7, "name": "web-1"},
    "createdAt": "2026-03-09T12:05:00Z",
    "updatedAt": "2026-03-09T12:20:00Z",
    "lastMessageAt": "2026-03-09T12:20:00Z",
    "lastMessageBy": "staff",
}
_MESSAGE: Final = {
    "id": 40,
    "author": {"kind": "customer", "name": "mira"},
    "body": "The server answers **no** ping.",
    "html": "<p>The server answers <strong>no</strong> ping.</p>\n",
    "createdAt": "2026-03-09T12:05:00Z",
}
_CUSTOMER: Final = {"id": 2, "username": "mira", "email": "mira@kask.example"}
_JOB: Final = {
    "id": 90,
    "name": "notifications.send_verification",
    "queue": "mail",
    "state": "dead",
    "attempts": 12,
    "arguments": {"user_id": 2},
    "scheduledAt": None,
    "lastEventAt": "2026-03-09T12:30:00Z",
}
_PAGE: Final = {"currentPage": 1, "totalPages": 1, "totalItems": 1, "itemsPerPage": 20}


def _one(item: Any, message: str | None = None) -> dict[str, Any]:  # noqa: ANN401 - any answer
    return {"data": item} if message is None else {"data": item, "message": message}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"data": [item], "pagination": _PAGE}


EXAMPLES: Final[dict[str, Any]] = {
    # Bodies
    "Register": {
        "email": "mira@kask.example",
        "username": "mira",
        "password": "seven slow herons",
        "acceptTerms": True,
    },
    "SignIn": {"login": "mira@kask.example", "password": "seven slow herons"},
    "EmailOnly": {"email": "mira@kask.example"},
    "VerifyEmail": {"token": "the-token-of-the-link-in-the-mail"},
    "ResetPassword": {"token": "the-token-of-the-link-in-the-mail", "password": "nine quiet otters"},
    "UpdateProfile": {"timezone": "Europe/Tallinn"},
    "OpenTicket": {
        "subject": "No network since noon",
        "message": "The server answers **no** ping.",
        "departmentId": 1,
        "priority": "medium",
        "serverId": 7,
    },
    "WriteMessage": {"message": "It works again, thank you."},
    # Answers
    "DataOfAccount": _one(_ACCOUNT),
    "DataOfEmailAnswer": _one(
        {"email": "mira@kask.example"}, "If the address can be used, a message is on its way to it."
    ),
    "DataOfVerifiedEmail": _one(
        {"email": "mira@kask.example", "hasPassword": True}, "Your address is verified. You can sign in now."
    ),
    "DataOfNoneType": _one(None, "Your password is changed. Sign in with it now."),
    "DataOflist_SessionView": _one(
        [
            {
                "id": 3,
                "createdAt": "2026-03-09T08:00:00Z",
                "lastSeenAt": "2026-03-09T12:00:00Z",
                "address": "198.51.100.7",
                "userAgent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
                "isCurrent": True,
            }
        ]
    ),
    "ListedOfUserView": _list(
        {
            "id": 2,
            "email": "mira@kask.example",
            "username": "mira",
            "role": "customer",
            "isVerified": True,
            "isSuspended": False,
            "virtfusionState": "linked",
            "createdAt": "2026-03-02T08:15:00Z",
        }
    ),
    "ListedOfServer": _list(_SERVER),
    "DataOfServer": _one(
        {**_SERVER, "task": {"action": "restart", "progress": 0, "startedAt": "2026-03-09T11:58:00Z"}}
    ),
    "DataOfServerDetail": _one(
        {
            **_SERVER,
            "interfaces": [
                {
                    "name": "eth0",
                    "mac": "52:54:00:aa:10:01",
                    "ipv4": [
                        {
                            "address": "192.0.2.10",
                            "gateway": "192.0.2.1",
                            "netmask": "255.255.255.0",
                            "rdns": "web-1.kask.example",
                        }
                    ],
                    "ipv6": [{"subnet": "2001:db8:10::", "cidr": 64, "gateway": "2001:db8:10::ffff"}],
                }
            ],
            "traffic": {
                "usedBytes": 90_112_000_000,
                "limitGb": 2000,
                "startsAt": "2026-03-01T00:00:00Z",
                "endsAt": "2026-03-31T23:59:59Z",
            },
            "isInMaintenance": False,
            "isStale": False,
        }
    ),
    "ListedOfServerOperation": _list(_ACT),
    "DataOflist_Named": _one([{"id": 1, "name": "Technical support"}, {"id": 2, "name": "Billing"}]),
    "ListedOfTicketView": _list(_TICKET),
    "DataOfTicketView": _one({**_TICKET, "status": "closed"}, "The ticket is closed."),
    "DataOfTicketDetail": _one({**_TICKET, "messages": [_MESSAGE]}),
    "DataOfMessageView": _one(_MESSAGE),
    "ListedOfCustomerTicketView": _list({**_TICKET, "customer": _CUSTOMER}),
    "DataOfCustomerTicketView": _one({**_TICKET, "customer": _CUSTOMER}),
    "DataOfCustomerTicketDetail": _one({**_TICKET, "customer": _CUSTOMER, "messages": [_MESSAGE]}),
    "DataOfOverviewView": _one(
        {
            "servers": [_SERVER],
            "serverCounts": {"total": 1, "running": 1},
            "tickets": {"open": 0, "answered": 1},
            "awaitingReply": [{"id": 12, "subject": "No network since noon"}],
            "activity": [{**_ACT, "serverId": 7, "serverName": "web-1"}],
            "virtfusion": {"isReachable": True},
        }
    ),
    "ListedOfJobView": _list(_JOB),
    "DataOfJobView": _one({**_JOB, "state": "waiting", "attempts": 0}, "The job is queued again."),
    "DataOfReceipt": _one({"isNew": True}),
    "Health": {
        "uptime": 86_400.5,
        "message": "OK",
        "timestamp": 1_773_057_600_000,
        "database": "connected",
        "virtfusion": "connected",
        "memory": {"rss": 92_274_688},
        "cpu": {"user": 31.2, "system": 2.9},
    },
    "Readiness": {"ready": True, "database": "connected", "virtfusion": "connected"},
}

EVENTS: Final = 'retry: 2000\nevent: ready\ndata: {}\n\nevent: ticket\ndata: {"id":12}\n\n'

WEBHOOK_BODY: Final[dict[str, Any]] = {
    "schema": {
        "type": "object",
        "description": "VirtFusion's own; what it says is read again from VirtFusion, never believed.",
    },
    "example": {"event": "server.build.complete", "eventStatus": "success", "data": {"server": {"id": 71}}},
}
