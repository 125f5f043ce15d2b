"""The engine that turns the log into views: feed, fold, write, follow, rebuild, wait, report."""
