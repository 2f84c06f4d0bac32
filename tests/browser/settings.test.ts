import type { Preferences } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('settings in %s', (locale) => {
  const guest = visitor({ locale });
  beforeAll(() => guest.complaints.expect(/status of 4(?:00|01|03|09)/));
  const preferences = () => guest.ask<Preferences>('GET', '/api/auth/me/preferences');
  const language = () => guest.page.evaluate(() => document.documentElement.lang);

  it('are reached from the menu, and each part has its address and title', async () => {
    await guest.open('/');
    await guest.at('user-menu').click();
    await guest.at('menu-settings').click();
    await guest.at('settings').waitFor();
    for (const name of ['profile', 'appearance', 'assistant', 'music', 'keys', 'about']) {
      await guest.page.locator(`[data-testid="settings-${name}"]:visible`).click();
      await guest.page.waitForURL(`**/settings/${name}`);
      await guest.page.locator(`[data-testid="settings-${name}"][aria-current="page"]:visible`).waitFor();
      await waitUntil(`the title of ${name}`, async () => /. · Alice$/.test(await guest.page.title()));
    }
  });

  it('take another language at once, and remember it with the account', async () => {
    await guest.open('/settings/appearance', 'language-panel');
    const other = locale === 'sv' ? 'en' : 'sv';
    await guest.at(`language-${other}`).check();
    await waitUntil('the other language', async () => (await language()) === other);
    await waitUntil('it to be kept', async () => (await preferences()).locale === other);
    await guest.at(`language-${locale}`).check();
    await waitUntil('the language', async () => (await language()) === locale);
    await waitUntil('it to be kept', async () => (await preferences()).locale === locale);
  });

  it('take another theme at once, and it is there after a reload without a flash', async () => {
    const background = () => guest.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await guest.at('theme-light').check();
    const light = await background();
    await guest.at('theme-dark').check();
    await waitUntil('the dark theme', async () => (await background()) !== light);
    const dark = await background();
    await waitUntil('it to be kept', async () => (await preferences()).theme === 'dark');
    // In the very first bytes, so that nothing flashes.
    const html = await (await guest.context.request.get('/settings/appearance')).text();
    expect(html).toMatch(/<html[^>]* data-theme="dark"/);
    await guest.reload('theme-dark');
    expect(await background()).toBe(dark);
    await guest.at('theme-system').check();
    await waitUntil('it to be kept', async () => (await preferences()).theme === 'system');
  });

  it('keep the person’s own words on how Alice should be', async () => {
    await guest.open('/settings/assistant', 'persona');
    await guest.at('persona').fill('Svara kort, och kalla mig kapten.');
    await guest.at('persona-save').click();
    await waitUntil('the words', async () => (await preferences()).persona.includes('kapten'));
    await guest.at('models-read-only').waitFor();
  });

  it('say at the field what is wrong with a password, and lose nothing', async () => {
    await guest.open('/settings/profile', 'password-panel');
    await guest.at('current-password').fill('inte mitt lösenord');
    await guest.at('new-password').fill('ett nytt långt lösenord');
    await guest.at('password-save').click();
    expect(await guest.errorAt('current-password')).not.toBe('');
    expect(await guest.at('new-password').inputValue()).toBe('ett nytt långt lösenord');
  });

  it('show where one is signed in, and sign out the others', async () => {
    await guest.context.request.post('/api/auth/login', {
      data: guest.account,
      headers: {
        cookie: '',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
    });
    await guest.page.reload();
    await waitUntil('the sessions', async () => (await guest.at('session').count()) >= 2);
    await guest.at('end-other-sessions').click();
    await guest.at('confirm-end-others-yes').click();
    await guest.at('no-other-sessions').waitFor();
    expect(await guest.at('session').count()).toBe(1);
  });

  it('change the password and the name', async () => {
    await guest.at('current-password').fill(guest.account.password);
    guest.account.password = 'ett nytt långt lösenord';
    await guest.at('new-password').fill(guest.account.password);
    await guest.at('password-save').click();
    await guest.at('toast').getByText(guest.words.accounts.profile.passwordSaved, { exact: true }).waitFor();
    guest.account.username = `${guest.account.username} ny`;
    await guest.at('profile-username').fill(guest.account.username);
    await guest.at('profile-save').click();
    await waitUntil('the name', async () => {
      const { username } = await guest.ask<{ username: string }>('GET', '/api/auth/me');
      return username === guest.account.username;
    });
    await guest.signIn();
  });

  it('say at the field that a name is taken', async () => {
    await guest.at('profile-username').fill('Åsa');
    await guest.at('profile-save').click();
    expect(await guest.errorAt('profile-username')).not.toBe('');
    expect(await guest.at('profile-username').inputValue()).toBe('Åsa');
  });

  it('make an API key that works, show it once, and remove it', async () => {
    await guest.open('/settings/keys', 'no-keys');
    await guest.at('key-name').fill('Köksskärmen');
    await guest.at('key-create').click();
    const key = await guest.at('created-key-value').inputValue();
    const authorization = { authorization: `Bearer ${key}`, cookie: '' };
    const answer = await guest.context.request.get('/api/auth/me', { headers: authorization });
    expect(answer.status()).toBe(200);
    await guest.at('created-key-done').click();
    await guest.at('api-key').getByText('Köksskärmen').waitFor();
    await guest.at('remove-key').click();
    await guest.at('confirm-remove-key-yes').click();
    await guest.at('no-keys').waitFor();
    expect((await guest.context.request.get('/api/auth/me', { headers: authorization })).status()).toBe(401);
  });

  it('tell kindly that users are the owner’s', async () => {
    await guest.open('/settings/users', 'no-permission');
    expect(await guest.at('users-panel').count()).toBe(0);
  });

  it('name the version and the licences', async () => {
    await guest.open('/settings/about', 'version');
    await waitUntil('the version', async () => /\d\.\d\d?\.\d/.test(await guest.at('version').innerText()));
    await guest.at('packages').first().waitFor({ state: 'attached' });
  });

  itHasComplainedOfNothing(guest);
});
