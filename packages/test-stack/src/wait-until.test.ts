import { waitUntil } from './wait-until';

describe('waitUntil', () => {
  it('returns what the condition returned once it holds', async () => {
    let calls = 0;
    const result = await waitUntil('three calls', () => (++calls === 3 ? 'done' : undefined), {
      intervalMs: 1,
    });
    expect(result).toBe('done');
  });

  it('takes a throw for "not yet"', async () => {
    let calls = 0;
    const condition = () => {
      if (++calls < 3) throw new Error('too early');
      return true;
    };
    await expect(waitUntil('no throw', condition, { intervalMs: 1 })).resolves.toBe(true);
  });

  it('fails with label, time and last error after the deadline', async () => {
    const condition = () => {
      throw new Error('refused');
    };
    const waiting = waitUntil('the moon', condition, { timeoutMs: 20, intervalMs: 5 });
    await expect(waiting).rejects.toThrow(/waited 0\.\d s for the moon; last error: refused/);
  });
});
