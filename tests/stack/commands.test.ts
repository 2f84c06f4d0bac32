import { waitUntil } from '@alice/test-stack';
import { docker } from '../../packages/test-stack/src/docker';
import { call, containerOf, execIn, music, say } from './stack';

/** What MPD itself says, past everything of ours. */
const mpd = (...command: string[]) => execIn('music', 'mpc', ...command);

const said = async (text: string) => {
  const { reply, meta } = await say(text);
  expect({ text, source: reply.source, executed: meta.tool?.executed }).toEqual({
    text,
    source: 'router',
    executed: true,
  });
  return reply.text;
};

// With nothing in the queue, all that there is comes into it, from its first track: there is a next one.
beforeAll(async () => {
  await mpd('clear');
  await mpd('random', 'off');
  await mpd('repeat', 'off');
});

it('plays music for "spela musik", and the stream carries it', async () => {
  await said('spela musik');
  expect(await music()).toMatchObject({ state: 'playing', provider: 'mpd' });
  const before = (await music()).elapsedSeconds;
  await waitUntil('time to go on', async () => (await music()).elapsedSeconds > before + 0.3);
  expect(await mpd('status')).toMatch(/\[playing\]/);

  const stream = await call('GET', '/music/stream');
  expect(stream.status).toBe(200);
  expect(stream.headers.get('content-type')).toMatch(/^audio\//);
  const reader = stream.body?.getReader();
  let bytes = 0;
  while (bytes < 16_384) bytes += (await reader?.read())?.value?.length ?? 0;
  await reader?.cancel();
});

it('sets the volume by a number in words', async () => {
  expect(await said('höj volymen till femtio procent')).toBe('Volymen är 50 procent.');
  expect(await mpd('volume')).toMatch(/volume:\s*50%/);
  await said('sänk volymen');
  expect(await mpd('volume')).toMatch(/volume:\s*40%/);
});

it('pauses, goes on, skips, goes back and stops', async () => {
  await said('pausa');
  expect((await music()).state).toBe('paused');
  await said('fortsätt spela');
  expect((await music()).state).toBe('playing');
  const first = (await music()).track?.uri;
  await said('nästa låt');
  expect((await music()).track?.uri).not.toBe(first);
  await said('förra låten');
  expect((await music()).track?.uri).toBe(first);
  await said('stoppa musiken');
  expect((await music()).state).toBe('stopped');
});

it('plays an artist, whose name has an å', async () => {
  await said('spela Åsa Norrsken');
  expect((await music()).track?.artist).toBe('Åsa Norrsken');
});

it('mutes and gives the sound back', async () => {
  await said('höj volymen till trettio procent');
  await said('stäng av ljudet');
  expect(await music()).toMatchObject({ volume: 30, muted: true });
  expect(await mpd('volume')).toMatch(/volume:\s*0%/);
  await said('sätt på ljudet');
  expect(await mpd('volume')).toMatch(/volume:\s*30%/);
});

it('shuffles, repeats and remembers a favourite', async () => {
  await said('blanda låtarna');
  await said('upprepa låten');
  expect(await music()).toMatchObject({ shuffle: true, repeat: 'one' });
  await said('sluta blanda');
  await said('sluta upprepa');
  expect(await music()).toMatchObject({ shuffle: false, repeat: 'off' });
  await said('gilla låten');
  expect((await music()).liked).toBe(true);
  await said('sluta gilla låten');
  expect((await music()).liked).toBe(false);
});

it('says in Swedish what it does not find, and leaves the music alone', async () => {
  await say('spela musik');
  const before = await music();
  const { reply, meta } = await say('spela Finns Verkligen Inte');
  expect(meta.tool).toMatchObject({ executed: false, error: { code: 'nothing_found' } });
  expect(reply.text).toMatch(/hittar ingen musik/);
  expect((await music()).track?.uri).toBe(before.track?.uri);
});

it('lets no other talk move the music', async () => {
  await say('spela musik');
  const before = await music();
  for (const text of [
    'min bror',
    'nästa vecka ska jag till Malmö',
    'du ska inte stoppa låten',
    'höj sängen',
  ]) {
    expect((await say(text)).meta.tools).toEqual([]);
  }
  // Time goes on, and MPD may tell only now of the likes of a test before.
  const stays = { elapsedSeconds: 0, likesVersion: 0 };
  expect({ ...(await music()), ...stays }).toEqual({ ...before, ...stays });
});

it('does a command once, however often the same message comes', async () => {
  await say('höj volymen till fyrtio procent');
  const clientMessageId = crypto.randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => say('höj volymen', { clientMessageId })));
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
  expect((await music()).volume).toBe(50);
});

it('keeps the conversation', async () => {
  const { conversationId } = await say('pausa');
  const stored = (await (await call('GET', `/api/conversations/${conversationId}`)).json()) as {
    messages: { role: string; text: string }[];
  };
  expect(stored.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
    'user: pausa',
    'assistant: Pausat.',
  ]);
  const exported = await call('GET', `/api/conversations/${conversationId}/export?format=md`);
  expect(await exported.text()).toMatch(/^# pausa\n\n\*\*Du\*\*/);
});

it('carries one request id from the door to the log', async () => {
  const answer = await call('POST', '/api/chat', { text: 'pausa' });
  const id = answer.headers.get('x-request-id') ?? '';
  expect(id).not.toBe('');
  const containers = await Promise.all(['nginx', 'backend', 'nlu'].map((service) => containerOf(service)));
  const logs = (await Promise.all(containers.map((id) => docker(['logs', id])))).join('\n');
  const services = logs
    .split('\n')
    .filter((line) => line.includes(id))
    .map((line) => (JSON.parse(line) as { service: string }).service);
  expect(services).toEqual(expect.arrayContaining(['nginx', 'backend', 'nlu']));
});
