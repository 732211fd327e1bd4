"""`python -m aligner` is the command `aligner`."""

from aligner.cli.main import run

if __name__ == "__main__":
    run()
