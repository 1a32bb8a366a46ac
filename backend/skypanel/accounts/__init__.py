"""People: who they are, how they prove it, and what they may do.

Owns the tables `users`, `sessions` and `email_tokens`, and the person's counterpart in VirtFusion.
Does not send mail (it announces facts; `notifications` writes to people) and knows nothing of servers or tickets.
"""
