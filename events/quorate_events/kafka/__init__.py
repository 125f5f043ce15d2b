"""Apache Kafka behind a small asyncio façade: topics, records, a transactional producer, a consumer, an admin.

The ports are in :mod:`.ports`; everything else in Quorate knows only these. kafka-python, which blocks, lives in
threads of its own.
"""
