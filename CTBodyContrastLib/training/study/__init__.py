"""The published study: one network for each reconstruction and task, trained on whole scans."""
