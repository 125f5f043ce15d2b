"""Drafts: kept while somebody writes, and thrown away when they say so."""
