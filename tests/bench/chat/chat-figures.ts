import { waitUntil } from '@alice/test-stack';
import { BenchStack } from './bench-stack';
import { bytesOnTheWire } from './bytes-on-the-wire';
import { droppedConnections } from './dropped-connections';
import { firstToken, firstTokenFloors } from './first-token';
import { freedSlots } from './freed-slots';
import { hundredStreams, streamFloors } from './hundred-streams';
import { memoryGrowth } from './memory-growth';

const USERS = 100;

/** The figures of talking, each beside its floor, in one run on one stack: a line of JSON for each. */
async function main(): Promise<void> {
  const stack = await BenchStack.start();
  try {
    const floors = await stack.withBareServer(async (container) => ({
      firstToken: await firstTokenFloors(stack),
      streams: await streamFloors(stack, container),
    }));
    const cookies = await stack.users(USERS);
    const [cookie = ''] = cookies;
    report('first token', { ...(await firstToken(stack, cookies)), ...floors.firstToken });
    report('100 streams of 40 words a second', await hundredStreams(stack, cookies, floors.streams));
    report('bytes on the wire of one answer', await bytesOnTheWire(stack, cookie));
    report('connections dropped in the middle', await droppedConnections(stack, cookies));
    for (const mode of ['flood', 'endless-thinking', 'huge-line'] as const)
      report('memory of the backend', await memoryGrowth(stack, cookie, mode));
    for (const line of await freedSlots(stack, cookies)) report('until the model is free', line);
    await waitUntil('the model to be free in the end', async () => (await stack.probe.running()) === 0, {
      timeoutMs: 30_000,
    });
  } catch (error) {
    // Told before the stack goes down, which might fail too.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await stack.down();
    // A socket that still tries to come back would keep the process alive.
    process.exit();
  }
}

function report(what: string, figures: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ what, ...figures })}\n`);
}

void main();
