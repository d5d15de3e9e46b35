"""amcli: a command-line portfolio manager for account managers."""

__version__ = "0.1.0"
