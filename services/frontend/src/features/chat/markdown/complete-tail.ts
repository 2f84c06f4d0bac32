/** A line that may still become anything: a bullet, a number, a rule, a heading, a fence. */
const UNDECIDED = /^\s*(?:[-+*=>|]|[-=*_]{2,}|#{1,6}|`{1,2}|~{1,2}|\d{1,3}[.)])\s*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Whether the text ends inside a fenced block of code. */
function inFence(lines: readonly string[]): boolean {
  let open: string | null = null;
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1];
    if (mark === undefined) continue;
    if (open === null) open = mark;
    else if (mark.startsWith(open) && line.trim() === mark) open = null;
  }
  return open !== null;
}

const cells = (row: string) => row.trim().replace(/^\|/, '').replace(/\|$/, '').split('|');
const isDelimiterRow = (row: string) => cells(row).every((cell) => /^:?-+:?$/.test(cell.trim()));

/** Whether the last lines are the head of a table that can't be told from text yet. */
function beginsTable(lines: readonly string[]): boolean {
  const [head, row, ...more] = lines.slice(lines.findLastIndex((line) => line.trim() === '') + 1);
  if (!head?.trimStart().startsWith('|') || more.length > 0) return false;
  if (row === undefined) return true;
  return /^[\s|:-]*$/.test(row) && !(isDelimiterRow(row) && cells(row).length >= cells(head).length);
}

/** What opened in a line is closed, so that it looks from the start as it will in the end. */
function closeMarks(line: string): string {
  const open: string[] = [];
  let out = '';
  for (let at = 0; at < line.length;) {
    const rest = line.slice(at);
    const plain = /^(?:\\.|[^\\`*_~![]+)/su.exec(rest)?.[0];
    const code = /^`+/.exec(rest)?.[0];
    const link = /^!?\[([^\]]*)(\](?:\(([^)]*)(\)?))?)?/.exec(rest);
    const marks = /^(?:\*{1,3}|_{1,3}|~{1,2})/.exec(rest)?.[0];
    if (plain !== undefined) {
      out += plain;
      at += plain.length;
    } else if (code !== undefined) {
      const end = new RegExp(`(?<!\`)${code}(?!\`)`).exec(line.slice(at + code.length));
      if (!end) return out + (rest === code ? '' : `${rest.trimEnd()}${code}`) + closers(open);
      const whole = rest.slice(0, code.length + end.index + code.length);
      out += whole;
      at += whole.length;
    } else if (link !== null) {
      const [whole, words = '', end, address, closed] = link;
      const half = end === undefined || (address !== undefined && closed === '');
      out += half ? words : whole;
      at += whole.length;
    } else if (marks !== undefined) {
      const [before, after] = [line[at - 1] ?? ' ', line[at + marks.length] ?? ''];
      at += marks.length;
      if (open.at(-1) === marks && before.trim() !== '') open.pop();
      else if (after === '') return out.trimEnd() + closers(open);
      else if (after.trim() !== '' && !(marks.startsWith('_') && /[\p{L}\p{N}]/u.test(before)))
        open.push(marks);
      out += marks;
    } else {
      out += rest[0];
      at++;
    }
  }
  return open.length === 0 ? out : out.trimEnd() + closers(open);
}

const closers = (open: readonly string[]) => open.toReversed().join('');

/**
 * The end of a text that is still being written, so that nothing jumps: what may yet become a list, a rule or a table
 * is held back, and what has opened is closed. Only the last line can change.
 */
export function completeTail(text: string): string {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const head = text.slice(0, text.length - last.length);
  if (inFence(lines)) return /^\s*(?:`{1,2}|~{1,2})$/.test(last) ? head : text;
  if (FENCE.test(last)) return head;
  if (beginsTable([...lines, last])) {
    const blank = lines.findLastIndex((line) => line.trim() === '');
    return lines.slice(0, blank + 1).join('\n') + (blank >= 0 ? '\n' : '');
  }
  if (UNDECIDED.test(last)) return head;
  return head + closeMarks(last);
}
