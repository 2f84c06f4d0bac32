import { AutomatonBuilder, type State } from './automaton';
import { frameEnds, buildFrame, type CompiledFrame, type FrameReach } from './frame';
import type { LanguageKnowledge, Locale, SlotDefinition } from './knowledge';
import type { Reading } from './reading';
import { originalText, spellingsOf, type Sentence } from './sentence';
import { buildSlotReaders, type SlotContext, type SlotReaders } from './slot-readers';
import { parseTemplate } from './template-syntax';

/** What a template says about the sentences that fit it. */
export interface Template {
  readonly intent: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly confidence: number | undefined;
  readonly direct: boolean;
  readonly question: boolean;
  /** File and line, as answered in `matched`. */
  readonly source: string;
}

/** Longest name, in words, that a "nu" after it does not belong to. */
const SHORT_NAME = 3;
/** No command is longer, in words; a longer text costs nothing more than cutting it into words. */
const LONGEST_COMMAND = 60;

interface Filled {
  readonly slot: string;
  readonly value: string | number;
  readonly before: Filled | null;
}

/** One way to have read the sentence so far; per state and position only the best is kept, so time stays linear. */
interface Thread {
  readonly state: State<Template>;
  /** Words that the template itself names, or the frame around it. */
  readonly explained: number;
  readonly unaccented: number;
  readonly filled: Filled | null;
  /** The open slot that is being filled, and its first word. */
  readonly open: { readonly slot: string; readonly start: number } | null;
  readonly reach: FrameReach;
}

/** Reads whole sentences by one language's templates: pure, and in time linear in the sentence. */
export class TemplateReader {
  readonly locale: Locale;
  private readonly start: State<Template>;
  private readonly frame: CompiledFrame;
  private readonly slots: SlotReaders;

  constructor(knowledge: LanguageKnowledge, slots: Readonly<Record<string, SlotDefinition>>) {
    this.locale = knowledge.locale;
    this.slots = buildSlotReaders(slots, knowledge);
    const rules = new Map(Object.entries(knowledge.rules).map(([name, rule]) => [name, parseTemplate(rule)]));
    const slotKind = (name: string) => {
      if (this.slots.open.has(name)) return 'open';
      return this.slots.closed.has(name) ? 'closed' : undefined;
    };
    const builder = new AutomatonBuilder<Template>({ rules, slotKind });
    for (const { path, intent, groups } of knowledge.files) {
      for (const { sentences, ...group } of groups) {
        for (const { template, line } of sentences) {
          const source = `${path}:${String(line)}`;
          try {
            builder.add(parseTemplate(template), { ...group, intent, source });
          } catch (error) {
            throw new Error(`${source}: ${String(error)}`, { cause: error });
          }
        }
      }
    }
    this.start = builder.finish();
    this.frame = buildFrame(knowledge.frame, rules);
  }

  /** Every template that the whole sentence fits, with the best way to fit it. */
  read(sentence: Sentence): Reading[] {
    const { words } = sentence;
    if (words.length > LONGEST_COMMAND) return [];
    const { begins, ends, endsLong, skips } = frameEnds(this.frame, words);
    const context: SlotContext = { words, norms: words.map((word) => word.norm) };
    const boards = words.map(() => new Map<State<Template>, Thread>());
    boards.push(new Map());
    const best = new Map<string, { thread: Thread; template: Template; explained: number }>();

    for (let at = 0; at <= words.length; at += 1) {
      const reach = begins[at];
      if (reach && at < words.length) {
        const entry = { state: this.start, explained: at, unaccented: 0, filled: null, open: null, reach };
        this.advance(entry, sentence, context, at, boards);
      }
      for (const thread of boards[at]?.values() ?? []) {
        const long = thread.open !== null && at - thread.open.start > SHORT_NAME;
        if ((long ? endsLong : ends)[at]) this.accept(thread, sentence, at, best);
        for (const end of thread.open ? [] : (skips[at] ?? [])) {
          put(boards[end], { ...thread, explained: thread.explained + end - at });
        }
        this.advance(thread, sentence, context, at, boards);
      }
    }
    return [...best.values()].map(({ thread, template, explained }) => ({
      intent: template.intent,
      args: template.args,
      slots: this.slotValues(thread.filled),
      reader: 'template',
      locale: this.locale,
      source: template.source,
      evidence: {
        stated: template.confidence,
        nameWords: words.length - explained,
        openQuery: this.hasOpenQuery(thread.filled),
        unaccented: thread.unaccented,
        wish: !thread.reach.plain && !thread.reach.question,
      },
    }));
  }

  /** Moves a thread over the next words, along every edge of its state. */
  private advance(
    thread: Thread,
    sentence: Sentence,
    context: SlotContext,
    at: number,
    boards: readonly Map<State<Template>, Thread>[],
  ): void {
    const word = sentence.words[at];
    if (!word) return;
    const previous = sentence.words[at - 1];
    const { open } = thread;
    if (open) {
      const most = this.slots.open.get(open.slot)?.mostWords ?? 0;
      const broken = previous?.closes === true && !(previous.quoted && word.quoted);
      if (at - open.start < most && !broken) put(boards[at + 1], thread);
    }
    const done = open ? this.close(thread, sentence, at) : thread;
    if (!done) return;
    const { state } = done;
    for (const { slot, target } of state.open) {
      put(boards[at + 1], { ...done, state: target, open: { slot, start: at } });
    }
    // A quoted word is a name or a quotation, never a command's own word.
    if (word.quoted) return;
    for (const key of spellingsOf(word)) {
      const unaccented = done.unaccented + (key.startsWith('~') ? 1 : 0);
      for (const target of state.words.get(key) ?? []) {
        put(boards[at + 1], { ...done, state: target, explained: done.explained + 1, unaccented });
      }
    }
    for (const { slot, target } of state.closed) {
      for (const { end, value } of this.slots.closed.get(slot)?.read(context, at) ?? []) {
        if (sentence.words.slice(at, end).some(({ quoted }) => quoted)) continue;
        const filled = { slot, value, before: done.filled };
        put(boards[end], { ...done, state: target, explained: done.explained + end - at, filled });
      }
    }
  }

  private accept(
    thread: Thread,
    sentence: Sentence,
    at: number,
    best: Map<string, { thread: Thread; template: Template; explained: number }>,
  ): void {
    if (thread.state.accepts.length === 0) return;
    const done = thread.open ? this.close(thread, sentence, at) : thread;
    if (!done) return;
    const explained = done.explained + sentence.words.length - at;
    for (const template of done.state.accepts) {
      if (template.direct && !done.reach.plain) continue;
      if (sentence.asks && !template.question && !done.reach.question) continue;
      const known = best.get(template.source);
      if (!known || explained > known.explained)
        best.set(template.source, { thread: done, template, explained });
    }
  }

  /** The thread with its open slot filled by the words up to `end`, unless these words are refused. */
  private close(thread: Thread, sentence: Sentence, end: number): Thread | undefined {
    if (!thread.open) return thread;
    const { slot, start } = thread.open;
    if (this.slots.open.get(slot)?.accepts(sentence.words, start, end) !== true) return undefined;
    const filled = { slot, value: originalText(sentence, start, end), before: thread.filled };
    return { ...thread, open: null, filled };
  }

  private slotValues(filled: Filled | null): Record<string, string | number> {
    const values: Record<string, string | number> = {};
    for (let entry = filled; entry; entry = entry.before) {
      const { argument } = this.slots.open.get(entry.slot) ??
        this.slots.closed.get(entry.slot) ?? { argument: entry.slot };
      values[argument] = entry.value;
    }
    return values;
  }

  private hasOpenQuery(filled: Filled | null): boolean {
    for (let entry = filled; entry; entry = entry.before) {
      if (this.slots.open.get(entry.slot)?.argument === 'query') return true;
    }
    return false;
  }
}

/**
 * Keeps the better of two threads in the same state: more words explained, then a later name ("X av Y av Z" splits last), then
 * no frame that asks.
 */
function put(board: Map<State<Template>, Thread> | undefined, thread: Thread): void {
  const known = board?.get(thread.state);
  if (!known || isBetter(thread, known)) board?.set(thread.state, thread);
}

function isBetter(thread: Thread, known: Thread): boolean {
  if (thread.explained !== known.explained) return thread.explained > known.explained;
  const starts = (thread.open?.start ?? 0) - (known.open?.start ?? 0);
  return starts > 0 || (starts === 0 && thread.reach.plain && !known.reach.plain);
}
