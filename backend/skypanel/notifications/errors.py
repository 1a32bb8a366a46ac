"""Every way notifications can put something off."""

from skypanel.core.errors import Unavailable


class MailUnderWay(Unavailable):
    """This mail was handed over a moment ago and nobody knows yet whether it arrived there."""

    code = "mail_under_way"
    message = "This mail is being sent."
