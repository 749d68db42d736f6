"""What commands and dashboards show, read in one place; nothing here writes."""
