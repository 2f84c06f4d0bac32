import { axeFindings, axeFindingsInBothThemes } from './axe-findings';
import { signIn } from '../stack/stack';
import { itHasComplainedOfNothing, LOCALES, NARROW, visitor, WIDE, type Visitor } from './visitor';

jest.setTimeout(120_000);

/** Every address of the web app, and what shows that it is there, by who sees it. */
const PAGES = {
  nobody: [
    ['/login', 'login-username'],
    ['/setup#nothing', 'setup-owner-exists'],
    ['/invite', 'invite-no-token'],
  ],
  somebody: [
    ['/', 'message-input'],
    ['/settings', 'settings'],
    ['/settings/profile', 'session'],
    ['/settings/appearance', 'theme-panel'],
    ['/settings/assistant', 'models-read-only'],
    ['/settings/music', 'music-settings'],
    ['/settings/keys', 'no-keys'],
    ['/settings/about', 'version'],
    ['/settings/users', 'no-permission'],
    ['/settings/events', 'no-permission'],
    ['/status', 'status-for-owner'],
    ['/welcome', 'welcome-progress'],
    ['/welcome?step=music', 'music-setup'],
    ['/welcome?step=model', 'models-read-only'],
    ['/welcome?step=sentence', 'first-sentence'],
  ],
  owner: [
    ['/settings/users', 'user'],
    ['/settings/events', 'event'],
    ['/settings/assistant', 'model-chooser'],
    ['/welcome?step=model', 'model-chooser'],
    ['/status', 'status-parts'],
  ],
} as const;

// The page of the setup says that there is an owner.
beforeAll(async () => void (await signIn()));

/** What sticks out of the page at the side. */
const stickingOut = (guest: Visitor) =>
  guest.page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    if (document.documentElement.scrollWidth <= limit) {
      // A part of the page that scrolls by itself must not hide what sticks out, unless it is a table or code.
      return [...document.querySelectorAll('main, main *')]
        .filter(
          (part) =>
            part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX),
        )
        .filter((part) => !part.matches('code') && part.querySelector('table, code') === null)
        .map((part) => part.outerHTML.slice(0, 120));
    }
    return [...document.querySelectorAll('body *')]
      .filter((part) => part.getBoundingClientRect().right > limit + 1 && !scrolls(part.parentElement))
      .map((part) => part.outerHTML.slice(0, 120));
  });

describe.each(Object.keys(PAGES) as (keyof typeof PAGES)[])('for %s', (as) => {
  const guest = visitor({ as });
  // Somebody who is not signed in is asked for at the backend all the same.
  if (as === 'nobody') guest.complaints.expect(/status of 401/);

  it.each<readonly [string, string]>(PAGES[as])(
    '%s is accessible in both themes, fits 320 px and has a title',
    async (path, ready) => {
      await guest.page.setViewportSize(WIDE);
      await guest.open(path, ready);
      expect(await guest.page.title()).toMatch(/Alice/);
      expect(await axeFindingsInBothThemes(guest.page)).toEqual([]);
      await guest.page.setViewportSize(NARROW);
      expect(await stickingOut(guest)).toEqual([]);
      expect(await axeFindings(guest.page)).toEqual([]);
    },
  );

  itHasComplainedOfNothing(guest);
});

describe.each(LOCALES)('an address that does not exist, in %s', (locale) => {
  const guest = visitor({ locale, as: 'nobody' });

  it('says so, and leads home', async () => {
    guest.complaints.expect(/status of 40[14]/);
    const answer = await guest.page.goto('/finns/inte');
    expect(answer?.status()).toBe(404);
    await guest.page.getByText(guest.words.app.notFoundTitle).first().waitFor();
    expect(await axeFindingsInBothThemes(guest.page)).toEqual([]);
    await guest.page.locator('a[href="/"]').click();
    await guest.at('login-username').waitFor();
  });

  itHasComplainedOfNothing(guest);
});
