"""SMTP2GO and the mailbox: docs/integrations/mail.md §1."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import httpx2
import pytest

from simulators.tests.support import Json, Simulators

MAIL: Json = {
    "sender": "Northlight <noreply@northlight.example>",
    "to": ["Ada <Ada@Example.org>"],
    "subject": "Verify your address",
    "text_body": "Open https://panel.example/verify?token=abc.",
    "html_body": '<p><a href="https://panel.example/verify?token=abc">Verify</a></p>',
    "custom_headers": [{"header": "X-Portal-Message-Id", "value": "01JABC"}],
}


def send(sim: Simulators, path: str = "email/send", key: str | None = "api-demo", **more: object) -> httpx2.Response:
    headers = {} if key is None else {"X-Smtp2go-Api-Key": key}
    body = {**MAIL, **more} if path == "email/send" else more
    return sim.root.post(f"/mail/v3/{path}", json=body, headers=headers)


def caught(sim: Simulators, to: str = "ada@example.org") -> list[Json]:
    found: list[Json] = sim.root.get("/mail/messages", params={"to": to}).json()
    return found


def test_a_sent_mail_answers_with_its_id_and_is_caught(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    answer = send(sim)
    assert answer.status_code == 200
    data = answer.json()["data"]
    assert (data["succeeded"], data["failed"], data["failures"]) == (1, 0, [])
    assert answer.json()["request_id"]
    (message,) = caught(sim)
    assert message["emailId"] == data["email_id"]
    assert (message["to"], message["subject"]) == ("Ada@Example.org", "Verify your address")
    assert {"id", "to", "subject", "text", "html", "createdAt"} <= set(message)
    assert message["headers"] == {"X-Portal-Message-Id": "01JABC"}


def test_the_key_may_be_in_the_body(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    assert send(sim, key=None, api_key="api-demo").status_code == 200


@pytest.mark.parametrize("key", [None, "api-wrong"])
def test_no_key_or_a_bad_one_is_401_and_nothing_is_sent(sim: Simulators, key: str | None) -> None:
    """docs/integrations/mail.md §1.1"""
    answer = send(sim, key=key)
    assert answer.status_code == 401
    assert answer.json()["data"]["error_code"].startswith("E_ApiResponseCodes.")
    assert caught(sim) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sender": "nobody"}, "sender"),
        ({"to": []}, "to"),
        ({"to": ["not an address"]}, "to"),
        ({"cc": [f"a{n}@example.org" for n in range(101)]}, "cc"),
        ({"bcc": [f"a{n}@example.org" for n in range(101)]}, "bcc"),
        ({"subject": ""}, "subject"),
        ({"text_body": "", "html_body": ""}, "text_body"),
        ({"custom_headers": [{"header": "Content-Type", "value": "x"}]}, "custom_headers"),
        ({"custom_headers": [{"header": "content-transfer-encoding", "value": "x"}]}, "custom_headers"),
        ({"custom_headers": [{"header": "MIME-Version", "value": "x"}]}, "custom_headers"),
    ],
)
def test_what_does_not_validate_is_400_naming_the_field(sim: Simulators, wrong: Json, field: str) -> None:
    """docs/integrations/mail.md §1.1"""
    answer = send(sim, **wrong)
    assert answer.status_code == 400
    data = answer.json()["data"]
    assert data["error_code"] == "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD"
    assert data["field_validation_errors"]["fieldname"] == field
    assert caught(sim) == []


def test_a_body_that_is_no_json_is_400(sim: Simulators) -> None:
    """docs/integrations/mail.md §1.1"""
    answer = sim.root.post("/mail/v3/email/send", content=b"{", headers={"X-Smtp2go-Api-Key": "api-demo"})
    assert answer.status_code == 400
    assert answer.json()["data"]["error_code"] == "E_ApiResponseCodes.API_EXCEPTION"


def test_200_can_still_mean_failure(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    data = send(sim, to=["ada@example.org", "ben@refused.example"]).json()["data"]
    assert (data["succeeded"], data["failed"], len(data["failures"])) == (1, 1, 1)
    assert len(caught(sim)) == 1
    assert caught(sim, "ben@refused.example") == []


def test_fast_accept_answers_with_the_id_alone(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    assert set(send(sim, fastaccept=True).json()["data"]) == {"email_id"}
    assert len(caught(sim)) == 1


def test_a_mail_for_later_has_an_id_of_its_schedule(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    data = send(sim, schedule="2026-03-05T09:00:00Z").json()["data"]
    assert {"email_id", "schedule_id"} <= set(data)
    assert "schedule_id" not in send(sim).json()["data"]


def test_every_call_is_a_post(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    assert sim.root.get("/mail/v3/email/send", headers={"X-Smtp2go-Api-Key": "api-demo"}).status_code == 405


def test_a_whole_mime_message_is_taken_apart(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    message = EmailMessage()
    message["From"], message["To"] = "noreply@northlight.example", "Ada <ada@example.org>"
    message["Subject"], message["X-Portal-Message-Id"] = "Grüße", "01JXYZ"
    message.set_content("Hello")
    message.add_alternative("<p>Hello</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="invoice.pdf")
    answer = send(sim, "email/mime", mime_email=base64.b64encode(message.as_bytes()).decode())
    assert answer.status_code == 200
    (found,) = caught(sim)
    assert (found["subject"], found["text"].strip(), found["html"].strip()) == ("Grüße", "Hello", "<p>Hello</p>")
    assert found["attachments"] == ["invoice.pdf"]
    assert found["headers"]["X-Portal-Message-Id"] == "01JXYZ"
    assert send(sim, "email/mime", mime_email="***").status_code == 400


def test_a_mail_whose_answer_was_lost_can_be_looked_up_by_our_own_header(sim: Simulators) -> None:
    """docs/integrations/mail.md §1: activity search before sending again"""
    sim.steer("PUT", "/faults", [{"company": "mail", "kind": "lose-answer", "path": "/email/*"}])
    with pytest.raises(httpx2.TransportError):
        send(sim)
    asked: Json = {"search_recipient": "ada@example.org", "custom_headers": ["x-portal-message-id"]}
    found = send(sim, "activity/search", **asked).json()["data"]
    assert found["total_events"] == 1
    assert found["events"][0]["recipient"] == "Ada@Example.org"
    assert found["events"][0]["email_id"] == caught(sim)[0]["emailId"]
    assert found["events"][0]["custom_headers"] == {"X-Portal-Message-Id": "01JABC"}
    assert send(sim, "activity/search", search_recipient="ben@example.org").json()["data"]["events"] == []


def test_a_search_shows_headers_to_whoever_asks_and_does_not_look_into_them(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    send(sim)
    (bare,) = send(sim, "activity/search", search="Verify").json()["data"]["events"]
    assert (bare["headers"], bare["custom_headers"]) == ("", {})
    (event,) = send(sim, "activity/search", include_headers=True).json()["data"]["events"]
    assert "X-Portal-Message-Id: 01JABC" in event["headers"].splitlines()
    assert send(sim, "activity/search", search="01JABC").json()["data"]["events"] == []


def test_a_search_begins_at_midnight_unless_it_says_otherwise(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    send(sim)
    day = caught(sim)[0]["createdAt"][:10]
    sim.advance(24 * 3600)
    assert send(sim, "activity/search").json()["data"]["events"] == []
    assert len(send(sim, "activity/search", start_date=day).json()["data"]["events"]) == 1
    assert send(sim, "activity/search", start_date=day, end_date=day).json()["data"]["events"] == []
    refused = send(sim, "activity/search", start_date="yesterday")
    assert refused.status_code == 400
    assert refused.json()["data"]["field_validation_errors"]["fieldname"] == "start_date"


def test_a_search_gives_a_hundred_events_unless_asked_and_a_thousand_at_most(sim: Simulators) -> None:
    """docs/integrations/mail.md §1"""
    for _ in range(2):
        send(sim, to=[f"a{n}@example.org" for n in range(60)])
    found = send(sim, "activity/search").json()["data"]
    assert (found["total_events"], len(found["events"])) == (120, 100)
    assert len(send(sim, "activity/search", limit=2).json()["data"]["events"]) == 2
    assert send(sim, "activity/search", limit=1001).status_code == 400


def test_the_mailbox_matches_the_address_in_any_case_newest_first(sim: Simulators) -> None:
    send(sim, subject="first")
    send(sim, subject="second", to=["ada@example.org", "Ben <ben@example.org>"])
    assert [message["subject"] for message in caught(sim, "ADA@EXAMPLE.ORG")] == ["second", "first"]
    assert [message["subject"] for message in caught(sim, "ben@example.org")] == ["second"]
    assert caught(sim, "example.org") == []
    newest = sim.root.get("/mail/messages").json()[0]
    assert sim.root.get(f"/mail/messages/{newest['id']}").json() == newest
    assert sim.root.get("/mail/messages/99999").status_code == 404


def test_the_mailbox_can_be_emptied(sim: Simulators) -> None:
    send(sim)
    assert sim.root.delete("/mail/messages").status_code == 204
    assert sim.root.get("/mail/messages").json() == []


def test_the_mailbox_page_escapes_everything_and_frames_html_without_scripts(sim: Simulators) -> None:
    send(
        sim, subject="<script>alert(1)</script>", html_body='<img src=x onerror="alert(2)">"><script>alert(3)</script>'
    )
    message = caught(sim)[0]
    answer = sim.root.get("/mail/", params={"message": message["id"]})
    page = answer.text
    assert "<script>alert" not in page
    assert "onerror=&quot;alert(2)&quot;" in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    assert '<a href="https://panel.example/verify?token=abc" target="_blank" rel="noopener noreferrer">' in page
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"].partition("script-src")[2].partition(";")[0]


def test_the_mailbox_page_says_what_to_do_when_it_is_empty(sim: Simulators) -> None:
    assert sim.root.get("/mail").headers["location"].endswith("/mail/")
    assert "No mail yet" in sim.root.get("/mail/").text
