"""Speed, measured as ratios of CPU time against a named peer in the same run, so that the machine does not matter."""
