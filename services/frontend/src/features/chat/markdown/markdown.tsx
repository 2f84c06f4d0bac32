import type { MarkedToken, Token, Tokens } from 'marked';
import { useTranslations } from 'next-intl';
import { memo, useState, type ReactNode } from 'react';
import { BlockReader } from './block-reader';
import { CodeBlock } from './code-block';
import { headingLevels, type HeadingLevel } from './heading-levels';
import { Inline } from './inline';

/** Nested deeper than anybody writes, it is shown as it was written. */
const DEEPEST = 12;

export interface MarkdownProps {
  text: string;
  /** More of it is coming. */
  growing: boolean;
}

/** Markdown as elements of our own; no HTML is ever made of it. */
export function Markdown({ text, growing }: MarkdownProps) {
  const [reader] = useState(() => new BlockReader());
  const tokens = reader.read(text, growing);
  const levels = headingLevels(tokens);
  return (
    <div className="flex w-full min-w-0 flex-col gap-3 leading-relaxed wrap-anywhere">
      {tokens.map((token, index) => (
        <Block key={index} token={token} level={levels[index] ?? null} depth={0} />
      ))}
    </div>
  );
}

interface BlockProps {
  token: MarkedToken;
  level: HeadingLevel | null;
  depth: number;
}

type BlockShower<T extends MarkedToken> = (token: T, inside: Omit<BlockProps, 'token'>) => ReactNode;

/** How each kind of block is shown; any other is shown as it was written. */
const BLOCKS: { [T in MarkedToken as T['type']]?: BlockShower<T> } = {
  space: () => null,
  def: () => null,
  checkbox: () => null,
  heading: (token, { level }) => <Heading token={token} level={level} />,
  paragraph: ({ tokens }) => (
    <p dir="auto">
      <Inline tokens={tokens} />
    </p>
  ),
  text: (token) => (
    <div dir="auto">
      <Inline tokens={token.tokens ?? [token]} />
    </div>
  ),
  list: (token, { depth }) => <List token={token} depth={depth} />,
  blockquote: ({ tokens }, { depth }) => (
    <blockquote dir="auto" className="flex flex-col gap-2 border-s-2 border-edge/60 ps-4 text-muted">
      <Blocks tokens={tokens} depth={depth} />
    </blockquote>
  ),
  code: ({ text, lang }) => <CodeBlock text={text} language={lang} />,
  table: (token) => <Table token={token} />,
  hr: () => <hr className="border-line" />,
};

/** Drawn anew only when its token is another; of a growing text that is the last one. */
const Block = memo(function Block({ token, ...inside }: BlockProps): ReactNode {
  const show = BLOCKS[token.type] as BlockShower<MarkedToken> | undefined;
  return show && inside.depth <= DEEPEST ? show(token, inside) : <Written text={token.raw} />;
});

function Blocks({ tokens, depth }: { tokens: readonly Token[]; depth: number }) {
  return tokens.map((token, index) => (
    <Block key={index} token={token as MarkedToken} level={null} depth={depth + 1} />
  ));
}

function Written({ text }: { text: string }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {text.trim()}
    </p>
  );
}

/** Inside a quote or a list it is a line in bold: the outline of the page knows the message's own headings only. */
function Heading({ token, level }: { token: Tokens.Heading; level: HeadingLevel | null }) {
  const Tag = level === null ? 'p' : (`h${level}` as const);
  const size = token.depth === 1 ? 'text-xl' : token.depth === 2 ? 'text-lg' : 'text-base';
  return (
    <Tag dir="auto" className={`mt-1 font-semibold tracking-tight text-balance ${size}`}>
      <Inline tokens={token.tokens} />
    </Tag>
  );
}

function List({ token, depth }: { token: Tokens.List; depth: number }) {
  const Tag = token.ordered ? 'ol' : 'ul';
  const mark = token.ordered ? 'list-decimal' : 'list-disc';
  return (
    <Tag
      dir="auto"
      start={token.ordered && token.start !== 1 ? Number(token.start) : undefined}
      className={`flex flex-col ps-6 marker:text-muted ${token.loose ? 'gap-2' : 'gap-1'} ${mark}`}
    >
      {token.items.map((item, index) => (
        <Item key={index} item={item} depth={depth} />
      ))}
    </Tag>
  );
}

function Item({ item, depth }: { item: Tokens.ListItem; depth: number }) {
  const t = useTranslations('chat');
  const body = (
    <div className="flex min-w-0 flex-col gap-1">
      <Blocks tokens={item.tokens} depth={depth} />
    </div>
  );
  if (!item.task) return <li dir="auto">{body}</li>;
  return (
    <li dir="auto" className="-ms-6 flex gap-2 ps-1">
      <input
        type="checkbox"
        checked={item.checked ?? false}
        disabled
        aria-label={t(item.checked ? 'taskDone' : 'taskOpen')}
        className="mt-1.5 size-4 shrink-0"
      />
      {body}
    </li>
  );
}

const ALIGNED = { left: 'text-start', center: 'text-center', right: 'text-end' };
const alignOf = (align: Tokens.TableCell['align']) => ALIGNED[align ?? 'left'];

/** Scrolls by itself where it is wider than the conversation. */
function Table({ token }: { token: Tokens.Table }) {
  const t = useTranslations('chat');
  return (
    <div
      role="group"
      aria-label={t('table')}
      tabIndex={0}
      className="max-w-full self-start overflow-x-auto rounded-xl border border-line bg-surface wrap-break-word"
    >
      <table className="border-collapse text-sm">
        <thead className="bg-moss">
          <tr>
            {token.header.map((cell, index) => (
              <th
                key={index}
                scope="col"
                dir="auto"
                className={`px-3 py-2 font-semibold ${alignOf(cell.align)}`}
              >
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={index} className="border-t border-line align-top">
              {row.map((cell, column) => (
                <td key={column} dir="auto" className={`max-w-80 min-w-16 px-3 py-2 ${alignOf(cell.align)}`}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
