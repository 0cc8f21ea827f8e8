"""Training and evaluation. Used from the command line only; the Slicer extension does not package it."""
