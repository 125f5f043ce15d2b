"""Asks for the register of actions."""
