import { normaliseWord } from './sentence';

/** A parsed sentence template. */
export type TemplateNode =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'slot'; readonly name: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence'; readonly items: readonly TemplateNode[] }
  | { readonly kind: 'choice'; readonly items: readonly TemplateNode[] }
  | { readonly kind: 'optional'; readonly item: TemplateNode };

/** A template that cannot be read, with where in it the trouble is. */
export class TemplateSyntaxError extends Error {
  constructor(template: string, position: number, problem: string) {
    super(`${problem} at character ${String(position + 1)} of "${template}"`);
    this.name = 'TemplateSyntaxError';
  }
}

const SPECIAL = /[\s()[\]{}<>|]/u;
const MAX_GLUED = 256;

/**
 * Reads hassil's template syntax: `(a|b)`, `[optional]`, `{slot}`, `<rule>`. Text that touches a group is one word with it:
 * `låt[en]` is "låt" or "låten".
 */
export function parseTemplate(template: string): TemplateNode {
  let position = 0;
  const fail = (problem: string): never => {
    throw new TemplateSyntaxError(template, position, problem);
  };

  const choice = (closer: string): TemplateNode => {
    const branches: TemplateNode[] = [];
    for (;;) {
      branches.push(sequence());
      const next = template[position];
      if (next === '|') position += 1;
      else if (next === closer || (closer === '' && next === undefined)) break;
      else fail(next === undefined ? `missing "${closer}"` : `unexpected "${next}"`);
    }
    position += closer.length;
    return branches.length === 1 && branches[0] ? branches[0] : { kind: 'choice', items: branches };
  };

  const sequence = (): TemplateNode => {
    const items: TemplateNode[] = [];
    let run: TemplateNode[] = [];
    const endRun = (): void => {
      if (run.length > 0) items.push(glue(run, fail));
      run = [];
    };
    for (;;) {
      const next = template[position];
      if (next === undefined || next === '|' || next === ')' || next === ']') break;
      if (/\s/u.test(next)) {
        position += 1;
        endRun();
      } else run.push(atom(next));
    }
    endRun();
    if (items.length === 0) fail('nothing to match');
    return items.length === 1 && items[0] ? items[0] : { kind: 'sequence', items };
  };

  const atom = (next: string): TemplateNode => {
    if (next === '(' || next === '[') {
      position += 1;
      return next === '(' ? choice(')') : { kind: 'optional', item: choice(']') };
    }
    if (next === '{' || next === '<') return reference(next);
    let end = position;
    while (end < template.length && !SPECIAL.test(template[end] ?? '')) end += 1;
    if (end === position) fail(`unexpected "${next}"`);
    const word = normaliseWord(template.slice(position, end));
    position = end;
    return { kind: 'word', word };
  };

  const reference = (opener: '{' | '<'): TemplateNode => {
    const end = template.indexOf(opener === '{' ? '}' : '>', position);
    const name = template.slice(position + 1, end);
    if (end < 0 || !/^[a-z][a-z0-9_]*$/u.test(name)) fail('a name of a-z, 0-9 and _ is expected');
    position = end + 1;
    return { kind: opener === '{' ? 'slot' : 'rule', name };
  };

  return choice('');
}

/** Joins what is written without a space between into the words that it stands for. */
function glue(run: readonly TemplateNode[], fail: (problem: string) => never): TemplateNode {
  if (run.length === 1 && run[0]) return run[0];
  let words = [''];
  for (const node of run) {
    const endings = spellings(node, fail);
    words = words.flatMap((word) => endings.map((ending) => word + ending));
    if (words.length > MAX_GLUED) fail('too many spellings of one word');
  }
  const real = words.filter((word) => word !== '').map((word): TemplateNode => ({ kind: 'word', word }));
  const group: TemplateNode = { kind: 'choice', items: real };
  return real.length === words.length ? group : { kind: 'optional', item: group };
}

function spellings(node: TemplateNode, fail: (problem: string) => never): string[] {
  if (node.kind === 'word') return [node.word];
  if (node.kind === 'optional') return ['', ...spellings(node.item, fail)];
  if (node.kind === 'choice') return node.items.flatMap((item) => spellings(item, fail));
  return fail('a slot, a rule or several words need a space around them');
}
