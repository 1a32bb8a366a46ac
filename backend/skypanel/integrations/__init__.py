"""One directory for each outside company; they know no domain, and their words stop there."""
