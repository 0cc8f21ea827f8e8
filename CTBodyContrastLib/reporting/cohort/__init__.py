"""The report on many scans: what a result file holds, and how it differs from a reference."""
