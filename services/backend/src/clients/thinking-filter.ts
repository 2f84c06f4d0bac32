/** Tags around thoughts, as models write them into their text. */
const CLOSING_OF: Record<string, string> = { '<think>': '</think>', '<thinking>': '</thinking>' };
const CLOSING = Object.values(CLOSING_OF);
/** Ends of messages, where a model's raw Harmony format comes through. */
const ENDS = ['<|end|>', '<|return|>', '<|call|>'];
const HARMONY = ['<|start|>', '<|channel|>', '<|message|>', ...ENDS];
const ALL = [...Object.keys(CLOSING_OF), ...CLOSING, ...HARMONY];

/** Longest head of a Harmony message that is looked at. */
const MOST_HEAD = 200;

/** Where the text is: to be shown, in a thought, in the head of a Harmony message, or in one that is not shown. */
type Place = 'shown' | 'thought' | 'head' | 'hidden';

/**
 * Takes thoughts out of a text that comes in pieces cut anywhere: `<think>…</think>` and `<thinking>…</thinking>`, also
 * without an end, and of raw Harmony all but messages of the channel `final`. Text without such marks comes out unchanged
 * and at once; only an end that may begin a mark waits for the next piece. Blanks behind a first thought go with it.
 *
 * Some models begin in the middle of a thought, since the opening tag is in their prompt. Where that is known beforehand
 * (`beginsInThought`), nothing is shown before it is decided: by the closing tag, or by an end without one, which shows
 * that all of it was text. Where it is not known, what was shown cannot be taken back: `beganInThought` then says what to
 * expect of the model's next answer. To hold back all answers for this rare case would take away their streaming.
 */
export class ThinkingFilter {
  /** True where a closing tag at the beginning of a line came without an opening one. */
  beganInThought = false;
  private place: Place = 'shown';
  private rest = '';
  private closing = '';
  private head = '';
  private namesChannel = false;
  private metMark = false;
  private metHarmony = false;
  /** Text that may turn out to be a thought. */
  private held: string | undefined;
  private ready = '';
  private skipBlanks = false;
  private shownWords = false;
  private lastCharacter = '\n';

  constructor(beginsInThought = false) {
    if (beginsInThought) this.held = '';
  }

  /** Takes the next piece and returns what can be shown now. */
  push(piece: string): string {
    const text = this.rest + piece;
    let from = 0;
    let at = text.indexOf('<');
    while (at !== -1) {
      const start = at;
      const marks = this.marks();
      const mark = marks.find((candidate) => text.startsWith(candidate, start));
      if (mark !== undefined) {
        this.pass(text.slice(from, start));
        this.meet(mark);
        from = start + mark.length;
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

  /** Returns what was kept back; `cut` where the text was not ended by the model itself. */
  finish(cut: boolean): string {
    this.pass(this.rest);
    this.rest = '';
    const { held } = this;
    this.held = undefined;
    if (held !== undefined && !cut) this.show(held);
    return this.take();
  }

  private marks(): readonly string[] {
    if (this.place === 'shown') return ALL;
    return this.place === 'thought' ? [this.closing] : HARMONY;
  }

  private pass(text: string): void {
    if (this.place === 'shown') this.show(text);
    else if (this.place === 'head') this.head = (this.head + text).slice(0, MOST_HEAD);
  }

  private show(text: string): void {
    if (this.held !== undefined) {
      this.held += text;
      return;
    }
    const words = this.skipBlanks ? text.trimStart() : text;
    if (words === '') return;
    this.skipBlanks = false;
    this.shownWords ||= words.trim() !== '';
    this.lastCharacter = words.slice(-1);
    this.ready += words;
  }

  private take(): string {
    const { ready } = this;
    this.ready = '';
    return ready;
  }

  private meet(mark: string): void {
    if (this.place === 'shown' && CLOSING.includes(mark)) this.meetUnopened();
    else if (this.place === 'thought') this.place = 'shown';
    else if (CLOSING_OF[mark] !== undefined) {
      this.closing = CLOSING_OF[mark];
      this.place = 'thought';
    } else this.meetHarmony(mark);
    this.held = undefined;
    this.metMark = true;
    this.skipBlanks = !this.shownWords;
  }

  private meetUnopened(): void {
    if (this.metMark) return;
    this.beganInThought = this.held !== undefined || this.lastCharacter === '\n';
    this.ready = '';
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
