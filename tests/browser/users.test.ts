import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('users in %s', (locale) => {
  const host = visitor({ locale, as: 'owner' });
  beforeAll(() => host.complaints.expect(/status of 4(?:00|09)/));
  const name = `Sigrid ${locale} ${Date.now().toString(36)}`;
  const row = (username: string) => host.at('user').filter({ hasText: username });
  const choose = async (username: string, action: string) => {
    await row(username).getByTestId('user-actions').click();
    await host.at(action).click();
  };

  it('are added by the owner; what is wrong stands at its field', async () => {
    await host.open('/settings/users', 'users-panel');
    await host.at('add-user').click();
    await host.at('user-form-username').fill(host.account.username);
    await host.at('user-form-password').fill('ett långt lösenord');
    await host.at('user-form-submit').click();
    expect(await host.errorAt('user-form-username')).not.toBe('');
    expect(await host.at('user-form-password').inputValue()).toBe('ett långt lösenord');
    await host.at('user-form-username').fill(name);
    await host.at('user-form-role').selectOption('guest');
    await host.at('user-form-submit').click();
    await row(name).waitFor();
    expect(await row(name).innerText()).toContain(host.words.accounts.roles.guest);
  });

  it('get another role and another password', async () => {
    await choose(name, 'user-edit');
    await host.at('user-form-role').selectOption('adult');
    await host.at('user-form-submit').click();
    await row(name).getByText(host.words.accounts.roles.adult).waitFor();
    await choose(name, 'user-password');
    await host.at('user-form-password').fill('ett annat långt lösenord');
    await host.at('user-form-submit').click();
    await host.at('user-dialog').waitFor({ state: 'detached' });
    const data = { username: name, password: 'ett annat långt lösenord' };
    const answer = await host.context.request.post('/api/auth/login', { data, headers: { cookie: '' } });
    expect(answer.status()).toBe(200);
    await host.signIn();
  });

  it('are removed once their name is typed', async () => {
    await host.open('/settings/users', 'users-panel');
    await choose(name, 'user-remove');
    await host.at('user-form-username').fill('någon annan');
    await host.at('user-form-submit').click();
    expect(await host.errorAt('user-form-username')).toContain(name);
    await host.at('user-form-username').fill(name);
    await host.at('user-form-submit').click();
    await row(name).waitFor({ state: 'detached' });
  });

  itHasComplainedOfNothing(host);
});
