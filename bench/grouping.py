"""Speed and size of grouping: `python -m bench.grouping [--most N]`.

A stream made of the articles of the corpus (`bench.stream`) comes into windows of ten days with 10,000, 50,000 and
200,000 articles. Everything is measured in CPU seconds of one process on one core:

* articles a CPU second with 50,000 in the window: the next ones are read, compared and linked, and every story that they
  change is explained, in builds of 500;
* cost of an article at 200,000 in the window against 10,000;
* memory of an article in the window, without what a process needs for none;
* restart: from an empty process with 50,000 in the kept index until the first arrival is joined;
* one arrival into a full window: the 95th percentile of 200 single ones.

The loops are compiled before anything is measured. Floors are from the requirements; 1 where one is missed.
"""

import argparse
import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from alteram.model.articles import Article
from alteram.stages.stories import Grouping, group
from alteram.stages.stories.prints import make_print
from bench.stream import CORPUS, stream

DAYS = 10.0
SMALL, MIDDLE, LARGE = 10_000, 50_000, 200_000
BUILD, MEASURED, SINGLE = 500, 4_000, 200
FLOORS = {"rate": 600.0, "ratio": 1.6, "memory": 6_000.0, "restart": 5.0, "single": 0.05}


def main() -> int:
    """Prints every figure; 1 where a floor is missed, 2 without data."""
    raise NotImplementedError
