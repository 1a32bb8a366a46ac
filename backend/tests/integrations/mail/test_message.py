"""A message is what we meant, or it is refused (docs/integrations/mail.md, 2)."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skypanel.integrations.mail.message import MailMessage, UnfitMessageError, compose, parse_sender

NOW = datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)
SENDER = parse_sender("SkyPANEL <noreply@portal.example>")
MESSAGE = MailMessage(id="01J-7", to="ada@example.net", to_name="Ada", subject="Verify your address", text="Hello Ada")


def test_a_message_carries_our_id_its_date_and_that_a_machine_sent_it() -> None:
    mail = compose(MESSAGE, SENDER, NOW)
    assert mail["From"] == "SkyPANEL <noreply@portal.example>"
    assert mail["To"] == "Ada <ada@example.net>"
    assert mail["Message-ID"] == "<01J-7@portal.example>"
    assert mail["X-Portal-Message-Id"] == "01J-7"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Wed, 04 Mar 2026 10:20:30 +0000"
    assert mail["List-Unsubscribe"] is None


def test_text_and_html_travel_side_by_side() -> None:
    mail = compose(replace(MESSAGE, text="žäöõ", html="<p>žäöõ</p>"), SENDER, NOW)
    assert mail.get_content_type() == "multipart/alternative"
    parsed = message_from_bytes(mail.as_bytes(policy=SMTP), policy=default)
    assert [part.get_content().strip() for part in parsed.iter_parts()] == ["žäöõ", "<p>žäöõ</p>"]


def test_mail_one_may_decline_says_how_in_one_click() -> None:
    mail = compose(replace(MESSAGE, unsubscribe_url="https://portal.example/u/1"), SENDER, NOW)
    assert mail["List-Unsubscribe"] == "<https://portal.example/u/1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_answers_can_go_elsewhere() -> None:
    assert compose(replace(MESSAGE, reply_to="desk@portal.example"), SENDER, NOW)["Reply-To"] == "desk@portal.example"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "Hello\r\nBcc: everyone@example.net"),
        ("subject", "Hello\nX: y"),
        ("subject", "Hello\x00"),
        ("to_name", "Ada\r\nBcc: x@example.net"),
        ("to", "ada@example.net\r\nBcc: x@example.net"),
        ("to", "ada@example.net, eve@example.net"),
        ("to", "Ada <ada@example.net>"),
        ("to", "ada"),
        ("to", "ädä@example.net, eve@example.net"),
        ("to", "ä d@example.net"),
        ("to", "ädä"),
        ("subject", "Hello\u2028Bcc: x@example.net"),
        ("subject", "Hello\x85"),
        ("subject", "\ud800"),
        ("text", "\ud800"),
        ("to", ""),
        ("to", "@example.net"),
        ("reply_to", "x@example.net\r\nBcc: y@example.net"),
        ("unsubscribe_url", "https://portal.example/>\r\nBcc: x"),
        ("unsubscribe_url", "https://portal.example/> <https://evil.example/"),
        ("unsubscribe_url", "javascript:alert(1)"),
        ("id", "1\r\nBcc: x@example.net"),
        ("id", ""),
        ("id", "a b"),
    ],
)
def test_no_field_can_become_another_header_or_another_recipient(field: str, value: str) -> None:
    with pytest.raises(UnfitMessageError) as refused:
        compose(replace(MESSAGE, **{field: value}), SENDER, NOW)
    assert str(refused.value) == field


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_the_subject_and_name_there_is_one_recipient_and_no_foreign_header(subject: str, name: str) -> None:
    try:
        mail = compose(replace(MESSAGE, subject=subject, to_name=name), SENDER, NOW)
    except UnfitMessageError:
        return
    parsed = message_from_bytes(mail.as_bytes(policy=SMTP), policy=default)
    assert set(parsed.keys()) == set(mail.keys())
    assert [address.addr_spec for address in parsed["To"].addresses] == ["ada@example.net"]


@pytest.mark.parametrize("sender", ["", "SkyPANEL", "a@b\r\nX: y", "Name <>"])
def test_a_sender_that_is_no_address_is_refused(sender: str) -> None:
    with pytest.raises(UnfitMessageError, match="sender"):
        parse_sender(sender)


def test_a_bare_address_is_a_sender_too() -> None:
    assert str(parse_sender("noreply@portal.example")) == "noreply@portal.example"
