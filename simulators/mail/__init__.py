"""SMTP2GO's HTTP API as far as the portal uses it, and the mailbox that catches what it sends."""
