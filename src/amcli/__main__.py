"""The way in: the console script, and `python -m amcli`.

It imports next to nothing before Ctrl-C is looked after, since importing the program is most of a short command's time.
"""


def start() -> None:
    """Run the command line of this process, and end it."""
    try:
        from amcli.app.process import end_on_interrupt

        end_on_interrupt()
        from amcli.app.main import console_main
    except KeyboardInterrupt:
        import os

        os.write(2, b"amcli: interrupted\n")
        os._exit(130)
    console_main()


if __name__ == "__main__":
    start()
