"""What is known before any report is read: places, states with their organs, armed groups, agencies and outlets."""
