import { axeFindingsInBothThemes } from './axe-findings';
import { BreakableConnection, WHILE_BROKEN } from './breakable-connection';
import { itHasComplainedOfNothing, NARROW, visitor, WIDE } from './visitor';

jest.setTimeout(120_000);

const MARKDOWN =
  'Visa:\n\n## Väder\n\n| Dag | Väder |\n|---|---|\n| måndag | sol |\n\n- ett\n- två\n\n```js\nconst a = 1;\n```\n\n[hav](https://example.org/)';

describe('a page is accessible in both themes', () => {
  const guest = visitor();
  const findings = () => axeFindingsInBothThemes(guest.page);
  let connection: BreakableConnection;
  beforeAll(async () => {
    connection = await BreakableConnection.of(guest.page);
    guest.complaints.expect(/status of 40[019]/, ...WHILE_BROKEN);
  });
  afterEach(() => guest.page.keyboard.press('Escape'));

  it('with answers, tables, code and command cards', async () => {
    await guest.open('/');
    await guest.say(MARKDOWN);
    await guest.say('höj volymen till 40 procent');
    await guest.say('spela Finns Verkligen Inte');
    await guest.say('Hur mår du? [double:out-of-memory]');
    expect(await findings()).toEqual([]);
  });

  it('while an answer comes', async () => {
    await guest.type('Berätta [double:say 3000] [double:pace 50]');
    await guest.at('stop').waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('stop').click();
    await guest.at('stop').waitFor({ state: 'detached' });
  });

  it('while a message is edited', async () => {
    const turn = guest.at('turn').last();
    await turn.hover();
    await turn.getByTestId('edit').click();
    await guest.at('edit-input').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('with menus open', async () => {
    for (const menu of ['user-menu', 'conversation-menu']) {
      await guest.at('conversation').first().hover();
      await guest.at(menu).first().click();
      await guest.page.locator('[role="menu"]').waitFor();
      expect({ menu, found: await findings() }).toEqual({ menu, found: [] });
      await guest.page.keyboard.press('Escape');
      await guest.page.locator('[role="menu"]').waitFor({ state: 'detached' });
    }
  });

  it('with the player, its queue and its favourites', async () => {
    await guest.say('spela musik');
    await guest.at('open-player').click();
    await guest.at('queue-track').first().waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('likes-tab').click();
    expect(await findings()).toEqual([]);
  });

  it('with the shortcuts', async () => {
    await guest.page.locator('body').press('Control+/');
    await guest.at('shortcuts').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('with hits of a search, and with none', async () => {
    await guest.at('conversation-search').fill('väder');
    await guest.at('match').first().waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('conversation-search').fill('kvastskaft');
    await guest.at('no-hits').waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('clear-search').click();
  });

  it('while a conversation gets another name, and with a message that it is deleted', async () => {
    await guest.at('conversation').first().press('F2');
    await guest.at('rename-input').waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('rename-input').press('Escape');
    await guest.at('conversation').first().press('Delete');
    await guest.at('toast').waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('toast-action').click();
  });

  it('with the drawer open on a narrow screen', async () => {
    await guest.page.setViewportSize(NARROW);
    await guest.at('menu').click();
    await guest.at('drawer').waitFor();
    expect(await findings()).toEqual([]);
    await guest.page.keyboard.press('Escape');
    await guest.page.setViewportSize(WIDE);
  });

  it('with a new key, and with errors at fields', async () => {
    await guest.open('/settings/keys', 'key-name');
    await guest.at('key-name').fill('Köket');
    await guest.at('key-create').click();
    await guest.at('created-key').waitFor();
    expect(await findings()).toEqual([]);
    await guest.at('created-key-done').click();
    await guest.open('/settings/profile', 'profile-username');
    await guest.at('profile-username').fill('Åsa');
    await guest.at('profile-save').click();
    await guest.errorAt('profile-username');
    expect(await findings()).toEqual([]);
  });

  it('without a connection', async () => {
    const connectionIs = (state: string) =>
      guest.page.locator(`[data-testid="connection"][data-state="${state}"]`).waitFor({ state: 'attached' });
    await guest.open('/');
    await connectionIs('connected');
    await connection.breakOff();
    await connectionIs('lost');
    expect(await findings()).toEqual([]);
    await connection.mend();
    await connectionIs('connected');
  });

  it('when the session is gone', async () => {
    await guest.context.clearCookies();
    await guest.at('conversation-search').fill('väder');
    await guest.at('sign-in-again').waitFor();
    expect(await findings()).toEqual([]);
  });

  itHasComplainedOfNothing(guest);
});

describe('a page of the owner is accessible in both themes', () => {
  const host = visitor({ as: 'owner' });

  it('with dialogs of users open', async () => {
    const guest = `Axel ${Date.now().toString(36)}`;
    await host.ask('POST', '/api/users', { username: guest, password: 'ett långt lösenord' });
    await host.open('/settings/users', 'users-panel');
    await host.at('add-user').click();
    await host.at('user-dialog').waitFor();
    expect(await axeFindingsInBothThemes(host.page)).toEqual([]);
    await host.page.keyboard.press('Escape');
    await host.at('user-dialog').waitFor({ state: 'detached' });
    await host.at('user').filter({ hasText: guest }).getByTestId('user-actions').click();
    await host.at('user-remove').click();
    await host.at('user-dialog').waitFor();
    expect(await axeFindingsInBothThemes(host.page)).toEqual([]);
  });

  it('with a download', async () => {
    await host.open('/settings/assistant', 'model-chooser');
    const download = host.page.locator('[data-testid="download"][data-model="slow:1b"]');
    await host.at('other-model').fill('slow:1b');
    await host.at('other-model-fetch').click();
    await download.getByTestId('download-progress').waitFor();
    expect(await axeFindingsInBothThemes(host.page)).toEqual([]);
    await download.getByTestId('download-cancel').click();
    await download.getByTestId('download-dismiss').click();
  });

  itHasComplainedOfNothing(host);
});
