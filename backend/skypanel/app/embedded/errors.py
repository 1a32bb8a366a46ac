"""The one way the embedded database says no."""


class EmbeddedPostgresError(Exception):
    """The embedded database cannot serve.

    The message is for the operator: what is wrong and what to do about it, without a traceback's help.
    """
