"""VirtFusion, the panel that runs the machines: typed calls, its refusals, its webhooks.

`client.VirtFusion` is what a domain is handed. What leaves this package is a projection: passwords, tokens and where a
console listens are `Secret`, and other hypervisor addresses, paths and encrypted values never leave at all.
docs/integrations/virtfusion.md is the contract the code follows. It is an administrator's API: whose a server is must
be checked by the caller.
"""
