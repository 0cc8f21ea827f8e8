"""Reading CT scans from files and folders, and writing volumes and results.

Importing it costs nothing, so that Slicer starts fast: reading.py has the readers' functions.
"""
