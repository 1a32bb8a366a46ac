"""VirtFusion's Global API v1 as panel 7.0 serves it: a stateful stand-in with a believable fleet.

Facts cite `docs/integrations/virtfusion.md` by section. Behaviour the vendor never documented follows its section 17
and is marked "guessed" where it is implemented.
"""
