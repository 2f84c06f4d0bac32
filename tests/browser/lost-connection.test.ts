import type { Conversation } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { BreakableConnection, WHILE_BROKEN } from './breakable-connection';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('a lost connection in %s', (locale) => {
  const guest = visitor({ locale });
  let connection: BreakableConnection;
  beforeAll(async () => {
    connection = await BreakableConnection.of(guest.page);
    guest.complaints.expect(...WHILE_BROKEN);
    await guest.open('/');
  });
  const connectionIs = (state: string) =>
    guest.page.locator(`[data-testid="connection"][data-state="${state}"]`).waitFor({ state: 'attached' });

  it('shows itself in the middle of an answer, and the answer goes on where it was', async () => {
    await guest.type('Berätta [double:say 120] [double:pace 40]');
    const answer = guest.at('message-assistant');
    await waitUntil('the first words', async () => (await answer.innerText()).includes('ord5'), {
      timeoutMs: 20_000,
    });
    await connection.breakOff();
    await connectionIs('lost');
    await guest.at('answer-away').waitFor();
    expect(await answer.innerText()).toContain('ord5');
    await connection.mend();
    await waitUntil(
      'the end of the answer',
      async () => (await answer.getAttribute('data-phase')) === 'done',
      // The pauses between the tries to come back grow.
      { timeoutMs: 30_000 },
    );
    await connectionIs('connected');
    const id = new URL(guest.page.url()).searchParams.get('c') ?? '';
    const { messages } = await guest.ask<Conversation>('GET', `/api/conversations/${id}`);
    expect(messages.at(-1)?.text).toMatch(/^ord1 ord2 .* ord120$/);
    expect(await answer.innerText()).toContain(messages.at(-1)?.text);
  });

  it('keeps what is said meanwhile, and sends it when it is back, once', async () => {
    await connection.breakOff();
    await connectionIs('lost');
    await guest.type('pausa');
    await guest.at('waiting-for-connection').waitFor();
    await connection.mend();
    await guest.at('command-card').waitFor();
    const id = new URL(guest.page.url()).searchParams.get('c') ?? '';
    const { messages } = await guest.ask<Conversation>('GET', `/api/conversations/${id}`);
    expect(messages.filter(({ text }) => text === 'pausa')).toHaveLength(1);
  });

  itHasComplainedOfNothing(guest);
});
