"""What is published, and how it gets into the company's database."""
