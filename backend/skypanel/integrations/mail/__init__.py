"""Handing a finished message to a mail provider: SMTP2GO's HTTP API, or any SMTP server.

What is sent, to whom and when is the notifications domain's; this package only carries it and says how that went
(docs/integrations/mail.md).
"""
