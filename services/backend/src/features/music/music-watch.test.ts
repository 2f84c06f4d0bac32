import type { MusicState } from '@alice/contracts';
import { waitUntil } from '../../../../../packages/test-stack/src/wait-until';
import { MusicWatch } from './music-watch';

const music = (title: string) => ({ track: { title } }) as MusicState;

function watched() {
  let change = (): void => undefined;
  const looks: PromiseWithResolvers<MusicState>[] = [];
  const told: string[] = [];
  const errors: unknown[] = [];
  const watch = new MusicWatch(
    {
      state: () => {
        const look = Promise.withResolvers<MusicState>();
        looks.push(look);
        return look.promise;
      },
      onChange: (listener) => void (change = listener),
    },
    { tell: ({ track }) => told.push(track?.title ?? ''), onError: (error) => errors.push(error) },
  );
  watch.start();
  return { watch, looks, told, errors, change: () => change() };
}

describe('MusicWatch', () => {
  it('looks once at a time, and once more for all changes that came meanwhile', async () => {
    const { change, looks, told } = watched();
    change();
    change();
    change();
    expect(looks).toHaveLength(1);
    looks[0]?.resolve(music('first'));
    await waitUntil('a second look', () => looks.length === 2);
    looks[1]?.resolve(music('second'));
    await waitUntil('both to be told', () => told.length === 2);
    expect(told).toEqual(['first', 'second']);
    expect(looks).toHaveLength(2);
  });

  it('says nothing where nothing is new, and remembers what it told', async () => {
    const { watch, change, looks, told } = watched();
    change();
    looks[0]?.resolve(music('first'));
    await waitUntil('it to be told', () => told.length === 1);
    change();
    looks[1]?.resolve(music('first'));
    expect(await watch.state()).toEqual(music('first'));
    expect(told).toEqual(['first']);
  });

  it('goes on after a look that failed, and asks the player meanwhile', async () => {
    const { watch, change, looks, told, errors } = watched();
    change();
    looks[0]?.reject(new Error('away'));
    await waitUntil('the error', () => errors.length === 1);
    void watch.state();
    expect(looks).toHaveLength(2);
    change();
    looks[2]?.resolve(music('again'));
    await waitUntil('it to be told', () => told.length === 1);
  });
});
