"""Customers' virtual servers as VirtFusion last showed them, and the power acts done on them.

Owns the tables `servers`, `server_operations` and `webhook_inbox`. What people read comes from these tables alone, so
it needs no call and works while VirtFusion is down; `sync.py` and `refresh.py` keep them fresh. Who owns a server is
decided by `users.virtfusion_id`; linking people to VirtFusion belongs to `accounts`.
"""
