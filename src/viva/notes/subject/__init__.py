"""What questions are about: topics, technologies and concepts, by a taxonomy in English and Russian."""
