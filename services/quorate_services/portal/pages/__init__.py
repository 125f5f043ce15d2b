"""The pages, one folder each: what it asks (``.graphql``), how it answers (``routes.py``), how it looks (``.html``)."""
