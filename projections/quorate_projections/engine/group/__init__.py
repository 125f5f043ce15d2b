"""Keeps views from Kafka, as a member of a group of projectors that share the partitions among them.

Kafka brings the events; which there are, and in which order, the log says. So a record that is missing, comes twice or
late costs a look at the log and changes nothing. See docs/decisions for why.
"""
