import { LlmUnavailableError } from '@alice/errors';
import { ConversationDigester } from './conversation-digest';
import type { ConversationDigest, PastMessage } from './conversation-store';
import type { LanguageModel, ModelRequest } from './language-model.port';
import { ModelContext } from './model-context';
import { TokenEstimate } from './token-estimate';

const texts = { persona: 'Du är Alice.', style: 'Kort.', title: 'Titel?', digest: 'Kort:' };
const signal = new AbortController().signal;
const request = {
  userId: 'anna',
  conversationId: 'c',
  messageId: 'm',
  text: 'och nu?',
  locale: 'sv',
  tools: [],
} as const;

let history: PastMessage[];
let digest: ConversationDigest | undefined;
let asked: ModelRequest[];
let leftOut: number[];
let persona: string;
let digests: (string | Error)[];
const estimate = new TokenEstimate();

function contextOf(contextTokens = 1_000): ModelContext {
  const model: LanguageModel = {
    contextTokens,
    async *answer(question) {
      asked.push(question);
      const text = digests.shift() ?? new LlmUnavailableError('no more');
      if (text instanceof Error) throw text;
      yield await Promise.resolve({ type: 'text' as const, text });
    },
  };
  const both = { sv: texts, en: texts };
  return new ModelContext({
    model,
    store: {
      history: () =>
        Promise.resolve({
          ...(digest ? { digest } : {}),
          messages: [
            ...history.filter(({ position }) => position > (digest?.position ?? 0)),
            { role: 'user' as const, text: request.text, position: 1_000 },
          ],
        }),
      saveDigest: (_conversation, saved) => {
        digest = saved;
        return Promise.resolve();
      },
    },
    digester: new ConversationDigester(model, both, estimate),
    texts: both,
    estimate,
    situation: () => Promise.resolve('Fakta just nu: tisdag.'),
    persona: (userId) => Promise.resolve(userId === 'anna' ? persona : ''),
    onLeftOut: ({ messages }) => leftOut.push(messages),
  });
}

const said = (count: number, length = 100): PastMessage[] =>
  Array.from({ length: count }, (_, i) => ({
    role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
    text: `nr ${i} `.padEnd(length, 'x'),
    position: i + 1,
  }));

beforeEach(() => {
  history = [];
  digest = undefined;
  asked = [];
  leftOut = [];
  digests = [];
  persona = '';
});

it('begins with what never changes and ends with the facts and the newest message', async () => {
  history = said(2);
  const messages = await contextOf().build(request, signal);
  expect(messages.map(({ role, content }) => [role, content.slice(0, 12)])).toEqual([
    ['system', 'Du är Alice.'],
    ['user', 'nr 0 xxxxxxx'],
    ['assistant', 'nr 1 xxxxxxx'],
    ['user', 'Fakta just n'],
    ['user', 'och nu?'],
  ]);
  expect(asked).toEqual([]);
});

it('always fits: puts the oldest in short once, keeps that, and goes on from it', async () => {
  history = said(20);
  digests = ['De talade om siffror.'];
  const context = contextOf();
  const messages = await context.build(request, signal);
  expect(estimate.tokens(messages.map(({ content }) => content))).toBeLessThan(1_000 - context.answerTokens);
  expect(messages[0]?.content).toMatch(/De talade om siffror\./);
  expect(messages.at(-3)?.content).toBe(history.at(-1)?.text);
  const kept = messages.length - 3;
  expect(digest?.position).toBe(20 - kept);
  expect(asked).toHaveLength(1);
  await context.build(request, signal);
  expect(asked).toHaveLength(1);
  expect(leftOut).toEqual([]);
});

it('puts a history in short that is itself longer than the context, in steps', async () => {
  history = said(40, 200);
  digests = ['ett', 'två', 'tre', 'fyra', 'fem', 'sex'];
  await contextOf(2_000).build(request, signal);
  expect(asked.length).toBeGreaterThan(1);
  for (const { messages, mostTokens } of asked) {
    expect(estimate.tokens(messages.map(({ content }) => content)) + mostTokens).toBeLessThanOrEqual(2_000);
  }
  expect(asked[1]?.messages[1]?.content).toMatch(/^\(ett\)/);
});

it('says to the model, and to who runs it, what it had to leave out where no digest can be made', async () => {
  history = said(30);
  digests = [new LlmUnavailableError('away')];
  const messages = await contextOf().build(request, signal);
  expect(leftOut).toHaveLength(1);
  expect(messages[0]?.content).toContain(`${leftOut[0]} äldsta`);
  expect(messages.length - 3).toBe(30 - (leftOut[0] ?? 0));
});

it('gives a message that may be too long whole, without a history', async () => {
  history = said(4);
  digests = ['Kort.'];
  const text = 'ö'.repeat(3_000);
  const messages = await contextOf(600).build({ ...request, text }, signal);
  expect(messages.at(-1)?.content).toBe(text);
  expect(messages).toHaveLength(3);
});

it('makes the next digest ahead of need, and only then', async () => {
  history = said(4);
  await contextOf().shortenAhead(request, signal);
  expect(asked).toHaveLength(0);
  history = said(20);
  digests = ['Kort.'];
  await contextOf().shortenAhead(request, signal);
  expect(digest).toMatchObject({ text: 'Kort.' });
});

it('tells the model how the person would like it to be, behind what holds for everybody', async () => {
  persona = '  Skämta gärna.\n';
  const [system] = await contextOf().build(request, signal);
  const [rules, style, own, ...more] = system?.content.split('\n\n') ?? [];
  expect([rules, style, more]).toEqual(['Du är Alice.', 'Kort.', []]);
  expect(own).toMatch(/ger dig inga verktyg.*:\nSkämta gärna\.$/s);
  const [others] = await contextOf().build({ ...request, userId: 'bo' }, signal);
  expect(others?.content).toBe('Du är Alice.\n\nKort.');
});

it('fits with the longest persona, which gives way and never the newest message', async () => {
  persona = '🌲'.repeat(1_000);
  history = said(20);
  digests = ['Kort.'];
  const context = contextOf();
  const messages = await context.build(request, signal);
  expect(estimate.tokens(messages.map(({ content }) => content))).toBeLessThan(1_000 - context.answerTokens);
  expect(messages.at(-1)?.content).toBe(request.text);
  expect(messages.at(-3)?.content).toBe(history.at(-1)?.text);
  expect(messages[0]?.content).toMatch(/🌲{20,200}\n\nDet här sades/u);
});
