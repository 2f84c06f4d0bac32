import { setTimeout as wait } from 'node:timers/promises';
import type { Classification, MusicState } from '@alice/contracts';
import {
  ConflictError,
  LlmUnavailableError,
  NotFoundError,
  PromptTooLongError,
  RateLimitedError,
  TooLargeError,
  ToolFailure,
  UnavailableError,
} from '@alice/errors';
import { waitUntil } from '@alice/test-stack';
import { addTestUsers } from '../../database/add-test-users.contract';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import type { MusicPlayer } from '../music';
import { ToolsService } from '../tools';
import type { AssistantTexts } from './assistant-texts';
import { ConversationDigester } from './conversation-digest';
import { ConversationKeeper } from './conversation-keeper';
import { LoneTurnBoardStore } from './lone-turn-board-store';
import { KnexConversationStore } from './knex-conversation-store';
import type { LanguageModel, ModelEvent, ModelRequest } from './language-model.port';
import { ModelContext } from './model-context';
import { ModelReply } from './model-reply';
import { TokenEstimate } from './token-estimate';
import { TurnQueue } from './turn-queue';
import { TurnService } from './turn-service';

const nothing: Classification = { intent: 'none', confidence: 0, slots: {}, tool: null, alternatives: [] };
const pause = (confidence: number): Classification => ({
  ...nothing,
  intent: 'PAUSE',
  confidence,
  tool: { name: 'PAUSE', args: {} },
});
const texts: AssistantTexts = { persona: 'Du är Alice.', style: 'Kort.', title: 'Titel?', digest: 'Kort:' };
const situation = (): Promise<string> => Promise.resolve('Fakta just nu: tisdag.');

interface Change {
  minimal?: boolean;
  modelTools?: boolean;
  quietMs?: number;
  waitingPerUser?: number;
  wholeMs?: number;
}

let database: Database;
let store: KnexConversationStore;
let classify: jest.Mock<Promise<Classification>, [string]>;
let paused: jest.Mock<Promise<void>>;
let requests: ModelRequest[];
let unexpected: unknown[];
let script: ((signal: AbortSignal) => AsyncGenerator<ModelEvent>)[];

function service(change: Change = {}, enabled: ('PAUSE' | 'NEXT')[] = ['PAUSE', 'NEXT']): TurnService {
  const player: Partial<MusicPlayer> = {
    pause: paused,
    next: () => Promise.resolve(true),
    state: () => Promise.resolve({} as MusicState),
  };
  const model: LanguageModel = {
    contextTokens: 4096,
    answer: (request, signal) => {
      requests.push({ ...request, messages: [...request.messages] });
      const next = script.shift();
      if (!next) throw new LlmUnavailableError('no script');
      return next(signal);
    },
  };
  const tools = new ToolsService(player as MusicPlayer, { useTools: true, enabledTools: enabled });
  const both = { sv: texts, en: texts };
  const estimate = new TokenEstimate();
  const digester = new ConversationDigester(model, both, estimate);
  const queue = new TurnQueue({
    boards: new LoneTurnBoardStore(),
    instanceId: 'a',
    parallel: 1,
    waitingPerUser: change.waitingPerUser ?? 2,
    most: 16,
    longestWaitMs: 10_000,
    quietMs: change.quietMs ?? 60_000,
  });
  const context = new ModelContext({
    store,
    model,
    digester,
    texts: both,
    estimate,
    situation,
    persona: () => Promise.resolve(''),
    onLeftOut: fail,
  });
  return new TurnService({
    store,
    understanding: { classify },
    tools,
    queue,
    instanceId: 'a',
    reply: new ModelReply({
      store,
      model,
      tools,
      context,
      estimate,
      modelTools: change.modelTools ?? true,
      commandTemperature: 0.15,
      wholeMs: change.wholeMs ?? 10_000,
    }),
    keeper: new ConversationKeeper({ store, model, queue, context, texts: both, onError: fail }),
    options: { confidenceThreshold: 0.85, minimal: change.minimal ?? false },
    onError: fail,
  });
}

const fail = (error: unknown) => void unexpected.push(error);

const says = (...events: (string | ModelEvent | Error)[]) =>
  async function* (): AsyncGenerator<ModelEvent> {
    for (const event of events) {
      if (event instanceof Error) throw event;
      yield await Promise.resolve(typeof event === 'string' ? { type: 'text', text: event } : event);
    }
  };

/** A word in every turn of the timers, so that each is said by itself. */
const slowly = (...words: string[]) =>
  async function* (): AsyncGenerator<ModelEvent> {
    for (const text of words) {
      yield { type: 'text', text };
      await wait(2);
    }
  };

const ask = async (turns: TurnService, text: string, more = {}) =>
  (await turns.begin('anna', { text, ...more }, 'sv')).done;

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  await addTestUsers(database);
  store = new KnexConversationStore(database);
  classify = jest.fn((_text: string) => Promise.resolve(nothing));
  paused = jest.fn(() => Promise.resolve());
  requests = [];
  script = [];
  unexpected = [];
});
afterEach(async () => {
  await database.destroy();
  expect(unexpected).toEqual([]);
});

describe('a command', () => {
  it('runs at once from the threshold on, and goes to the model just below it', async () => {
    classify.mockResolvedValueOnce(pause(0.85));
    const response = await ask(service(), 'pausa');
    expect(response.reply).toEqual({ text: 'Pausat.', source: 'router' });
    expect(response.meta.tool).toMatchObject({ name: 'PAUSE', source: 'router', executed: true });
    expect(requests).toHaveLength(0);

    classify.mockResolvedValueOnce(pause(0.8499));
    script.push(says('Vill du pausa?'));
    expect((await ask(service(), 'pausa kanske')).reply.source).toBe('llm');
    expect(requests[0]?.temperature).toBe(0.15);
    expect(paused).toHaveBeenCalledTimes(1);
  });

  it('happens once for one client message id, also when both copies come at once', async () => {
    classify.mockResolvedValue(pause(0.99));
    const turns = service();
    const both = await Promise.all([1, 2].map(() => ask(turns, 'pausa', { clientMessageId: 'c1' })));
    const third = await ask(service(), 'pausa', { clientMessageId: 'c1' });
    expect(paused).toHaveBeenCalledTimes(1);
    expect(new Set([...both, third].map(({ messageId }) => messageId)).size).toBe(1);
    expect(third).toEqual(both[0]);
  });

  it('that fails says why, and is not handed to the model', async () => {
    classify.mockResolvedValue(pause(0.99));
    paused.mockRejectedValueOnce(new ToolFailure('nothing_playing'));
    const failed = await ask(service(), 'pausa');
    expect(failed.reply.text).toBe('Det spelas inget just nu.');
    expect(failed.meta.tool).toMatchObject({ executed: false, error: { code: 'nothing_playing' } });
    const disabled = await ask(service({}, ['NEXT']), 'pausa');
    expect(disabled.meta.tool?.error?.code).toBe('tool_disabled');
    expect(requests).toHaveLength(0);
  });
});

describe('everything else', () => {
  it('goes to the model with what was said before, and streams as numbered deltas', async () => {
    script.push(slowly('Det ', 'är ', 'tisdag.'), says('Ja.'));
    const turns = service();
    const turn = await turns.begin('anna', { text: 'vilken dag är det?' }, 'sv');
    const deltas: [number, string][] = [];
    turn.subscribe({ onDelta: ({ seq, text }) => deltas.push([seq, text]) });
    const first = await turn.done;
    expect(first.reply).toEqual({ text: 'Det är tisdag.', source: 'llm' });
    expect(deltas).toEqual([
      [1, 'Det '],
      [2, 'är '],
      [3, 'tisdag.'],
    ]);
    await ask(turns, 'säkert?', { conversationId: first.conversationId });
    expect(requests[1]?.messages.map(({ role, content }) => (role === 'system' ? role : content))).toEqual([
      'system',
      'vilken dag är det?',
      'Det är tisdag.',
      'Fakta just nu: tisdag.',
      'säkert?',
    ]);
    expect(requests[0]?.temperature).toBeUndefined();
  });

  it('skips nlu over a thousand characters', async () => {
    script.push(says('Oj.'));
    await ask(service(), 'pausa '.repeat(200));
    expect(classify).not.toHaveBeenCalled();
  });

  it('lets the model run tools, at most three in all, and gives it the results', async () => {
    const calls = Array.from({ length: 5 }, () => ({ name: 'NEXT', args: {} }));
    script.push(says({ type: 'calls', calls, thinking: 'hm' }), says('Klart.'));
    const { reply, meta } = await ask(service(), 'hoppa fram fem');
    expect(reply).toEqual({ text: 'Klart.', source: 'harmony' });
    expect(meta.tools.map(({ name, source }) => [name, source])).toEqual(Array(3).fill(['NEXT', 'harmony']));
    expect(requests[1]?.tools).toEqual([]);
    expect(requests[1]?.messages.slice(-4).map(({ role, thinking }) => [role, thinking])).toEqual([
      ['assistant', 'hm'],
      ['tool', undefined],
      ['tool', undefined],
      ['tool', undefined],
    ]);
  });

  it('runs no tool that is disabled, unknown or wrongly called, whatever the model says', async () => {
    const calls = [
      { name: 'PAUSE', args: {} },
      { name: 'FORMAT_DISK', args: {} },
      { name: 'NEXT', args: { times: 3 } },
    ];
    script.push(says({ type: 'calls', calls, thinking: '' }), says('Det gick inte.'));
    const { meta } = await ask(service({}, ['NEXT']), 'gör allt');
    expect(paused).not.toHaveBeenCalled();
    expect(meta.tools.map(({ name, error }) => [name, error?.code])).toEqual([
      ['PAUSE', 'tool_disabled'],
      ['NEXT', 'invalid_arguments'],
    ]);
    // Two bad calls: it was told of them, and gets no tools again.
    expect(requests[1]?.tools).toEqual([]);
  });

  it('tells the model of a bad call once, and offers no tools after a second', async () => {
    const bad = () => says({ type: 'calls', calls: [{ name: 'NEXT', args: { times: 3 } }], thinking: '' });
    script.push(bad(), bad(), says('Det gick inte.'));
    const { reply } = await ask(service(), 'hoppa fram tre');
    expect(reply).toEqual({ text: 'Det gick inte.', source: 'harmony' });
    expect(requests.map(({ tools }) => tools.length)).toEqual([2, 2, 0]);
    expect(requests[1]?.messages.at(-1)?.content).toMatch(/invalid_arguments/);
  });

  it('gives the model four rounds and no more, whatever it wants', async () => {
    const call = () => says({ type: 'calls', calls: [{ name: 'NEXT', args: {} }], thinking: '' });
    script.push(call(), call(), call(), call(), call());
    const { reply, meta } = await ask(service(), 'nästa, nästa');
    expect(requests).toHaveLength(4);
    expect(meta.tools).toHaveLength(3);
    expect(reply.text).toBe('Det är gjort.');
  });

  it('sends no tools where the model is to have none', async () => {
    script.push(says('Hej!'));
    await ask(service({ modelTools: false }), 'hej');
    expect(requests[0]?.tools).toEqual([]);
  });

  it('gives the model less of the history where it was too much, and refuses what is too long alone', async () => {
    script.push(says(new PromptTooLongError('')), says('Jo.'));
    expect((await ask(service(), 'hej')).reply.text).toBe('Jo.');
    script.push(says(new PromptTooLongError('')), says(new PromptTooLongError('')));
    await expect(ask(service(), 'hej')).rejects.toThrow(TooLargeError);
  });

  it('says so when the model answers nothing', async () => {
    script.push(says());
    expect((await ask(service(), 'hej')).reply.text).toMatch(/svarade inget/);
  });

  it('fails clearly without a model, keeps the message, and can be asked again', async () => {
    const message = { clientMessageId: 'c7' };
    await expect(ask(service(), 'hej', message)).rejects.toThrow(LlmUnavailableError);
    const [{ id = '' } = {}] = (await store.list('anna', { limit: 1 })).items;
    expect((await store.find('anna', id))?.messages.map(({ text, status }) => [text, status])).toEqual([
      ['hej', 'complete'],
      ['', 'failed'],
    ]);
    script.push(says('Hej!'));
    expect((await ask(service(), 'hej', message)).reply.text).toBe('Hej!');
    expect((await store.find('anna', id))?.messages).toHaveLength(2);
  });

  it('does not run a tool again because the model failed after it', async () => {
    script.push(
      says({ type: 'calls', calls: [{ name: 'PAUSE', args: {} }], thinking: '' }),
      says(new LlmUnavailableError('')),
    );
    const { reply } = await ask(service(), 'tyst nu', { clientMessageId: 'c8' });
    expect(reply).toEqual({ text: 'Det är gjort.', source: 'harmony' });
    await ask(service(), 'tyst nu', { clientMessageId: 'c8' });
    expect(paused).toHaveBeenCalledTimes(1);
  });

  it('is refused for a conversation of somebody else', async () => {
    const { conversationId } = await store.beginTurn(
      { userId: 'bo', title: 'x', text: 'x' },
      new Date().toISOString(),
    );
    await expect(ask(service(), 'hej', { conversationId })).rejects.toThrow(NotFoundError);
  });
});

describe('the queue', () => {
  const waits = () =>
    async function* (signal: AbortSignal): AsyncGenerator<ModelEvent> {
      yield { type: 'text', text: 'Långt' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };

  it('makes one answer of a user at a time, tells the place, and lets commands by', async () => {
    const turns = service();
    script.push(waits(), says('Ett.'));
    const first = await turns.begin('anna', { text: 'berätta' }, 'sv');
    const places: number[] = [];
    const second = await turns.begin('anna', { text: 'och sen?' }, 'sv');
    second.subscribe({ onQueued: (place) => places.push(place) });
    await waitUntil('the second to wait', () => second.position === 1);
    classify.mockResolvedValueOnce(pause(0.99));
    expect((await ask(turns, 'pausa')).reply.source).toBe('router');
    first.stop();
    expect((await second.done).reply.text).toBe('Ett.');
    expect(places.at(-1)).toBe(0);
  });

  it('refuses one more than may wait, keeps its message, and answers when it is asked again', async () => {
    const turns = service({ waitingPerUser: 0 });
    script.push(waits(), says('Två.'));
    const first = await turns.begin('anna', { text: 'ett' }, 'sv');
    await waitUntil('the first to speak', () => first.text !== '');
    const message = { text: 'två', clientMessageId: 'q2' };
    await expect((await turns.begin('anna', message, 'sv')).done).rejects.toThrow(RateLimitedError);
    first.stop();
    await first.done;
    expect((await (await turns.begin('anna', message, 'sv')).done).reply.text).toBe('Två.');
  });

  it('gives up the place of who stops or leaves while waiting', async () => {
    const turns = service();
    script.push(waits());
    const first = await turns.begin('anna', { text: 'ett' }, 'sv');
    const [stopped, left] = [
      await turns.begin('anna', { text: 'två' }, 'sv'),
      await turns.begin('anna', { text: 'tre' }, 'sv'),
    ];
    await waitUntil('both to wait', () => stopped.position === 1 && left.position === 2);
    stopped.stop();
    left.interrupt();
    expect((await stopped.done).reply).toEqual({ text: '', source: 'llm' });
    await expect(left.done).rejects.toThrow('interrupted');
    expect(await store.findAnswer('anna', left.messageId)).toMatchObject({ status: 'interrupted' });
    first.stop();
    await first.done;
  });
});

describe('what ends an answer', () => {
  const waits = () =>
    async function* (signal: AbortSignal): AsyncGenerator<ModelEvent> {
      yield { type: 'text', text: 'Långt' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };

  it('is the limit of the whole, with all rounds in it', async () => {
    script.push(waits());
    await expect(ask(service({ wholeMs: 30 }), 'berätta')).rejects.toThrow('too long');
  });

  it('runs no more tools once it is stopped', async () => {
    const calls = Array.from({ length: 3 }, () => ({ name: 'PAUSE', args: {} }));
    script.push(says({ type: 'calls', calls, thinking: '' }));
    const turns = service();
    const turn = await turns.begin('anna', { text: 'tyst' }, 'sv');
    paused.mockImplementationOnce(() => {
      turn.stop();
      return Promise.resolve();
    });
    expect((await turn.done).meta.tools).toHaveLength(1);
    expect(paused).toHaveBeenCalledTimes(1);
  });

  it('says so when the model was cut off', async () => {
    script.push(says('Det var', { type: 'end', reason: 'length' }));
    expect((await ask(service(), 'berätta')).reply.text).toMatch(/^Det var\n\n\(Svaret blev för långt/);
  });

  it('takes back what turned out to be thinking, also of what is stored', async () => {
    script.push(async function* (signal) {
      yield { type: 'text', text: 'HEMLIGT ' };
      await waitUntil('it to be stored', async () => (await stored()) !== '');
      yield { type: 'retract' };
      yield { type: 'text', text: 'Hej!' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const turn = await service().begin('anna', { text: 'hej' }, 'sv');
    const stored = async () => (await store.findDeltas(turn.messageId, 0)).text;
    await waitUntil('the answer to be stored', async () => (await stored()) === 'Hej!');
    expect(turn.after(1)).toEqual({ fromSeq: 0, text: 'Hej!' });
    turn.stop();
    expect((await turn.done).reply.text).toBe('Hej!');
  });
});

describe('a database that is away for a moment', () => {
  it('leaves no answer open', async () => {
    script.push(says('Hej!'));
    const turns = service();
    jest.spyOn(store, 'endTurn').mockRejectedValueOnce(new Error('away'));
    expect((await ask(turns, 'hej')).reply.text).toBe('Hej!');
    expect(unexpected.splice(0)).toEqual([new Error('away')]);
  });

  it('lets what it left open be asked again', async () => {
    script.push(says('Hej!'));
    const { messageId } = await store.beginTurn(
      { userId: 'anna', title: 'x', text: 'hej', clientMessageId: 'o1' },
      new Date().toISOString(),
    );
    const { reply, messageId: same } = await ask(service(), 'hej', { clientMessageId: 'o1' });
    expect([reply.text, same]).toEqual(['Hej!', messageId]);
  });
});

describe('two copies at once', () => {
  it('of an edit are one', async () => {
    script.push(says('Ett.'), says('Två.'));
    const turns = service();
    const { conversationId, messageId } = await ask(turns, 'ett');
    const edit = { conversationId, replaces: messageId, clientMessageId: 'e1' };
    const both = await Promise.all([1, 2].map(() => ask(turns, 'två', edit)));
    expect(both[0]).toEqual(both[1]);
    expect(requests).toHaveLength(2);
  });

  it('of a second try are one', async () => {
    const turns = service();
    const message = { clientMessageId: 'e2' };
    await expect(ask(turns, 'hej', message)).rejects.toThrow(LlmUnavailableError);
    script.push(says('Hej!'));
    const both = await Promise.all([1, 2].map(() => ask(turns, 'hej', message)));
    expect(both[0]).toEqual(both[1]);
  });
});

describe('what is kept', () => {
  it('stores an answer as it comes, and goes on numbering where an earlier try ended', async () => {
    script.push(async function* (signal) {
      yield* slowly('Det var ', 'en gång')();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    }, says('Nytt.'));
    const turns = service();
    const message = { text: 'berätta', clientMessageId: 'k1' };
    const turn = await turns.begin('anna', message, 'sv');
    await waitUntil('both pieces to be stored', async () => {
      return (await store.findDeltas(turn.messageId, 0)).seq === 2;
    });
    expect(await store.findDeltas(turn.messageId, 1)).toEqual({ text: 'en gång', seq: 2 });
    turn.interrupt();
    await expect(turn.done).rejects.toThrow('interrupted');
    const again = await turns.begin('anna', message, 'sv');
    await again.done;
    expect(again.seq).toBe(3);
    expect(again.after(2)).toEqual({ fromSeq: 0, text: 'Nytt.' });
  });

  it('keeps what was said before the model failed, as interrupted', async () => {
    script.push(says('Det var ', new LlmUnavailableError('reset')));
    await expect(ask(service(), 'berätta')).rejects.toThrow(LlmUnavailableError);
    const [{ id = '' } = {}] = (await store.list('anna', { limit: 1 })).items;
    expect((await store.find('anna', id))?.messages.at(-1)).toMatchObject({
      status: 'interrupted',
      text: 'Det var ',
    });
  });

  it('lets a message take the place of an earlier one, once, and tells the model nothing of that', async () => {
    script.push(says('Svar ett.'), says('Svar två.'));
    const turns = service();
    const first = await ask(turns, 'fråga ett');
    const edit = {
      conversationId: first.conversationId,
      replaces: first.messageId,
      clientMessageId: 'r1',
    };
    const second = await ask(turns, 'fråga två', edit);
    expect(await ask(turns, 'fråga två', edit)).toEqual(second);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.messages.map(({ content }) => content)).not.toContain('fråga ett');
    const shown = await store.find('anna', first.conversationId);
    expect(shown?.messages.map(({ text }) => text)).toEqual(['fråga två', 'Svar två.']);
  });

  it('calls a new conversation by its first words, on one line and without an end in the air', async () => {
    script.push(says('Jaha.'));
    const { conversationId } = await ask(service(), `${'ord '.repeat(15)}\n\noch mer`);
    expect((await store.find('anna', conversationId))?.title).toBe('ord '.repeat(15).trim());
  });

  it('gives a new conversation a title in a quiet moment, in the words that the model has read', async () => {
    script.push(says('Koka dem i sju minuter.'), says('”Att koka ägg.”'));
    const { conversationId } = await ask(service({ quietMs: 1 }), 'hur kokar man ägg?');
    await waitUntil('the title', async () => {
      return (await store.find('anna', conversationId))?.title === 'Att koka ägg';
    });
    const [asked, title] = requests;
    expect(title?.messages.slice(0, -2)).toEqual(asked?.messages);
    expect(title?.messages.slice(-2).map(({ content }) => content)).toEqual([
      'Koka dem i sju minuter.',
      'Titel?',
    ]);
    expect(title?.tools).toEqual([]);
  });
});

describe('without a part', () => {
  it('answers that commands are all there is where no model is wanted', async () => {
    expect((await ask(service({ minimal: true }), 'hur mår du?')).reply.source).toBe('system');
    expect(requests).toHaveLength(0);
  });

  it('goes to the model when nlu is away, and says what is away when both are', async () => {
    classify.mockRejectedValue(new UnavailableError('nlu is away'));
    script.push(says('Hej!'));
    expect((await ask(service(), 'hej')).reply.text).toBe('Hej!');
    await expect(ask(service(), 'hej')).rejects.toThrow('nlu is away');
  });

  it('stops a running answer when it is told to, and keeps what was said', async () => {
    script.push(async function* (signal) {
      yield { type: 'text', text: 'Det var en gång' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const turns = service();
    const turn = await turns.begin('anna', { text: 'berätta' }, 'sv');
    await new Promise<void>((resolve) => turn.subscribe({ onDelta: () => resolve() }));
    expect(turns.find('bo', turn.messageId)).toBeUndefined();
    turns.find('anna', turn.messageId)?.stop();
    expect((await turn.done).reply.text).toBe('Det var en gång');
  });

  it('interrupts an answer when the last who waits has left, and answers it anew when asked again', async () => {
    script.push(async function* (signal) {
      yield { type: 'text', text: 'Långt' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    }, says('Helt.'));
    const turns = service();
    const message = { text: 'berätta', clientMessageId: 'c9' };
    const turn = await turns.begin('anna', message, 'sv');
    await new Promise<void>((resolve) => turn.subscribe({ onDelta: () => resolve() }));
    const [leave, leaveToo] = [turn.watch(), turn.watch()];
    leave();
    leave();
    expect(turn.interrupted).toBe(false);
    leaveToo();
    await expect(turn.done).rejects.toThrow(UnavailableError);
    expect((await (await turns.begin('anna', message, 'sv')).done).reply.text).toBe('Helt.');
  });

  it('runs no tool a second time after the backend died with it', async () => {
    classify.mockResolvedValue(pause(0.99));
    paused.mockReturnValueOnce(new Promise(() => undefined));
    const message = { text: 'pausa', clientMessageId: 'c10' };
    await service().begin('anna', message, 'sv');
    await new Promise<void>((resolve) => {
      const look = () => (paused.mock.calls.length > 0 ? resolve() : setImmediate(look));
      look();
    });
    await store.interruptOpenAnswers();
    await expect((await service().begin('anna', message, 'sv')).done).rejects.toThrow(ConflictError);
    expect(paused).toHaveBeenCalledTimes(1);
  });

  it('ends what runs when it drains', async () => {
    script.push(async function* (signal) {
      yield { type: 'text', text: 'Långt' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const turns = service();
    const turn = await turns.begin('anna', { text: 'berätta' }, 'sv');
    await new Promise<void>((resolve) => turn.subscribe({ onDelta: () => resolve() }));
    await turns.drain(10);
    await expect(turn.done).rejects.toThrow(UnavailableError);
    const stored = await store.findAnswer('anna', turn.messageId);
    expect(stored).toMatchObject({ status: 'interrupted', text: 'Långt', response: null });
    await expect(turns.begin('anna', { text: 'till' }, 'sv')).rejects.toThrow(UnavailableError);
  });
});
