/** Where to go after signing in: an address of this page only, whatever the query says. */
export function returnPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/';
}
