"""`python -m amcli`."""

from amcli.app.main import run

if __name__ == "__main__":
    run()
