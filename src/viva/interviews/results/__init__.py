"""What comes of interviews: scorecards, reports, comparisons."""
