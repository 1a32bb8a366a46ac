"""SkyPANEL: the client portal a hosting company puts in front of VirtFusion."""
