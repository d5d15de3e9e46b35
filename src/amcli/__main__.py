"""`python -m amcli`."""

from amcli.app.main import console_main

if __name__ == "__main__":
    console_main()
