"""What an agency had to do with the child: the denominator of attendance."""
