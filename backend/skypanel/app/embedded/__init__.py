"""A real PostgreSQL kept as our own child, for those who bring no database.

Owns: finding the server's programs, making a cluster, starting, adopting and stopping it.
Does not own: the schema (migrations do), connections (core.db does), or any server named by DATABASE_URL.
Meant for evaluation, development, tests and small single-host installs.
"""
