import type { Page } from 'playwright-core';

export interface Shot {
  name: string;
  size: 'wide' | 'narrow';
  theme: 'light' | 'dark';
  locale?: 'en';
  as: 'guest' | 'owner' | 'nobody';
  path: string;
  /** The test id of what shows that the page is there. */
  ready: string;
  act?: (page: Page) => Promise<void>;
}

const newest = async (page: Page) => {
  await page.locator('[data-conversation]:visible').first().waitFor();
  await page.locator('[data-conversation]:visible').first().click();
  await page.getByTestId('command-card').nth(1).waitFor();
};
const newestByDrawer = async (page: Page) => {
  await page.getByTestId('menu').click();
  await newest(page);
  await page.getByTestId('drawer').waitFor({ state: 'detached' });
};
const search = async (page: Page) => {
  await page.getByTestId('conversation-search').fill('trattkantarell');
  await page.getByTestId('match').first().click();
  await page.getByTestId('message-assistant').first().waitFor();
};
const openMenu = async (page: Page) => {
  await page.getByTestId('menu').click();
  await page.getByTestId('drawer').getByTestId('conversation').first().waitFor();
};
const showShortcuts = async (page: Page) => {
  await page.keyboard.press('Control+/');
  await page.getByTestId('shortcuts').waitFor();
};
const plotsAreThere = async (page: Page) => {
  await page.locator('section[data-testid^="plot-"] canvas').first().waitFor();
};

const conversation = { as: 'guest', path: '/', ready: 'message-input' } as const;
const status = { as: 'owner', path: '/status', ready: 'status-parts', act: plotsAreThere } as const;
const appearance = { as: 'guest', path: '/settings/appearance', ready: 'theme-panel' } as const;
const models = { as: 'owner', path: '/settings/assistant', ready: 'model-chooser' } as const;
const welcome = { as: 'owner', path: '/welcome', ready: 'welcome-progress' } as const;

/** The pictures of docs/screenshots, in Swedish unless they say otherwise. */
export const SHOTS: readonly Shot[] = [
  { name: 'conversation', size: 'wide', theme: 'light', ...conversation, act: newest },
  { name: 'conversation', size: 'wide', theme: 'dark', ...conversation, act: newest },
  { name: 'conversation', size: 'narrow', theme: 'light', ...conversation, act: newestByDrawer },
  { name: 'conversation', size: 'narrow', theme: 'dark', ...conversation, act: newestByDrawer },
  { name: 'conversation', size: 'wide', theme: 'light', locale: 'en', ...conversation, act: newest },
  { name: 'beginning', size: 'narrow', theme: 'light', ...conversation },
  { name: 'search', size: 'wide', theme: 'light', ...conversation, act: search },
  { name: 'conversations', size: 'narrow', theme: 'dark', ...conversation, act: openMenu },
  { name: 'shortcuts', size: 'wide', theme: 'light', ...conversation, act: showShortcuts },
  { name: 'appearance', size: 'wide', theme: 'light', ...appearance },
  { name: 'appearance', size: 'narrow', theme: 'dark', ...appearance },
  { name: 'models', size: 'wide', theme: 'dark', ...models },
  { name: 'models', size: 'narrow', theme: 'light', ...models },
  { name: 'status', size: 'wide', theme: 'light', ...status },
  { name: 'status', size: 'wide', theme: 'dark', ...status },
  { name: 'status', size: 'narrow', theme: 'light', ...status },
  { name: 'welcome', size: 'wide', theme: 'light', ...welcome },
  { name: 'welcome', size: 'wide', theme: 'light', locale: 'en', ...welcome },
  { name: 'welcome', size: 'narrow', theme: 'dark', ...welcome },
  { name: 'login', size: 'wide', theme: 'light', as: 'nobody', path: '/login', ready: 'login-username' },
  { name: 'login', size: 'narrow', theme: 'dark', as: 'nobody', path: '/login', ready: 'login-username' },
  { name: 'offline', size: 'narrow', theme: 'light', as: 'nobody', path: '/offline', ready: 'offline' },
];
