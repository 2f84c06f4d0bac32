// testcontainers reads this when it starts its first container. Its reaper is an image that only a registry has;
// every starter here removes what it made.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
