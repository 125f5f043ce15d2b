"""An Apache Kafka of our own for tests, bench and demo. Never for real data."""
