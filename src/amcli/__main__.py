"""`python -m amcli`."""

from amcli.cli.app import run

if __name__ == "__main__":
    run()
