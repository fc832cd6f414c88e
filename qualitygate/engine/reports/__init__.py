"""What reporters are given beside the findings."""
