import { Lexer, type MarkedToken, type Token } from 'marked';
import { completeTail } from './complete-tail';

/** A whole answer must not take the page with it, whatever a model writes into it. */
const LONGEST_BLOCK = 60_000;

const isSpace = (token: Token) => token.type === 'space';

/**
 * Reads Markdown into blocks, and of a text that grows only its last block anew: the other blocks stay the same
 * objects, so that what shows them need not be drawn again.
 */
export class BlockReader {
  private text = '';
  private growing = false;
  private tokens: MarkedToken[] = [];

  /** `growing`: more is to come, and the end is made presentable meanwhile. */
  read(text: string, growing: boolean): readonly MarkedToken[] {
    const source = text.replace(/\r\n?/g, '\n');
    if (source === this.text && growing === this.growing) return this.tokens;
    const kept = source.startsWith(this.text) ? this.settled() : [];
    const from = kept.reduce((sum, { raw }) => sum + raw.length, 0);
    const tail = source.slice(from);
    this.tokens = [...kept, ...lex(growing ? completeTail(tail) : tail, kept)];
    this.text = source;
    this.growing = growing;
    return this.tokens;
  }

  /** All blocks but the last, which what follows may still change. */
  private settled(): MarkedToken[] {
    return this.tokens.slice(
      0,
      Math.max(
        0,
        this.tokens.findLastIndex((token) => !isSpace(token)),
      ),
    );
  }
}

/** `before` are the blocks above, whose link definitions hold here too. */
function lex(text: string, before: readonly MarkedToken[]): MarkedToken[] {
  if (text.length > LONGEST_BLOCK && !text.slice(0, LONGEST_BLOCK).includes('\n')) return asWritten(text);
  try {
    const lexer = new Lexer({ gfm: true, breaks: true });
    for (const token of before)
      if (token.type === 'def') lexer.tokens.links[token.tag] ??= { href: token.href, title: token.title };
    return [...lexer.lex(text)] as MarkedToken[];
  } catch {
    // Nested deeper than the reader can follow.
    return asWritten(text);
  }
}

const asWritten = (text: string): MarkedToken[] => [
  { type: 'paragraph', raw: text, text, tokens: [{ type: 'text', raw: text, text }] },
];
