"""What a subject and a message must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.core.errors import Invalid
from skypanel.tickets.models import message_of, subject_of


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u00a0", "\u200b\u200d", "\u2028", "\ufeff", "\x07"])
def test_a_subject_or_message_without_anything_to_read_is_refused_on_its_field(blank: str) -> None:
    with pytest.raises(Invalid) as subject:
        subject_of(blank)
    with pytest.raises(Invalid) as message:
        message_of(blank)
    assert subject.value.details == {"fields": {"subject": "Say in a few words what this is about."}}
    assert message.value.details == {"fields": {"message": "Write a message."}}


@pytest.mark.parametrize(
    "forged",
    [
        "a\r\nBcc: everybody@example.com",
        "a\nb",
        "a\x00b",
        "a\x1b[31m",
        "a\u2028b",
        "a\u2029b",
        "a\x85b",
        "exe.\u202egnp",
    ],
)
def test_a_subject_of_several_lines_or_turned_around_is_refused(forged: str) -> None:
    with pytest.raises(Invalid) as refusal:
        subject_of(forged)
    assert refusal.value.details == {"fields": {"subject": "Write the subject in one line of plain text."}}


def test_a_subject_is_trimmed() -> None:
    assert subject_of("  My server is down \n") == "My server is down"
    assert subject_of("Сервер не отвечает 🔥") == "Сервер не отвечает 🔥"


def test_a_message_keeps_its_lines_and_its_indentation() -> None:
    assert message_of("    code\r\nline\rother\n\n") == "    code\nline\nother"


@given(st.text(max_size=300))
def test_what_is_accepted_as_a_subject_is_one_line_and_stays_itself(text: str) -> None:
    try:
        subject = subject_of(text)
    except Invalid:
        return
    assert len(subject.splitlines()) == 1
    assert subject_of(subject) == subject
