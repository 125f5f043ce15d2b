"""Strategy discussions and child protection conferences: one aggregate, many kinds of meeting."""
