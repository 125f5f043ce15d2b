"""A believable partnership: invented people, two years of meetings, and the truth about them.

Everything follows from a :class:`~quorate_services.demo.profile.Profile`: the same one makes the same
commands, byte for byte. ``history`` tells them in order of time, ``runner`` plays them through the real
command path.
"""
