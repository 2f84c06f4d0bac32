import { waitUntil } from '@alice/test-stack';
import { composeForTests } from './compose-for-tests';
import { call, containerOf, music, say, signIn } from './stack';

it('finds accounts, sessions, conversations, likes and volume again after every container was made anew', async () => {
  const cookie = await signIn();
  await say('spela musik');
  await say('gilla låten');
  await say('höj volymen till 45 procent');
  const { conversationId } = await say('pausa');
  const before = await music();
  const old = await containerOf('backend');

  const services = ['backend', 'music', 'nlu', 'frontend'];
  await composeForTests(
    'up',
    '--detach',
    '--no-build',
    '--force-recreate',
    '--no-deps',
    '--wait',
    ...services,
  );
  expect(await containerOf('backend')).not.toBe(old);

  await waitUntil(
    'the door to find the new backend',
    async () => {
      return (await call('GET', '/api/auth/me', undefined, { cookie })).status === 200;
    },
    { timeoutMs: 30_000 },
  );
  expect((await call('GET', `/api/conversations/${conversationId}`)).status).toBe(200);
  const after = await waitUntil('the player again', () => music(), { timeoutMs: 20_000 });
  expect(after).toMatchObject({ volume: 45, liked: true, track: { uri: before.track?.uri } });
}, 180_000);
