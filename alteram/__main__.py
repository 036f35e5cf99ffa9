"""`python -m alteram`: the command line."""

from alteram.cli import main

if __name__ == "__main__":
    main()
