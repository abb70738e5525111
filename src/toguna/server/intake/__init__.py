"""What comes in from outside: scenario files, CSV; later ODK and SMS. Each channel is a folder of its own."""
