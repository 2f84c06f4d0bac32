/** Tags around thoughts, as models write them into their text. */
const CLOSING_OF: Record<string, string> = { '<think>': '</think>', '<thinking>': '</thinking>' };
const CLOSING = Object.values(CLOSING_OF);
/** Ends of messages, where a model's raw Harmony format comes through. */
const ENDS = ['<|end|>', '<|return|>', '<|call|>'];
const HARMONY = ['<|start|>', '<|channel|>', '<|message|>', ...ENDS];
const ALL = [...Object.keys(CLOSING_OF), ...CLOSING, ...HARMONY];

/** Longest head of a Harmony message that is looked at. */
const MOST_HEAD = 200;

/** What can be shown now. `retract`: what was given before turned out to be a thought, and is to be thrown away. */
export interface Shown {
  retract: boolean;
  text: string;
}

/** Where the text is: to be shown, in a thought, in the head of a Harmony message, or in one that is not shown. */
type Place = 'shown' | 'thought' | 'head' | 'hidden';

/**
 * Takes thoughts out of a text that comes in pieces cut anywhere: `<think>…</think>` and `<thinking>…</thinking>`, also
 * without an end, and of raw Harmony all but messages of the channel `final`. Text without such marks comes out unchanged
 * and at once; only an end that may begin a mark waits for the next piece. Blanks behind a first thought go with it.
 *
 * Some models begin in the middle of a thought, since the opening tag is in their prompt. Where that is known beforehand
 * (`beginsInThought`), nothing is shown before it is decided: by the closing tag, or by an end without one, which shows
 * that all of it was text. Where it is not known, the closing tag takes back what was shown (`retract`), and
 * `beganInThought` says what to expect of the model's next answer. To hold back all answers for this rare case would take
 * away their streaming.
 *
 * A thought may hold others, or only speak of an opening tag: what follows an inner closing tag waits, likewise, for the
 * outer one or the end.
 */
export class ThinkingFilter {
  /** True where the first mark was a closing tag at the beginning of a line. */
  beganInThought = false;
  private place: Place = 'shown';
  private rest = '';
  private opening = '';
  /** How many thoughts are open, one in the other. */
  private depth = 0;
  private head = '';
  private namesChannel = false;
  private metMark = false;
  private metHarmony = false;
  /** Text that may turn out to be a thought. */
  private held: string | undefined;
  private ready = '';
  /** Text was given that can be taken back. */
  private given = false;
  private retracts = false;
  private skipBlanks = false;
  private shownWords = false;
  private lastCharacter = '\n';

  constructor(beginsInThought = false) {
    if (beginsInThought) this.held = '';
  }

  /** Takes the next piece. */
  push(piece: string): Shown {
    const text = this.rest + piece;
    let from = 0;
    let at = text.indexOf('<');
    while (at !== -1) {
      const start = at;
      const marks = this.marks();
      const mark = marks.find((candidate) => text.startsWith(candidate, start));
      if (mark !== undefined) {
        this.pass(text.slice(from, start));
        from = start;
        const end = start + mark.length;
        const mayBeQuoted = this.isUnopened(mark) && this.lastCharacter === '`';
        if (mayBeQuoted && end === text.length) break;
        if (mayBeQuoted && text[end] === '`') this.pass(mark);
        else this.meet(mark);
        from = end;
      } else if (marks.some((candidate) => candidate.startsWith(text.slice(start)))) {
        break;
      }
      at = text.indexOf('<', mark === undefined ? start + 1 : from);
    }
    const to = at === -1 ? text.length : at;
    this.pass(text.slice(from, to));
    this.rest = text.slice(to);
    return this.take();
  }

  /** Gives what was kept back; `cut` where the text was not ended by the model itself. */
  finish(cut: boolean): Shown {
    const { rest } = this;
    this.rest = '';
    if (this.isUnopened(rest)) this.meet(rest);
    else this.pass(rest);
    const { held } = this;
    this.held = undefined;
    if (held !== undefined && !cut) this.show(held);
    return this.take();
  }

  private isUnopened(mark: string): boolean {
    return this.place === 'shown' && CLOSING.includes(mark);
  }

  private marks(): readonly string[] {
    if (this.place === 'shown') return ALL;
    return this.place === 'thought' ? [this.opening, CLOSING_OF[this.opening] ?? ''] : HARMONY;
  }

  private pass(text: string): void {
    if (this.place === 'shown') this.show(text);
    else if (this.place === 'thought' && this.held !== undefined) this.held += text;
    else if (this.place === 'head') this.head = (this.head + text).slice(0, MOST_HEAD);
  }

  private show(text: string): void {
    if (text !== '') this.lastCharacter = text.slice(-1);
    if (this.held !== undefined) {
      this.held += text;
      return;
    }
    const words = this.skipBlanks ? text.trimStart() : text;
    if (words === '') return;
    this.skipBlanks = false;
    this.shownWords ||= words.trim() !== '';
    this.ready += words;
  }

  private take(): Shown {
    const shown = { retract: this.retracts, text: this.ready };
    this.given ||= this.ready !== '';
    this.ready = '';
    this.retracts = false;
    return shown;
  }

  private meet(mark: string): void {
    const wasHeld = this.held !== undefined;
    this.held = undefined;
    if (this.isUnopened(mark)) this.meetUnopened(wasHeld);
    else if (this.place === 'thought') this.meetInThought(mark);
    else if (CLOSING_OF[mark] !== undefined) {
      this.opening = mark;
      this.depth = 1;
      this.place = 'thought';
    } else this.meetHarmony(mark);
    this.metMark = true;
    this.skipBlanks = !this.shownWords;
  }

  /** All before it was a thought, also what other marks let through. */
  private meetUnopened(wasHeld: boolean): void {
    if (!this.metMark) this.beganInThought = wasHeld || this.lastCharacter === '\n';
    this.retracts ||= this.given;
    this.given = false;
    this.ready = '';
    this.shownWords = false;
  }

  private meetInThought(mark: string): void {
    if (mark === this.opening) {
      this.depth++;
      return;
    }
    this.depth--;
    if (this.depth === 0) this.place = 'shown';
    else this.held = '';
  }

  private meetHarmony(mark: string): void {
    // Other formats have such an end too, once, with nothing behind it.
    if (ENDS.includes(mark) && !this.metHarmony) return;
    this.metHarmony = true;
    if (mark === '<|message|>') {
      if (this.place === 'head') this.place = this.isFinal() ? 'shown' : 'hidden';
      return;
    }
    this.place = 'head';
    this.head = '';
    this.namesChannel = mark === '<|channel|>';
  }

  private isFinal(): boolean {
    const head = this.head.trim();
    return this.namesChannel ? /^final\b/.test(head) : head === '' || head === 'assistant';
  }
}
