"""Stand-ins for the outside companies SkyPANEL talks to, spoken to over real HTTP.

Each company is one package here (`simulators/<company>/`) with its own state, seed and routes; what they share is the
clock, the durable store, the fault switchboard and the HTTP server. Nothing here imports the product, and the product
imports nothing from here: they meet on the wire only.
"""
