import type { Classification, MusicState } from '@alice/contracts';
import {
  ConflictError,
  LlmUnavailableError,
  NotFoundError,
  ToolFailure,
  UnavailableError,
} from '@alice/errors';
import { addTestUsers } from '../../database/add-test-users.contract';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import type { MusicPlayer } from '../music';
import { ToolsService } from '../tools';
import { KnexConversationStore } from './knex-conversation-store';
import type { ModelEvent, ModelRequest } from './language-model.port';
import { TurnService, type TurnOptions } from './turn-service';

const nothing: Classification = { intent: 'none', confidence: 0, slots: {}, tool: null, alternatives: [] };
const pause = (confidence: number): Classification => ({
  ...nothing,
  intent: 'PAUSE',
  confidence,
  tool: { name: 'PAUSE', args: {} },
});
const options: TurnOptions = {
  confidenceThreshold: 0.85,
  commandTemperature: 0.15,
  modelTools: true,
  minimal: false,
  timeZone: 'Europe/Stockholm',
};

let database: Database;
let store: KnexConversationStore;
let classify: jest.Mock<Promise<Classification>, [string]>;
let paused: jest.Mock<Promise<void>>;
let requests: ModelRequest[];
let script: ((signal: AbortSignal) => AsyncGenerator<ModelEvent>)[];

function service(
  change: Partial<TurnOptions> = {},
  enabled: ('PAUSE' | 'NEXT')[] = ['PAUSE', 'NEXT'],
): TurnService {
  const player: Partial<MusicPlayer> = {
    pause: paused,
    next: () => Promise.resolve(true),
    state: () => Promise.resolve({} as MusicState),
  };
  return new TurnService({
    store,
    understanding: { classify },
    model: {
      answer: (request, signal) => {
        requests.push({ ...request, messages: [...request.messages] });
        const next = script.shift();
        if (!next) throw new LlmUnavailableError('no script');
        return next(signal);
      },
    },
    tools: new ToolsService(player as MusicPlayer, { useTools: true, enabledTools: enabled }),
    options: { ...options, ...change },
  });
}

const says = (...events: (string | ModelEvent | Error)[]) =>
  async function* (): AsyncGenerator<ModelEvent> {
    for (const event of events) {
      if (event instanceof Error) throw event;
      yield await Promise.resolve(typeof event === 'string' ? { type: 'text', text: event } : event);
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
});
afterEach(() => database.destroy());

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
    script.push(says('Det ', 'är ', 'tisdag.'), says('Ja.'));
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
    await turns.drain(10);
    await expect(turn.done).rejects.toThrow(UnavailableError);
    const stored = await store.findAnswer('anna', turn.messageId);
    expect(stored).toMatchObject({ status: 'interrupted', text: 'Långt', response: null });
    await expect(turns.begin('anna', { text: 'till' }, 'sv')).rejects.toThrow(UnavailableError);
  });
});
