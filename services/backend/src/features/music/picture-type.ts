const starts = {
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
};

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

/** What kind of picture it is, by its first bytes; undefined for all that a page should not be handed as a picture. */
export function pictureType(bytes: Buffer): PictureType | undefined {
  for (const [type, start] of Object.entries(starts)) {
    if (bytes.subarray(0, start.length).equals(start)) return type as PictureType;
  }
  const webp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return webp ? 'image/webp' : undefined;
}
