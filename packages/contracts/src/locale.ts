import { z } from 'zod';

export const localeSchema = z.enum(['sv', 'en']);

/** Languages that texts for people exist in; Swedish is the default. */
export type Locale = z.infer<typeof localeSchema>;
