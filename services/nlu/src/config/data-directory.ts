import { join } from 'node:path';

/** Where the knowledge lies: beside the code, in the sources and in the image alike. */
export const dataDirectory = join(__dirname, '../../data');
