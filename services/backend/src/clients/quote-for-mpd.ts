/** An argument of an MPD command. MPD reads a line up to its end: an argument must not bring one of its own. */
export function quoteForMpd(argument: string): string {
  return `"${argument.replace(/[\r\n\0]/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}
