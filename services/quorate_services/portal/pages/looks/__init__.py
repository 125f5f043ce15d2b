"""The record of looks: who looked at a child or a meeting, what a person looked at, and what is unusual."""
