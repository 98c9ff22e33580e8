"""The running program: configuration, channels, delivery, schedule, and the `ktgs` command."""
