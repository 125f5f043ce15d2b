"""The rules that meetings run under, as data."""
