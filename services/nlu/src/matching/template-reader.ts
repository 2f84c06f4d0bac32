import { AutomatonBuilder, type State } from './automaton';
import { FrameReader } from './frame';
import type { LanguageKnowledge, Locale, SlotDefinition } from './knowledge';
import { Lexicon } from './lexicon';
import { Mending } from './mending';
import { MoveFinder } from './moves';
import { follow, Phrases, type FoundPhrase } from './phrases';
import type { Reading } from './reading';
import { nameText, type Sentence } from './sentence';
import { SlotReaders, type SlotContext } from './slot-readers';
import { parseTemplate } from './template-syntax';
import { isBetterFit, put, type Boards, type Filled, type Fit, type Template, type Thread } from './threads';

/** Longest name, in words, that a "nu" after it does not belong to. */
const SHORT_NAME = 3;
/** No command is longer, in words; a longer text costs nothing more than cutting it into words. */
const LONGEST_COMMAND = 60;

/** The rules whose words begin at a position. */
type RulesAt = (at: number) => readonly FoundPhrase<string>[];

/** Reads whole sentences by one language's templates: pure, and in time linear in the sentence. */
export class TemplateReader {
  readonly locale: Locale;
  private readonly start: State<Template>;
  private readonly rules: Phrases<string>;
  private readonly frame: FrameReader;
  private readonly slots: SlotReaders;
  private readonly moves: MoveFinder;
  private readonly isOrdinary: (word: string) => boolean;

  constructor(knowledge: LanguageKnowledge, slots: Readonly<Record<string, SlotDefinition>>) {
    this.locale = knowledge.locale;
    const lexicon = new Lexicon();
    this.slots = new SlotReaders(slots, knowledge, lexicon);
    const rules = new Map(Object.entries(knowledge.rules).map(([name, rule]) => [name, parseTemplate(rule)]));
    const slotKind = (name: string) => {
      if (this.slots.open.has(name)) return 'open';
      return this.slots.closed.has(name) ? 'closed' : undefined;
    };
    const builder = new AutomatonBuilder<Template>({
      rules,
      slotKind,
      lexicon,
      inline: false,
    });
    this.rules = new Phrases<string>(lexicon, rules);
    for (const name of Object.keys(knowledge.rules)) this.rules.add([`<${name}>`], name, true);
    for (const { path, intent, groups } of knowledge.files) {
      for (const { sentences, ...group } of groups) {
        for (const { template, line } of sentences) {
          const source = `${path}:${String(line)}`;
          try {
            builder.add(parseTemplate(template), { ...group, intent, source }, true);
          } catch (error) {
            throw new Error(`${source}: ${String(error)}`, { cause: error });
          }
        }
      }
    }
    this.start = builder.finish();
    const numberWords = Object.keys(knowledge.numbers.values);
    this.frame = new FrameReader(knowledge.frame, numberWords, rules, lexicon);
    const { ordinaryWords, frame } = knowledge;
    const { isNumber } = this.slots;
    this.isOrdinary = (word) => ordinaryWords.has(word) || isNumber(word);
    for (const word of numberWords) lexicon.numberOf(word, true);
    const mending = new Mending(lexicon, (word) => ordinaryWords.has(word), isNumber);
    this.moves = new MoveFinder(lexicon, mending, isNumber, this.isOrdinary, frame.reports);
  }

  /** Every template that the whole sentence fits, with the best way to fit it. */
  read(sentence: Sentence): Reading[] {
    const { words } = sentence;
    if (words.length > LONGEST_COMMAND) return [];
    const { moves, norms } = this.moves.find(words);
    const { begins, ends, endsName, endsLongName, skips } = this.frame.read(words, moves);
    const rulesFound: (readonly FoundPhrase<string>[])[] = [];
    const rulesAt: RulesAt = (at) => (rulesFound[at] ??= this.rules.from(moves, at));
    const context = this.slots.contextOf(sentence, norms, moves, this.isOrdinary);
    const boards: Boards = [];
    const best = new Map<string, Fit>();

    for (let at = 0; at <= words.length; at += 1) {
      const reach = begins[at];
      if (reach && at < words.length) {
        const nothing = { unaccented: 0, corrected: 0, report: false, filled: null, open: null };
        const remarked = reach.remark ? at : 0;
        this.advance(
          { state: this.start, explained: at - remarked, remarked, reach, ...nothing },
          sentence,
          context,
          rulesAt,
          at,
          boards,
        );
      }
      for (const thread of boards[at] ?? []) {
        const { open } = thread;
        const long = open && at - open.start > SHORT_NAME && sentence.words[at - 1]?.named !== true;
        const ending = open ? (long ? endsLongName : endsName) : ends;
        const end = ending[at] ?? 'none';
        if (end !== 'none') this.accept(thread, sentence, context, at, end === 'remark', best);
        if (!open) {
          for (const to of skips[at] ?? [])
            put(boards, to, { ...thread, explained: thread.explained + to - at });
        }
        this.advance(thread, sentence, context, rulesAt, at, boards);
      }
    }
    return [...best.values()].map(({ thread, template, explained, remark }) => ({
      intent: template.intent,
      args: template.args,
      slots: this.slotValues(thread.filled),
      reader: 'template',
      locale: this.locale,
      source: template.source,
      evidence: {
        stated: template.confidence,
        nameWords: words.length - explained - thread.remarked,
        remarked: thread.remarked,
        openQuery: this.hasOpenQuery(thread.filled),
        unaccented: thread.unaccented,
        corrected: thread.corrected,
        remark,
        wish: !thread.reach.plain && !thread.reach.question && !(thread.report && thread.reach.clause),
      },
    }));
  }

  /** The values of closed slots that a sentence names, from left to right: at each place the longest of the named slots. */
  closedValues(
    sentence: Sentence,
    slots: readonly string[],
  ): { readonly slot: string; readonly value: string | number }[] {
    const words = sentence.words.slice(0, LONGEST_COMMAND);
    const { moves, norms } = this.moves.find(words);
    const context = this.slots.contextOf({ ...sentence, words }, norms, moves, this.isOrdinary);
    const values: { slot: string; value: string | number }[] = [];
    for (let at = 0; at < words.length;) {
      const found = slots.flatMap((slot) =>
        (this.slots.closed.get(slot)?.read(context, at) ?? []).map(({ end, value }) => ({
          slot,
          end,
          value,
        })),
      );
      const longest = found.reduce<(typeof found)[number] | undefined>(
        (a, b) => (a && a.end >= b.end ? a : b),
        undefined,
      );
      if (longest) values.push({ slot: longest.slot, value: longest.value });
      at = longest?.end ?? at + 1;
    }
    return values;
  }

  /** Moves a thread over the next words, along every edge of its state. */
  private advance(
    thread: Thread,
    sentence: Sentence,
    context: SlotContext,
    rulesAt: RulesAt,
    at: number,
    boards: Boards,
  ): void {
    const word = sentence.words[at];
    if (!word) return;
    const { open } = thread;
    if (open) {
      const previous = sentence.words[at - 1];
      const most = this.slots.open.get(open.slot)?.mostWords ?? 0;
      const broken = previous?.closes === true && !(previous.quoted && word.quoted);
      if (at - open.start < most && !broken) put(boards, at + 1, thread);
    }
    let done: Thread | undefined = open ? undefined : thread;
    for (const move of context.moves[at] ?? []) {
      const target = follow(thread.state, move);
      if (!target) continue;
      done ??= this.close(thread, sentence, context, at, true);
      if (!done) return;
      put(boards, at + move.length, {
        ...done,
        state: target,
        explained: done.explained + move.length,
        unaccented: done.unaccented + move.unaccented,
        corrected: done.corrected + move.corrected,
        report: done.report || move.report,
      });
    }
    const { calls, open: opens, closed } = thread.state;
    if (calls.size > 0) {
      for (const { value: rule, end, unaccented, corrected, report } of rulesAt(at)) {
        const target = calls.get(rule);
        if (!target) continue;
        done ??= this.close(thread, sentence, context, at, true);
        if (!done) return;
        put(boards, end, {
          ...done,
          state: target,
          explained: done.explained + end - at,
          unaccented: done.unaccented + unaccented,
          corrected: done.corrected + corrected,
          report: done.report || report,
        });
      }
    }
    if (opens.length === 0 && closed.length === 0) return;
    done ??= this.close(thread, sentence, context, at, true);
    if (!done) return;
    for (const { slot, target } of continuesName(sentence, at) && done.filled?.end !== at ? [] : opens) {
      put(boards, at + 1, { ...done, state: target, open: { slot, start: at } });
    }
    if (word.quoted) return;
    for (const { slot, target } of closed) {
      for (const { end, value } of this.slots.closed.get(slot)?.read(context, at) ?? []) {
        if (sentence.words.slice(at, end).some(({ quoted }) => quoted)) continue;
        const filled = { slot, value, end, before: done.filled };
        put(boards, end, { ...done, state: target, explained: done.explained + end - at, filled });
      }
    }
  }

  private accept(
    thread: Thread,
    sentence: Sentence,
    context: SlotContext,
    at: number,
    endsInRemark: boolean,
    best: Map<string, Fit>,
  ): void {
    if (thread.state.accepts.length === 0) return;
    const done = this.close(thread, sentence, context, at, false);
    if (!done) return;
    const explained = done.explained + sentence.words.length - at;
    const remark = endsInRemark || done.reach.remark;
    for (const template of done.state.accepts) {
      if (done.report && !done.reach.clause) continue;
      if (template.about !== undefined && !done.reach.topics.includes(template.about)) continue;
      if (template.direct && (remark || !done.reach.plain)) continue;
      if (sentence.asks && !template.question && !done.reach.question && !done.reach.clause) continue;
      const fit = { thread: done, template, explained, remark };
      const known = best.get(template.source);
      if (!known || isBetterFit(fit, known)) best.set(template.source, fit);
    }
  }

  /** The thread with its open slot filled by the words up to `end`, unless these words are refused. */
  private close(
    thread: Thread,
    sentence: Sentence,
    context: SlotContext,
    end: number,
    goesOn: boolean,
  ): Thread | undefined {
    if (!thread.open) return thread;
    const { slot, start } = thread.open;
    const reader = this.slots.open.get(slot);
    if (reader?.accepts(context, start, end) !== true) return undefined;
    const value = reader.nameIn(nameText(sentence, start, end, goesOn));
    const filled = { slot, value, end, before: thread.filled };
    return { ...thread, open: null, filled };
  }

  private slotValues(filled: Filled | null): Record<string, string | number> {
    const values: Record<string, string | number> = {};
    for (let entry = filled; entry; entry = entry.before) {
      const { argument } = this.slots.open.get(entry.slot) ??
        this.slots.closed.get(entry.slot) ?? { argument: entry.slot };
      // The last value counts: "till fyrtio nej femtio".
      values[argument] ??= entry.value;
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

/** Whether the word before has a capital within the sentence, so that no name begins here: "spela Nu grönskar det". */
function continuesName({ words }: Sentence, at: number): boolean {
  const before = words[at - 1];
  return at > 1 && before?.named === true && !before.pauses && words[at - 2]?.pauses === false;
}
