/** `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Kept in a cookie, so that the server renders the page in it and nothing flashes. */
export const THEME_COOKIE = 'alice_theme';

/** The theme that a cookie names; `system` for whatever we do not know. */
export const pickTheme = (cookie: string | undefined): Theme =>
  THEMES.find((theme) => theme === cookie) ?? 'system';
