import { waitUntil } from '@alice/test-stack';
import { InstancesService } from './instances-service';
import type { InstanceStore } from './instance-store';

const instance = { id: 'a', place: 'here' };

function serviceOn(change: Partial<InstanceStore> = {}, silentMs = 20, alone = false) {
  const did: string[] = [];
  const note = (what: string) => Promise.resolve(void did.push(what));
  const errors: unknown[] = [];
  const store: InstanceStore = {
    register: () => note('register'),
    beat: () => note('beat').then(() => performance.now()),
    removeSilent: () => note('removeSilent').then(() => 0),
    remove: () => note('remove'),
    ...change,
  };
  const onLook = () => note('look');
  const onError = (error: unknown) => void errors.push(error);
  const service = new InstancesService(store, { instance, alone, onLook, onError, beatMs: 1, silentMs });
  return { service, did, errors };
}

it('takes its place and looks before anything else, and leaves it at the end', async () => {
  const { service, did } = serviceOn();
  await service.start();
  expect(did).toEqual(['register', 'look']);
  await waitUntil('a sign of life', () => did.includes('beat'));
  await service.stop();
  expect(did.at(-1)).toBe('remove');
});

it('alone on its database, takes all others for gone, and gives no signs of life that nobody hears', async () => {
  const { service, did } = serviceOn({}, 20, true);
  await service.start();
  expect(did).toEqual(['removeSilent', 'register', 'look']);
  const began = performance.now();
  await waitUntil('many times the time between two signs', () => performance.now() - began > 30);
  expect(did).toEqual(['removeSilent', 'register', 'look']);
  await service.stop();
});

it('judges the silence of others only when it has been heard itself for as long', async () => {
  const { service, did } = serviceOn({}, 100);
  await service.start();
  await waitUntil('a judgement', () => did.includes('removeSilent'));
  expect(did.indexOf('removeSilent')).toBeGreaterThan(did.indexOf('beat') + 1);
  await service.stop();
});

it('judges nobody after a while in which it could not speak', async () => {
  let beats = 0;
  const { service, did } = serviceOn({
    beat: () =>
      // Each comes later than half of the time after which it would be taken for dead itself.
      new Promise((resolve) =>
        setTimeout(() => {
          beats++;
          resolve(performance.now());
        }, 15),
      ),
  });
  await service.start();
  await waitUntil('some signs of life', () => beats > 5);
  await service.stop();
  expect(did).not.toContain('removeSilent');
});

it('judges nobody when the clock has leapt, until others could be heard by the new one', async () => {
  let [beats, hours] = [0, 0];
  const { service, did } = serviceOn({
    beat: () => Promise.resolve(performance.now() + 3_600_000 * (beats++ % 3 === 0 ? ++hours : hours)),
  });
  await service.start();
  await waitUntil('some leaps', () => hours > 15);
  await service.stop();
  expect(did).not.toContain('removeSilent');
});

it('goes on where the database is away for a while', async () => {
  let calls = 0;
  const { service, errors } = serviceOn({
    beat: () => (++calls < 3 ? Promise.reject(new Error('away')) : Promise.resolve(performance.now())),
  });
  await service.start();
  await waitUntil('it to speak again', () => calls > 3);
  await service.stop();
  expect(errors).toEqual([new Error('away'), new Error('away')]);
});
