import { memo, type ReactNode } from 'react';
import { highlight, type CodePiece } from './highlight';

export interface ColouredCodeProps {
  text: string;
  language: string;
}

/** The first part of a scope tells the colour; what is not named here stays as the text around it. */
const COLOURS: Record<string, string> = {
  keyword: 'text-spruce',
  tag: 'text-spruce',
  name: 'text-spruce',
  section: 'font-semibold text-spruce',
  'selector-tag': 'text-spruce',
  title: 'font-semibold',
  attr: 'text-cloudberry',
  attribute: 'text-cloudberry',
  property: 'text-cloudberry',
  string: 'text-cloudberry',
  addition: 'text-spruce',
  regexp: 'text-cloudberry',
  symbol: 'text-cloudberry',
  number: 'text-lingon',
  literal: 'text-lingon',
  variable: 'text-lingon',
  deletion: 'text-lingon',
  meta: 'text-muted',
  comment: 'text-muted italic',
  quote: 'text-muted italic',
  strong: 'font-bold',
  emphasis: 'italic',
};

const colourOf = (scope: string) => COLOURS[scope.split('.')[0] ?? ''];

/** Code in the colours of its language. */
export const ColouredCode = memo(function ColouredCode({ text, language }: ColouredCodeProps): ReactNode {
  const pieces = highlight(text, language);
  return pieces === null ? text : <Pieces pieces={pieces} />;
});

function Pieces({ pieces }: { pieces: readonly CodePiece[] }): ReactNode {
  return pieces.map((piece, index) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <span key={index} className={colourOf(piece.scope)}>
        <Pieces pieces={piece.children} />
      </span>
    ),
  );
}
