"""What an agency's coordinator keeps an eye on: all that is asked of the agency, who does it, and absences."""
