"""Inputs that try to break the readers: scans of every format, damaged in every way that is listed in `kinds`."""
