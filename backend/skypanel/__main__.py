"""`python -m skypanel` is the command `skypanel`."""

from skypanel.app.cli import main

main()
