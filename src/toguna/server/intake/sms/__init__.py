"""One SMS: what it says, what is answered, and the gateways that bring it (spec/sms.md)."""
