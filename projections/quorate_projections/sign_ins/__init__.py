"""Which accounts let whom in: every change, for the member, the auditor and the data protection officer."""
