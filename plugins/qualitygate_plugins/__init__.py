"""The built-in plugins. They import only ``qualitygate.api``, the door third parties use."""
