"""The relay: follows the log and publishes every event to Kafka, once."""
