"""What a checkout needs before anything of it can run: Python packages, Node, the client's build."""
