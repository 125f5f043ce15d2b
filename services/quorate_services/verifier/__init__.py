"""The stand-alone verifier: one file, which an agency can take away and run without Quorate."""
