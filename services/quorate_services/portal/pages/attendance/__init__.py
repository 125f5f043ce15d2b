"""Attendance: who is here, by whatever means, and how each child took part; recorded while people talk."""
