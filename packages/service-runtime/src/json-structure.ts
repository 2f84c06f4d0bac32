import { visit } from 'jsonc-parser';

/** Deepest nesting of a body; what Alice takes is three levels deep. */
const DEEPEST = 32;

/**
 * Looks at what `JSON.parse` passes over in silence.
 * @throws SyntaxError where an object names a key twice (which of the two would count depends on who reads it: RFC 8259,
 * section 4) or where the text is nested deeper than 32 levels
 */
export function refuseAmbiguousJson(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  const enter = (keys?: Set<string>) => {
    if (open.push(keys) > DEEPEST) throw new SyntaxError('nested too deep');
  };
  const leave = () => void open.pop();
  visit(text, {
    onObjectBegin: () => enter(new Set()),
    onObjectEnd: leave,
    onArrayBegin: () => enter(),
    onArrayEnd: leave,
    onObjectProperty: (key) => {
      const keys = open.at(-1);
      if (keys?.has(key)) throw new SyntaxError('a key comes twice');
      keys?.add(key);
    },
  });
}
