import type { Conversation } from '@alice/contracts';
import { answerFor } from '../../doubles/ollama/answer';
import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';

const RUNS = 1_000;
const AT_ONCE = 20;
const QUESTION = 'Berätta något om våra öar. [double:say 60] [double:pace 4] [double:split-utf8]';
const EXPECTED = answerFor(
  { model: 'qwen3:4b', think: false, messages: [{ role: 'user', content: QUESTION }] },
  'split-utf8',
).content.join('');

/** A connection that breaks somewhere in the middle of an answer: what is read, stored and said must be the same. */
export async function droppedConnections(
  stack: BenchStack,
  cookies: string[],
): Promise<Record<string, unknown>> {
  let [same, number] = [0, 0];
  const wrong: string[] = [];
  await Promise.all(
    cookies.slice(0, AT_ONCE).map(async (cookie) => {
      const client = await ChatClient.connect(stack.url, cookie);
      while (number < RUNS) {
        // Anywhere between a twentieth and nine tenths of the text, spread evenly and the same in every run.
        const share = 0.05 + 0.85 * ((++number * 0.618_033_988_75) % 1);
        const fault = await runOnce(stack, client, cookie, share).catch(String);
        if (fault === undefined) same++;
        else wrong.push(fault);
      }
      client.close();
    }),
  );
  return {
    runs: RUNS,
    same_to_the_byte: same,
    characters: EXPECTED.length,
    wrong: [...new Set(wrong)].slice(0, 5),
  };
}

/** What was wrong, if anything. */
async function runOnce(
  stack: BenchStack,
  client: ChatClient,
  cookie: string,
  share: number,
): Promise<string | undefined> {
  await client.connected();
  const answer = client.ask(QUESTION);
  const enough = new Promise<void>((resolve) => {
    answer.onText = () => {
      if (answer.text.length >= share * EXPECTED.length) resolve();
    };
  });
  const ended = answer.done.then(() => 'ended');
  if ((await Promise.race([enough, ended])) === 'ended') return 'it ended before the connection was dropped';
  await client.dropAndResume(answer);
  const { conversationId, messageId, reply } = await answer.done;
  const stored = await stack.call('GET', `/api/conversations/${conversationId}`, undefined, cookie);
  const message = ((await stored.json()) as Conversation).messages.find(({ id }) => id === messageId);
  if (answer.text !== EXPECTED) return 'the page has another text than the model said';
  if (reply.text !== EXPECTED) return 'the finished turn has another text than the model said';
  if (message?.text !== EXPECTED) return 'what is stored is another text than the model said';
  return undefined;
}
