/** Longest line that MPD (0.24) reads, in bytes with its end. */
const LONGEST_LINE = 8_191;

/** Whether MPD would break the connection off instead of answering a command: for everybody who uses it. */
export const isTooLongForMpd = (line: string): boolean => Buffer.byteLength(line) >= LONGEST_LINE;

/** An argument of an MPD command. MPD reads a line up to its end: an argument must not bring one of its own. */
export function quoteForMpd(argument: string): string {
  return `"${argument.replace(/[\r\n\0]/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}
