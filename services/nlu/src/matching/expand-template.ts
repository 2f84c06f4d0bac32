import type { TemplateNode } from './template-syntax';

/** How a slot or rule inside a template is expanded. */
export type ExpandReference = (node: { kind: 'slot' | 'rule'; name: string }) => readonly string[];

/** Every sentence that a template makes, at most `limit` of them. */
export function expandTemplate(node: TemplateNode, expand: ExpandReference, limit: number): string[] {
  switch (node.kind) {
    case 'word':
      return [node.word];
    case 'slot':
    case 'rule':
      return [...expand(node)].slice(0, limit);
    case 'optional':
      return ['', ...expandTemplate(node.item, expand, limit)].slice(0, limit);
    case 'choice':
      return node.items.flatMap((item) => expandTemplate(item, expand, limit)).slice(0, limit);
    case 'sequence':
      return node.items.reduce<string[]>(
        (heads, item) => {
          const tails = expandTemplate(item, expand, limit);
          return heads.flatMap((head) => tails.map((tail) => `${head} ${tail}`.trim())).slice(0, limit);
        },
        [''],
      );
  }
}
