"""Reports: counts, tables, figures and the HTML page that they stand in."""
