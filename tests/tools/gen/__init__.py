"""The generator of test reports: a random report, its damage, its text shape, and its truth."""
