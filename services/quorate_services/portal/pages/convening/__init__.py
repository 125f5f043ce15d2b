"""Convening: about which children, why, when, where and how, with whom in the chair."""
