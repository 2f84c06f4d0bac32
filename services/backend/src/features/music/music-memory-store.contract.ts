import type { MusicMemoryStore } from './music-memory-store';

/** What every memory of the music keeps. `open` gives an empty one. */
export function musicMemoryStoreContract(open: () => Promise<MusicMemoryStore>): void {
  it('remembers one volume until it is taken back', async () => {
    const memory = await open();
    expect(await memory.volumeBeforeMute()).toBeNull();
    await memory.rememberVolume(40);
    await memory.rememberVolume(0);
    expect(await memory.volumeBeforeMute()).toBe(0);
    await memory.rememberVolume(null);
    expect(await memory.volumeBeforeMute()).toBeNull();
  });
}
