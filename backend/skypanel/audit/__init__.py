"""The trail of who did what to which record: written in the transaction of the act, never changed.

Owns the table `audit_events`. Does not decide anything, and no door shows it yet.
"""
