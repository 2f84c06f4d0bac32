import type { MarkedToken, Token, Tokens } from 'marked';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { decodeEntities } from './entities';
import { linkTarget } from './link-rule';

/** Nested deeper than anybody writes, it is shown as it was written. */
const DEEPEST = 12;

export interface InlineProps {
  tokens: readonly Token[];
  depth?: number;
  /** Inside a link nothing can be one. */
  inLink?: boolean;
}

/** The words inside a block. HTML is shown as the text that it is. */
export function Inline({ tokens, depth = 0, inLink = false }: InlineProps): ReactNode {
  return tokens.map((token, index) => (
    <Piece key={index} token={token as MarkedToken} depth={depth + 1} inLink={inLink} />
  ));
}

interface PieceProps {
  token: MarkedToken;
  depth: number;
  inLink: boolean;
}

type PieceShower<T extends MarkedToken> = (token: T, inside: Omit<PieceProps, 'token'>) => ReactNode;

/** How each kind of piece is shown; any other is shown as it was written. */
const PIECES: { [T in MarkedToken as T['type']]?: PieceShower<T> } = {
  text: (token, inside) =>
    token.tokens ? <Inline tokens={token.tokens} {...inside} /> : decodeEntities(token.text),
  escape: (token) => token.text,
  strong: ({ tokens }, inside) => (
    <strong className="font-semibold">
      <Inline tokens={tokens} {...inside} />
    </strong>
  ),
  em: ({ tokens }, inside) => (
    <em>
      <Inline tokens={tokens} {...inside} />
    </em>
  ),
  del: ({ tokens }, inside) => (
    <del>
      <Inline tokens={tokens} {...inside} />
    </del>
  ),
  codespan: ({ text }) => (
    <code className="rounded-md bg-moss px-1 py-0.5 font-mono text-[0.9em] wrap-anywhere">{text}</code>
  ),
  br: () => <br />,
  link: (token, inside) => <AnswerLink token={token} {...inside} />,
  image: (token, { inLink }) => <PictureLink token={token} inLink={inLink} />,
  checkbox: () => null,
  html: ({ raw }) => (/^<br ?\/?>$/i.test(raw.trim()) ? <br /> : raw),
};

function Piece({ token, ...inside }: PieceProps): ReactNode {
  const show = PIECES[token.type] as PieceShower<MarkedToken> | undefined;
  return show && inside.depth <= DEEPEST ? show(token, inside) : token.raw;
}

/** A link that opens beside Alice, and shows where it leads where its words do not. */
function AnswerLink({ token, depth, inLink }: { token: Tokens.Link; depth: number; inLink: boolean }) {
  const target = linkTarget(token.autolink ? token.href : decodeEntities(token.href), token.text);
  const words = <Inline tokens={token.tokens} depth={depth} inLink={inLink || target !== null} />;
  if (!target || inLink) return words;
  return (
    <OutLink href={target.href} place={target.hidden ? target.place : null}>
      {words}
    </OutLink>
  );
}

/** A picture is not fetched: its maker would learn who reads. What it shows is a link to it. */
function PictureLink({ token, inLink }: { token: Tokens.Image; inLink: boolean }) {
  const t = useTranslations('chat');
  const words = t('picture', { words: token.text || t('pictureUnnamed') });
  const target = linkTarget(decodeEntities(token.href), words);
  if (!target || inLink) return words;
  return (
    <OutLink href={target.href} place={target.place}>
      {words}
    </OutLink>
  );
}

function OutLink({ href, place, children }: { href: string; place: string | null; children: ReactNode }) {
  const t = useTranslations('chat');
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer"
      data-testid="answer-link"
      className="font-medium text-spruce underline decoration-1 underline-offset-3 wrap-anywhere hover:text-spruce-deep"
    >
      {children}
      {place !== null && <span className="font-normal text-muted"> ({place})</span>}
      <span className="sr-only"> {t('opensBeside')}</span>
    </a>
  );
}
