import { toolNameSchema } from '@alice/contracts';
import type { LanguageKnowledge, SlotDefinition } from '../matching/knowledge';
import { parseTemplate, type TemplateNode } from '../matching/template-syntax';
import type { CommandSentence } from '../evaluation/command-set';
import type { Random } from './random';

const LARGEST_NUMBER = 100;

/** Makes sentences that a language's templates fit, by chance: names come from `names`, by argument. */
export class TemplateSampler {
  private readonly rules: ReadonlyMap<string, TemplateNode>;

  constructor(
    private readonly language: LanguageKnowledge,
    private readonly slots: Readonly<Record<string, SlotDefinition>>,
    private readonly names: ReadonlyMap<string, readonly string[]>,
    private readonly random: Random,
  ) {
    this.rules = new Map(Object.entries(language.rules).map(([name, rule]) => [name, parseTemplate(rule)]));
  }

  /** `count` sentences, each template as likely as any other. */
  sample(count: number): CommandSentence[] {
    const { files, frame } = this.language;
    const templates = files.flatMap(({ intent, groups }) => {
      const tool = toolNameSchema.safeParse(intent);
      if (!tool.success) return [];
      return groups
        .filter(({ about }) => about === undefined)
        .flatMap(({ sentences, args, direct }) =>
          sentences.map(({ template }) => ({ tool: tool.data, args, direct, node: parseTemplate(template) })),
        );
    });
    const phrase = (phrases: readonly string[]): string => this.expand(parseTemplate(this.pick(phrases)), {});
    return Array.from({ length: count }, () => {
      const { tool, args, direct, node } = this.pick(templates);
      const filled: Record<string, unknown> = { ...args };
      const sentence = this.expand(node, filled);
      const asked = !direct && this.random.next() < 0.15 ? phrase(frame.questions) : '';
      const before = this.random.next() < 0.2 ? phrase(frame.before) : '';
      const after = this.random.next() < 0.2 ? phrase(frame.after) : '';
      return { text: `${before} ${asked} ${sentence} ${after}`.trim(), tool, args: filled };
    });
  }

  private expand(node: TemplateNode, filled: Record<string, unknown>): string {
    switch (node.kind) {
      case 'word':
        return node.word;
      case 'optional':
        return this.random.next() < 0.4 ? this.expand(node.item, filled) : '';
      case 'choice':
        return this.expand(this.pick(node.items), filled);
      case 'sequence':
        return node.items
          .map((item) => this.expand(item, filled))
          .filter((part) => part !== '')
          .join(' ');
      case 'rule': {
        const rule = this.rules.get(node.name);
        return rule ? this.expand(rule, filled) : '';
      }
      case 'slot':
        return this.fill(node.name, filled);
    }
  }

  private fill(name: string, filled: Record<string, unknown>): string {
    const slot = this.slots[name];
    if (!slot) return '';
    const { argument } = slot;
    if (slot.kind === 'open') {
      const value = this.pick(this.names.get(argument) ?? ['x']);
      filled[argument] = value;
      return value;
    }
    if (slot.kind === 'list') {
      const { value, phrases } = this.pick(this.language.lists[slot.list] ?? []);
      const words = this.expand(parseTemplate(this.pick(phrases)), {});
      filled[argument] = typeof value === 'number' ? value * slot.sign : words;
      return words;
    }
    const value = 1 + this.random.below(LARGEST_NUMBER);
    filled[argument] = value * slot.sign;
    const unit =
      slot.unitRequired || this.random.next() < 0.5 ? ` ${this.pick(this.language.numbers.units)}` : '';
    return `${String(value)}${unit}`;
  }

  private pick<T>(items: readonly T[]): T {
    const item = items[this.random.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  }
}
