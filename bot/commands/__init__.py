"""What `ktgs` can be asked to do: one module a command."""
