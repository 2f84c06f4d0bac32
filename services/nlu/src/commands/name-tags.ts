/** What a name in a command names, as an argument of PLAY. */
export const nameTypes = ['track', 'artist', 'album', 'playlist', 'genre', 'query'] as const;

/** Tags of words: 0 for no name, then "B-x" and "I-x" for each type. */
export const nameTags: readonly string[] = ['O', ...nameTypes.flatMap((type) => [`B-${type}`, `I-${type}`])];
