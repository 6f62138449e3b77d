"""What is shown: the page, its charts, its images and its data routes."""
