import { createHash, randomBytes } from 'node:crypto';

/** What is kept of a secret that is random: its hash. */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A secret of 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url');
