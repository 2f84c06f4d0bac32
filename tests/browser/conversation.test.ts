import type { Conversation } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

const MARKDOWN = `Visa:

| Dag | Väder |
|---|---|
| måndag | sol <b>och</b> vind |

\`\`\`js
const svar = 42;
\`\`\`

[till havet](https://example.org/hav) <img src="/icon.svg" onerror="alert(1)"> ![bild](https://example.org/bild.png)
`;

describe.each(LOCALES)('a conversation in %s', (locale) => {
  const guest = visitor({ locale, context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  const last = () => guest.at('message-assistant').last();
  const phase = () => last().getAttribute('data-phase');
  const clipboard = () => guest.page.evaluate(() => navigator.clipboard.readText());
  const stored = async () => {
    const id = new URL(guest.page.url()).searchParams.get('c') ?? '';
    return (await guest.ask<Conversation>('GET', `/api/conversations/${id}`)).messages;
  };

  it('begins with something to try', async () => {
    await guest.open('/');
    await guest.at('empty').waitFor();
    await guest.at('example-question').click();
    await waitUntil('the answer', async () => (await phase()) === 'done');
    expect(await guest.at('message-user').innerText()).toBe(guest.words.chat.examples.question);
  });

  it('shows an answer word by word as it comes, and reads it out once, when it is whole', async () => {
    await guest.type('Berätta [double:say 60] [double:pace 40]');
    await waitUntil('the first words', async () => (await last().innerText()).includes('ord3'));
    expect(await phase()).toBe('streaming');
    expect(await last().innerText()).not.toContain('ord60');
    expect(await guest.at('announcement').innerText()).not.toContain('ord');
    await waitUntil('the whole answer', async () => (await phase()) === 'done');
    await waitUntil('it to be read out', async () =>
      /^ord1 .*ord60$/.test(await guest.at('announcement').innerText()),
    );
  });

  it('shows tables, code with its colours and links that say where they lead, and takes HTML for text', async () => {
    const answer = await guest.say(MARKDOWN);
    await answer.locator('table td', { hasText: 'sol <b>och</b> vind' }).waitFor();
    const code = answer.getByTestId('code-block');
    await code.locator('code span', { hasText: 'const' }).first().waitFor();
    const link = answer.getByTestId('answer-link').first();
    expect(await link.getAttribute('href')).toBe('https://example.org/hav');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await link.innerText()).toContain('example.org');
    expect(await answer.locator('img').count()).toBe(0);
    expect(await answer.innerText()).toContain('onerror');
  });

  it('copies code and answers', async () => {
    await last().getByTestId('copy-code').click();
    await waitUntil(
      'the code in the clipboard',
      async () => (await clipboard()).trim() === 'const svar = 42;',
    );
    await last().getByTestId('copy-answer').click();
    await waitUntil('the answer in the clipboard', async () =>
      (await clipboard()).includes('| måndag | sol'),
    );
  });

  it('stops an answer that is being made, and keeps what was said', async () => {
    await guest.type('Berätta länge [double:say 3000] [double:pace 20]');
    await waitUntil('a few words', async () => (await last().innerText()).includes('ord5'));
    await guest.at('stop').click();
    await waitUntil('the answer to end', async () => ['done', 'interrupted'].includes((await phase()) ?? ''));
    expect(await last().innerText()).toContain('ord5');
    await guest.at('stop').waitFor({ state: 'detached' });
  });

  it('answers anew in place of the answer', async () => {
    await guest.say('Hur kokar man ägg, tror du?');
    const before = await stored();
    await last().getByTestId('regenerate').click();
    const after = await waitUntil('another answer', async () => {
      const now = await stored();
      return now.at(-1)?.id !== before.at(-1)?.id && now.at(-1)?.status === 'complete' && now;
    });
    expect(after).toHaveLength(before.length);
    expect(after.at(-1)?.text).toContain('Hur kokar man ägg');
    await waitUntil('it on the page', async () => (await phase()) === 'done');
  });

  it('asks again what was edited, and Escape leaves it as it was', async () => {
    const turn = guest.at('turn').last();
    await turn.hover();
    await turn.getByTestId('edit').click();
    await guest.at('edit-input').fill('Något helt annat');
    await guest.at('edit-input').press('Escape');
    expect(await turn.getByTestId('message-user').innerText()).toBe('Hur kokar man ägg, tror du?');
    await turn.hover();
    await turn.getByTestId('edit').click();
    await guest.at('edit-input').fill('Hur kokar man potatis, tror du?');
    await guest.at('edit-send').click();
    await waitUntil('the new answer', async () => (await last().innerText()).includes('potatis'));
    await waitUntil('its end', async () => (await phase()) === 'done');
    expect((await stored()).map(({ text }) => text).join()).not.toContain('ägg');
  });

  it('keeps a draft over a reload, and says when a message is too long without losing it', async () => {
    const long = 'å'.repeat(100_000);
    await guest.at('message-input').fill(long);
    await guest.at('message-hint').waitFor();
    await guest.at('message-input').press('Enter');
    expect(await guest.at('message-input').inputValue()).toHaveLength(long.length);
    await guest.at('message-input').fill('halvfärdiga ord');
    await guest.page.reload();
    await waitUntil('the draft', async () => {
      return (await guest.at('message-input').inputValue()) === 'halvfärdiga ord';
    });
    await guest.at('message-input').fill('');
  });

  it('writes from the right what is written so', async () => {
    await guest.say('שלום עולם');
    const message = guest.at('message-user').last();
    expect(await message.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await guest.at('message-input').evaluate((field) => getComputedStyle(field).direction)).toBe(
      'ltr',
    );
  });

  it('says why there is no answer, keeps the message, and asks again', async () => {
    await guest.type('Hur mår du? [double:out-of-memory]');
    await guest.at('problem').waitFor();
    expect(await guest.at('message-user').last().innerText()).toContain('Hur mår du?');
    expect(await guest.at('problem').innerText()).not.toBe('');
  });

  itHasComplainedOfNothing(guest);
});

describe('two people at once', () => {
  const first = visitor();
  const second = visitor();

  it('tells the second of the place in the queue, and answers when the first has been answered', async () => {
    await first.open('/');
    await second.open('/');
    await first.type('Berätta länge [double:say 3000] [double:pace 20]');
    await waitUntil('the first words', async () => {
      return (await first.at('message-assistant').innerText()).includes('ord2');
    });
    await second.type('Hur mår du idag?');
    const progress = second.at('answer-progress');
    await waitUntil('the place', async () => (await progress.getAttribute('data-place')) === '1');
    expect(await progress.innerText()).toBe(second.words.chat.queued.replace('{place}', '1'));
    await first.at('stop').click();
    await waitUntil('the answer', async () =>
      /lugnt och artigt/.test(await second.at('message-assistant').innerText()),
    );
  });

  itHasComplainedOfNothing(first, second);
});
