import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, visitor } from './visitor';

describe('with the keyboard alone', () => {
  const guest = visitor();
  const press = (key: string) => guest.page.keyboard.press(key);
  const focused = () =>
    guest.page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      // A ring of its own, or around the field that it is in.
      const shown = [element, element?.closest('form'), element?.closest('label')].some((each) => {
        if (!each) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || /\dpx/.test(boxShadow);
      });
      const { testid, conversation } = element?.dataset ?? {};
      return {
        is: testid ?? conversation ?? element?.getAttribute('href') ?? element?.tagName ?? '',
        shown,
        inside: element?.closest('[role="dialog"], [role="menu"]')?.getAttribute('role') ?? null,
      };
    });
  /** As on a page that has just come, where nothing has had the focus yet. */
  const fromTheTop = () =>
    guest.page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    });
  /** The last that a page does when it comes. */
  const fieldTakesFocus = () =>
    waitUntil('the text field to take the focus', async () => (await focused()).is === 'message-input');
  const tabTo = (wanted: string) =>
    waitUntil(
      `the focus at ${wanted}`,
      async () => {
        await press('Tab');
        return (await focused()).is === wanted;
      },
      { intervalMs: 0 },
    );

  it('one gets everywhere on the page, and always sees where one is', async () => {
    await guest.converse('pausa');
    await guest.open('/');
    await fieldTakesFocus();
    await fromTheTop();
    const path: string[] = [];
    const unseen: string[] = [];
    await waitUntil(
      'the whole way round',
      async () => {
        await press('Tab');
        const { is, shown } = await focused();
        if (is === 'BODY' || path.length > 100) return true;
        path.push(is);
        if (!shown) unseen.push(is);
        return false;
      },
      { intervalMs: 0 },
    );
    expect(unseen).toEqual([]);
    expect(path[0]).toBe('#main');
    expect(path).toEqual(
      expect.arrayContaining([
        'new-conversation',
        'conversation-search',
        'conversation',
        'conversation-menu',
        'user-menu',
        'message-input',
        'play-pause',
        'volume',
      ]),
    );
  });

  it('one skips to the conversation', async () => {
    await guest.reload();
    await fieldTakesFocus();
    await fromTheTop();
    await press('Tab');
    await press('Enter');
    await waitUntil('the main part', async () => (await focused()).is === 'MAIN');
  });

  it('one says something, stops the answer, and writes on', async () => {
    await tabTo('message-input');
    await guest.page.keyboard.type('Berätta [double:say 3000] [double:pace 20]');
    await press('Enter');
    await waitUntil('a few words', async () =>
      (await guest.at('message-assistant').last().innerText()).includes('ord5'),
    );
    await press('Escape');
    await guest.at('stop').waitFor({ state: 'detached' });
    await guest.page.keyboard.type('vidare');
    expect(await guest.at('message-input').inputValue()).toBe('vidare');
    await guest.at('message-input').fill('');
  });

  it('one is shown the shortcuts under "?", and comes back to where one was', async () => {
    await tabTo('play-pause');
    await press('?');
    await guest.at('shortcuts').waitFor();
    for (let tabs = 0; tabs < 5; tabs++) {
      await press('Tab');
      expect((await focused()).inside).toBe('dialog');
    }
    await press('Escape');
    await guest.at('shortcuts').waitFor({ state: 'detached' });
    await waitUntil('the way back', async () => (await focused()).is === 'play-pause');
  });

  it('one opens a menu, walks in it, and leaves it', async () => {
    await fromTheTop();
    await tabTo('user-menu');
    await press('Enter');
    await guest.at('menu-settings').waitFor();
    await waitUntil('the focus in the menu', async () => (await focused()).inside === 'menu');
    await press('ArrowDown');
    await press('Escape');
    await guest.at('menu-settings').waitFor({ state: 'detached' });
    await waitUntil('the way back', async () => (await focused()).is === 'user-menu');
  });

  it('one walks in the list of conversations, searches it, and begins a new one', async () => {
    await press('Control+k');
    await waitUntil('the search', async () => (await focused()).is === 'conversation-search');
    await press('ArrowDown');
    await waitUntil('the list', async () => (await focused()).is === 'conversation');
    await press('ArrowDown');
    await press('Enter');
    await guest.page.waitForURL(/[?&]c=/);
    await press('Alt+n');
    await guest.page.waitForURL((url) => !url.searchParams.has('c'));
    await waitUntil('the field', async () => (await focused()).is === 'message-input');
  });

  itHasComplainedOfNothing(guest);
});
