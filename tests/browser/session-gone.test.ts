import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('a session that ends in the middle, in %s', (locale) => {
  const guest = visitor({ locale });
  beforeAll(() => guest.complaints.expect(/status of 401/));

  it('asks for the password over the page, says at its field when it is wrong, and goes on with all that was typed', async () => {
    await guest.converse('Vad är en trattkantarell?');
    await guest.open('/');
    await guest.at('message-input').fill('halvfärdiga ord');
    await guest.context.clearCookies();
    await guest.at('conversation-search').fill('trattkantarell');
    await guest.at('sign-in-again').waitFor();
    await guest.at('again-password').fill('inte mitt lösenord');
    await guest.at('again-submit').click();
    expect(await guest.errorAt('again-password')).not.toBe('');
    expect(await guest.at('again-password').inputValue()).toBe('inte mitt lösenord');
    await guest.at('again-password').fill(guest.account.password);
    await guest.at('again-submit').click();
    await guest.at('sign-in-again').waitFor({ state: 'detached' });
    expect(await guest.at('message-input').inputValue()).toBe('halvfärdiga ord');
    await guest.at('match').first().waitFor();
    await guest.at('message-input').press('Enter');
    await guest.at('message-assistant').waitFor();
  });

  it('leads back to where one wanted to go after the sign-in page', async () => {
    await guest.context.clearCookies();
    await guest.open('/settings/appearance', 'login-username');
    await guest.at('login-username').fill(guest.account.username);
    await guest.at('login-password').fill('inte mitt lösenord');
    await guest.at('login-submit').click();
    await guest.at('problem').waitFor();
    expect(await guest.at('login-username').inputValue()).toBe(guest.account.username);
    await guest.at('login-password').fill(guest.account.password);
    await guest.at('login-submit').click();
    await guest.at('theme-panel').waitFor();
  });

  it('ends when the person signs out', async () => {
    await guest.open('/');
    await guest.at('user-menu').click();
    await guest.at('sign-out').click();
    await guest.at('login-username').waitFor();
    await guest.open('/', 'login-username');
  });

  itHasComplainedOfNothing(guest);
});
