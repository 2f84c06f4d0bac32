import type { Conversation, ConversationPage, Models } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { call, problem, say } from './stack';

const list = async (query: string) =>
  (await (
    await call('GET', `/api/conversations?query=${encodeURIComponent(query)}`)
  ).json()) as ConversationPage;
const open = async (id: string) =>
  (await (await call('GET', `/api/conversations/${id}`)).json()) as Conversation;

it('finds a conversation by any form of a word, shows where, and takes a deletion back', async () => {
  const { conversationId } = await say('Vad lagar man av trattkantareller?');
  const found = (await list('trattkantarell')).items.find(({ id }) => id === conversationId);
  expect(found?.match?.parts.find(({ hit }) => hit)?.text).toMatch(/^trattkantarell/i);
  expect((await call('DELETE', `/api/conversations/${conversationId}`)).status).toBe(204);
  expect((await list('trattkantarell')).items).toEqual([]);
  expect((await problem(await call('GET', `/api/conversations/${conversationId}`))).code).toBe('not_found');
  expect((await call('POST', `/api/conversations/${conversationId}/restore`)).status).toBe(200);
  expect((await list('trattkantareller')).items).toHaveLength(1);
});

it('lets a message be edited and an answer be made anew, and exports what is shown', async () => {
  const first = await say('Hur kokar man ägg, tror du?');
  const { conversationId } = first;
  const edited = await say('Hur kokar man potatis, tror du?', { conversationId, replaces: first.messageId });
  const again = await say('Hur kokar man potatis, tror du?', { conversationId, replaces: edited.messageId });
  const { messages } = await open(conversationId);
  expect(messages.map(({ id, text }) => (id === again.messageId ? 'svaret' : text))).toEqual([
    'Hur kokar man potatis, tror du?',
    'svaret',
  ]);
  const markdown = await call('GET', `/api/conversations/${conversationId}/export?format=md`);
  expect(markdown.headers.get('content-disposition')).toMatch(/^attachment; filename=.*\.md/);
  // The title may still be the first words that were said.
  const text = (await markdown.text()).replace(/^# .*/, '');
  expect(text).toContain('potatis');
  expect(text).not.toContain('ägg');
});

// Titles are made one after the other in quiet moments, and those of the conversations above come first.
it('gives a new conversation a title by itself, and keeps the one that a person gives', async () => {
  const { conversationId } = await say('Berätta om en stad vid havet, är du snäll');
  const named = (await open(conversationId)).title;
  await waitUntil('the title', async () => (await open(conversationId)).title !== named, {
    timeoutMs: 20_000,
  });
  await call('PATCH', `/api/conversations/${conversationId}`, { title: 'Mitt' });
  expect((await open(conversationId)).title).toBe('Mitt');
}, 30_000);

describe('models', () => {
  const models = async () => (await (await call('GET', '/api/models')).json()) as Models;

  it('are listed, fetched with their bytes, chosen and deleted', async () => {
    expect(await models()).toMatchObject({ defaultModel: 'qwen3:4b', reasoningEffort: 'low' });
    const pull = await call('POST', '/api/models/pull', { name: 'gpt-oss:20b' });
    expect(pull.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = (await pull.text()).split('\n\n').filter((block) => block.startsWith('event:'));
    expect(events.some((event) => /"completedBytes":[1-9]/.test(event))).toBe(true);
    expect(events.at(-1)).toMatch(/^event: done\n.*"status":"done"/);
    const fetched = (await models()).models.find(({ name }) => name === 'gpt-oss:20b');
    expect(fetched?.capabilities).toContain('thinking');

    const choose = (defaultModel: string) => call('PATCH', '/api/models/settings', { defaultModel });
    expect((await choose('gpt-oss:20b')).status).toBe(200);
    expect((await say('Hur mår du idag?')).reply.source).toBe('llm');
    expect((await problem(await call('DELETE', '/api/models/gpt-oss:20b'))).code).toBe('conflict');
    expect((await choose('qwen3:4b')).status).toBe(200);
    expect((await problem(await choose('nowhere:1b'))).code).toBe('not_found');
    expect((await call('DELETE', '/api/models/gpt-oss:20b')).status).toBe(204);
    expect((await models()).models.map(({ name }) => name)).toEqual(['qwen3:4b']);
  }, 60_000);

  it('that do not exist, or come from strangers, are refused', async () => {
    expect((await problem(await call('POST', '/api/models/pull', { name: 'a b' }))).code).toBe(
      'invalid_input',
    );
    const foreign = await call('POST', '/api/models/pull', { name: 'evil.example/some/model' });
    expect((await problem(foreign)).code).toBe('invalid_input');
    const missing = await call('POST', '/api/models/pull', { name: 'missing:1b' });
    expect(await missing.text()).toMatch(/not_found/);
  });

  it('are fetched no more when that is called off', async () => {
    const pull = await call('POST', '/api/models/pull', { name: 'slow:1b' });
    const text = pull.text();
    expect((await call('DELETE', '/api/models/pull?name=slow:1b')).status).toBe(204);
    expect(await text).toMatch(/"status":"cancelled"/);
    expect((await problem(await call('DELETE', '/api/models/pull?name=slow:1b'))).code).toBe('not_found');
  });
});
