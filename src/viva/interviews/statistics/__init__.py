"""Agreement, reliability and item statistics: plain arithmetic, checked against published examples."""
