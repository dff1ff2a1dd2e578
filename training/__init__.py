"""Training of the learned parts, from annotated articles. Not needed to run ``kg``; see README.md."""
