"""Our words, one template for each kind of mail."""

from typing import Final

from skypanel.notifications.models import Kind
from skypanel.notifications.rendering import Template

TEMPLATES: Final[dict[Kind, Template]] = {
    # This one and `password_reset` may reach somebody who never heard of us: no word in them is a stranger's.
    "verification": Template(
        subject="Verify your e-mail address for {{brand}}",
        heading="Verify your e-mail address",
        before=(
            "Hello,",
            (
                "thank you for signing up with {{brand}}. One step is left: confirm that this address is yours. "
                "The link works once and for 24 hours."
            ),
        ),
        button="Verify your address",
        after=("You did not sign up? Then ignore this mail. Without the link nothing happens.",),
    ),
    "registration_repeated": Template(
        subject="You already have an account with {{brand}}",
        heading="You already have an account",
        before=(
            "Hello {{username}},",
            (
                "somebody, probably you, has just tried to sign up with this address. It already belongs to your "
                "account, so nothing was changed. Sign in instead; if you forgot your password, you can choose a "
                "new one there."
            ),
        ),
        button="Sign in",
        after=("It was not you? Then there is nothing to do: nobody has got into your account by this.",),
    ),
    "password_reset": Template(
        subject="Choose a new password for {{brand}}",
        heading="Choose a new password",
        before=(
            "Hello,",
            "somebody, probably you, asked for a new password for your account. The link works once and for one hour.",
        ),
        button="Choose a new password",
        after=("It was not you? Then ignore this mail. Your password stays as it is.",),
    ),
    "password_changed": Template(
        subject="Your {{brand}} password was changed",
        heading="Your password was changed",
        before=(
            "Hello {{username}},",
            "the password of your account was changed, and you were signed out everywhere.",
        ),
        button="Sign in",
        after=(
            (
                "It was not you? Then choose a new password at once by “Forgot your password?” on that page, "
                "and tell our support."
            ),
        ),
    ),
    "ticket_answered": Template(
        subject="Re: [#{{ticket}}] {{subject}}",
        heading="Support answered your ticket",
        before=(
            "Hello {{username}},",
            "{{author}} answered your ticket “{{subject}}”:",
        ),
        button="Read and reply",
        after=("Please reply there; replies to this mail do not reach us.",),
        quotes=True,
    ),
}
