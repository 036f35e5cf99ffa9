"""What can be read off a canonical text: pure functions with offsets, no I/O beyond their own word lists."""
