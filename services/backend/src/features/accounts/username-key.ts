/** Two spellings of a name are one name: compared without case and in one Unicode form. */
export const usernameKey = (username: string): string => username.normalize('NFKC').toLowerCase();
