"""Every command as a mutation: inputs, payloads and fields made from the commands themselves."""
