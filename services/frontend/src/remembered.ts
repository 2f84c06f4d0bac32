/** What this browser remembered under a name; null where it does not, or refuses storage altogether. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Lets this browser remember a value, or forget it with null. Where storage is refused, nothing is remembered. */
export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // The page works on, for as long as it is open.
  }
}
