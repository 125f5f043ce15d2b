"""Closing a sitting: with the meeting, until the next sitting, adjourned inquorate, or going on all the same."""
