"""The acts: one function for each thing a person may do, `act(kit, actor, command) -> result`."""
