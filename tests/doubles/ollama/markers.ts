/** A mark in a question that tells the double what to do: `[double:stall]`, `[double:say 40]`. */
export interface Marker {
  name: string;
  /** Only for marks that take one. */
  number: number | undefined;
}

const MARKER = /\[double:([a-z0-9-]+)(?: (\d{1,7}))?\]/g;

export function markersIn(text: string): Marker[] {
  return [...text.matchAll(MARKER)].map(([, name = '', number]) => ({
    name,
    number: number === undefined ? undefined : Number(number),
  }));
}

export function withoutMarkers(text: string): string {
  return text.replace(MARKER, '').trim();
}

/** The number N of `[double:name N]`. */
export function markedNumber(text: string, name: string): number | undefined {
  return markersIn(text).find((marker) => marker.name === name)?.number;
}
