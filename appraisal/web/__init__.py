"""The web door: pages over the services, no rule of its own."""
