"""The company: the portfolios of several managers, read as one."""
