"""What every page shares: the visit, forms, templates, assets, headers, faults."""
