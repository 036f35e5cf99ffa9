"""Three fictional sites on loopback, and the real command line led to them: `python -m examples.live COMMAND...`.

The pages are those of the bundled sample; docs/live.md walks through it.
"""
