"""Tickets: people ask for help, staff answer, and it is always clear who waits for whom.

Owns the tables `departments`, `tickets` and `ticket_messages`. Reads `users` for names and `servers` for ownership.
Does not send mail and does not know who listens: it announces events, and others act upon them.
"""
