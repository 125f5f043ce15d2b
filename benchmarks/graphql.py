async def measure(cluster, effort, report):
    return
