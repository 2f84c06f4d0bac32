import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';
import { percentiles, rounded } from './percentiles';

const CONVERSATIONS = 20;
/** How many of them are filled at the same time. */
const AT_ONCE = 10;
/** Turns that are timed, one at a time; the ones between only make the history long. */
const EARLY = [5, 6, 7, 8, 9];
const LATE = [100, 101, 102, 103, 104];
const WARM_UP = 50;
const FLOOR_TURNS = 200;
const QUESTION = 'Berätta något om havet. [double:say 30] [double:pace 0]';

interface Talk {
  client: ChatClient;
  conversationId: string | undefined;
  turns: number;
}

/** The double alone, and a bare socket.io server behind nginx. */
export async function firstTokenFloors(stack: BenchStack): Promise<Record<string, unknown>> {
  const { overOwn } = await stack.probe.streams(QUESTION, 1, FLOOR_TURNS);
  const bare: number[] = [];
  const client = await ChatClient.connect(stack.url, '');
  for (let turn = 0; turn < WARM_UP + FLOOR_TURNS; turn++) {
    const answer = client.ask(QUESTION);
    const { timing } = await answer.done;
    if (turn >= WARM_UP) bare.push(answer.firstTokenMs - (timing.llm_ms ?? NaN));
  }
  client.close();
  return { floor_double_ms: percentiles(overOwn), floor_bare_socket_ms: percentiles(bare) };
}

/** Time from `message:send` to the first delta, beyond the double's own time to its first word. */
export async function firstToken(stack: BenchStack, cookies: string[]): Promise<Record<string, unknown>> {
  const clients = await Promise.all(
    cookies.slice(0, AT_ONCE).map((cookie) => ChatClient.connect(stack.url, cookie)),
  );
  const talks = Array.from({ length: CONVERSATIONS }, (_, index): Talk => {
    const client = clients[index % AT_ONCE];
    if (client === undefined) throw new Error('there are too few users');
    return { client, conversationId: undefined, turns: 0 };
  });
  const [warm] = clients;
  for (let turn = 0; turn < WARM_UP; turn++) await warm?.ask(QUESTION).done;
  const early = await timeTurns(stack, talks, EARLY);
  const late = await timeTurns(stack, talks, LATE);
  for (const client of clients) client.close();
  return {
    turns: early.length + late.length,
    over_double_ms: percentiles([...early, ...late]),
    turns_5_to_9_ms: percentiles(early),
    turns_100_to_104_ms: percentiles(late),
    late_over_early_p50: rounded(percentiles(late).p50 / percentiles(early).p50),
  };
}

async function timeTurns(stack: BenchStack, talks: Talk[], turns: number[]): Promise<number[]> {
  const [first = 1] = turns;
  const perClient = Map.groupBy(talks, ({ client }) => client);
  await Promise.all(
    [...perClient.values()].map(async (own) => {
      for (const talk of own) while (talk.turns < first - 1) await say(talk, QUESTION);
    }),
  );
  await stack.probe.clear();
  const waited = new Map<string, number>();
  for (const turn of turns) {
    for (const [index, talk] of talks.entries()) {
      const text = `${QUESTION} Fråga (${turn}.${index})`;
      waited.set(text, await say(talk, text));
    }
  }
  // A title or summary that quotes a question is asked for later: the first record is the turn's.
  const own = new Map<string, number>();
  for (const { text, startedAt, firstTokenAt } of await stack.probe.records()) {
    const question = [...waited.keys()].find((asked) => text.includes(asked));
    if (question !== undefined && firstTokenAt !== undefined && !own.has(question))
      own.set(question, firstTokenAt - startedAt);
  }
  return [...waited].map(([text, milliseconds]) => {
    const ownTime = own.get(text);
    if (ownTime === undefined) throw new Error(`the double does not know of "${text}"`);
    return milliseconds - ownTime;
  });
}

async function say(talk: Talk, text: string): Promise<number> {
  const answer = talk.client.ask(text, talk.conversationId);
  talk.conversationId = (await answer.done).conversationId;
  talk.turns++;
  return answer.firstTokenMs;
}
