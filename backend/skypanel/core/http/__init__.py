"""Calls to other companies: one `Outbound` for each, with its time-outs, budget, breaker and retries.

`outbound` makes the call, `call` says what is asked and answered, `budget` decides when it may start, `breaker` when
it is pointless, `limits` holds the figures, `errors` says how a call can fail to be answered.
"""
