"""Notifications: what people are told by mail, in which words, and that they are told once.

Owns the table `mails` and every mail text. Reads what it tells from accounts and tickets; knows no provider's words.
"""
