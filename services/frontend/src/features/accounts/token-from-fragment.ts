/** The token is in the fragment, which browsers keep to themselves: it never shows in a log. */
export const tokenFromFragment = (): string => {
  try {
    return decodeURIComponent(window.location.hash.slice(1));
  } catch {
    return '';
  }
};
