import { latestWins } from './latest-wins';

describe('latestWins', () => {
  it('sends the first at once, then only the last of what came meanwhile', async () => {
    const sent: number[] = [];
    const answers: (() => void)[] = [];
    const push = latestWins((value: number) => {
      sent.push(value);
      return new Promise<void>((resolve) => answers.push(resolve));
    });
    [1, 2, 3].forEach(push);
    expect(sent).toEqual([1]);
    answers[0]?.();
    await Promise.resolve();
    expect(sent).toEqual([1, 3]);
  });

  it('goes on after a failure', async () => {
    const sent: number[] = [];
    const push = latestWins((value: number) => {
      sent.push(value);
      return Promise.reject(new Error('no'));
    });
    push(1);
    push(2);
    await Promise.resolve();
    await Promise.resolve();
    expect(sent).toEqual([1, 2]);
  });
});
