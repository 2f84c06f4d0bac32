import type { DatabaseFactsReader } from './database-facts.port';

/** What every database tells of itself. `open` gives one with Alice's tables. */
export function databaseFactsContract(kind: string, open: () => Promise<DatabaseFactsReader>): void {
  it('tells what runs it and how large it is', async () => {
    const { version, sizeBytes } = await (await open()).read();
    expect(version).toMatch(new RegExp(`^${kind} \\d+\\.\\d+(?:\\.\\d+)?$`));
    expect(sizeBytes).toBeGreaterThan(50_000);
    expect(sizeBytes).toBeLessThan(100_000_000);
  });
}
