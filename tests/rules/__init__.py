"""The pack of rules."""
