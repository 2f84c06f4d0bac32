const GB = 1e9;
const MB = 1e6;
const GIB = 2 ** 30;

const inUnit = (value: number, unit: string, locale: string, digits: number) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(value);

/** The size of a file or a download, such as `2,5 GB`. */
export function sizeWords(bytes: number, locale: string): string {
  // 999.6 MB would be rounded to 1,000 of them.
  if (bytes < GB - MB / 2) return inUnit(bytes / MB, 'megabyte', locale, 0);
  return inUnit(bytes / GB, 'gigabyte', locale, bytes < 100 * GB ? 1 : 0);
}

/** The memory of a machine as it is sold, in whole gigabytes of 2^30 bytes. */
export const memoryWords = (bytes: number, locale: string): string =>
  inUnit(Math.round(bytes / GIB), 'gigabyte', locale, 0);

/** The speed of a download, in bytes a second. */
export const rateWords = (bytesPerSecond: number, locale: string): string =>
  inUnit(bytesPerSecond / MB, 'megabyte-per-second', locale, bytesPerSecond < 10 * MB ? 1 : 0);
