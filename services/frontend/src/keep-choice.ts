const A_YEAR = 365 * 24 * 60 * 60;

/** Keeps a choice in a cookie, so that the server renders the next page by it. */
export function keepChoice(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${value}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
}
