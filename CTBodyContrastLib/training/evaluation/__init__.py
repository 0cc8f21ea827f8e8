"""The report of a run's out-of-fold predictions, and of a model on scans from elsewhere."""
