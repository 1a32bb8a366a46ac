"""One test per fact of the contract pages, against the real process over real HTTP."""
