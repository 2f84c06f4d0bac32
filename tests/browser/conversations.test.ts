import { readFile } from 'node:fs/promises';
import type { Conversation } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

const A_DAY = 24 * 60 * 60 * 1000;

describe.each(LOCALES)('the list of conversations in %s', (locale) => {
  const guest = visitor({ locale });
  const { words } = guest;
  const row = (id: string) => guest.page.locator(`[data-conversation="${id}"]:visible`);
  const choose = async (id: string, action: string) => {
    await row(id).hover();
    await row(id).locator('..').getByTestId('conversation-menu').click();
    await guest.at(action).click();
  };
  let mushrooms = '';
  let music = '';

  it('says that there is nothing yet', async () => {
    await guest.open('/');
    await guest.at('no-conversations').waitFor();
  });

  it('shows what was said elsewhere too, by day', async () => {
    mushrooms = await guest.converse(
      'Vad lagar man av trattkantareller?',
      'Hur torkar man trattkantareller?',
    );
    music = await guest.converse('pausa');
    await guest.page.reload();
    await row(music).waitFor();
    await guest.page.getByRole('heading', { name: words.conversations.today, exact: true }).waitFor();
    await guest.page.clock.setFixedTime(Date.now() + A_DAY);
    await guest.page.reload();
    await row(music).waitFor();
    await guest.page.getByRole('heading', { name: words.conversations.yesterday, exact: true }).waitFor();
    await guest.page.clock.setFixedTime(Date.now());
  });

  it('finds a conversation by any form of a word, marks it, and leads to the message', async () => {
    await guest.at('conversation-search').fill('trattkantarell');
    const match = guest.at('match');
    await match.first().waitFor();
    expect(await match.locator('mark').first().innerText()).toMatch(/^trattkantarell/i);
    expect(await guest.at('conversation').count()).toBe(1);
    await guest.at('conversation').click();
    await guest.page.waitForURL(/[?&]m=/);
    const messageId = new URL(guest.page.url()).searchParams.get('m') ?? '';
    const { messages } = await guest.ask<Conversation>('GET', `/api/conversations/${mushrooms}`);
    const found = messages.find(({ id }) => id === messageId);
    await waitUntil('the message in sight', async () => {
      const message = guest.at(`message-${found?.role}`).filter({ hasText: found?.text.slice(0, 30) ?? '' });
      return (await message.first().boundingBox()) !== null;
    });
  });

  it('says kindly that a search finds nothing, and shows all again', async () => {
    await guest.at('conversation-search').fill('kvastskaft');
    await guest.at('no-hits').waitFor();
    await guest.at('clear-search').click();
    await row(music).waitFor();
    expect(await guest.at('conversation').count()).toBe(2);
  });

  it('renames by the menu, and by F2; Escape leaves the name', async () => {
    await choose(music, 'rename');
    await guest.at('rename-input').fill('Lugnt  & skönt <b>');
    await guest.at('rename-input').press('Enter');
    await row(music).getByText('Lugnt & skönt <b>').waitFor();
    await row(music).press('F2');
    await guest.at('rename-input').fill('Något annat');
    await guest.at('rename-input').press('Escape');
    await row(music).getByText('Lugnt & skönt <b>').waitFor();
    expect(await row(music).evaluate((link) => link === document.activeElement)).toBe(true);
    const { title } = await guest.ask<Conversation>('GET', `/api/conversations/${music}`);
    expect(title).toBe('Lugnt  & skönt <b>');
  });

  it('says at the field what is wrong with a name, and loses nothing that was typed', async () => {
    guest.complaints.expect(/status of 400/);
    await choose(music, 'rename');
    const long = 'å'.repeat(500);
    await guest.at('rename-input').fill(long);
    await guest.at('rename-save').click();
    await guest.page.locator('form:has([data-testid="rename-input"]) [role="alert"]').waitFor();
    expect(await guest.at('rename-input').inputValue()).toBe(long);
    expect(await guest.at('rename-input').getAttribute('aria-invalid')).toBe('true');
    await guest.at('rename-cancel').click();
  });

  it('deletes, and takes that back', async () => {
    await guest.open(`/?c=${music}`);
    await row(music).focus();
    await row(music).press('Delete');
    await row(music).waitFor({ state: 'detached' });
    await guest.page.waitForURL((url) => !url.searchParams.has('c'));
    await guest.at('toast-action').click();
    await row(music).waitFor();
    await waitUntil('the conversation to be there again', async () =>
      Boolean(await guest.ask<Conversation>('GET', `/api/conversations/${music}`).catch(() => null)),
    );
  });

  it('saves a conversation as Markdown and as JSON', async () => {
    for (const [format, content] of [
      ['md', /^# [\s\S]*trattkantareller/],
      ['json', /^\{[\s\S]*trattkantareller/],
    ] as const) {
      const download = guest.page.waitForEvent('download');
      await choose(mushrooms, `export-${format}`);
      const file = await download;
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
      expect(await readFile(await file.path(), 'utf8')).toMatch(content);
    }
  });

  it('names the open conversation in the title of the page', async () => {
    await guest.open(`/?c=${music}`);
    await waitUntil('the title', async () => (await guest.page.title()) === 'Lugnt & skönt <b> · Alice');
  });

  itHasComplainedOfNothing(guest);
});
