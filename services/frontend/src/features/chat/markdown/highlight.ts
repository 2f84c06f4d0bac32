import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const LANGUAGES = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  ini,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language);

/** A piece of code: plain text, or a part of the grammar with what is in it. */
export type CodePiece = string | { scope: string; children: CodePiece[] };

/** The tree from which the library would write HTML. */
type Node = string | { scope?: string; children: Node[] };

function piecesOf(nodes: readonly Node[]): CodePiece[] {
  return nodes.flatMap((node): CodePiece[] => {
    if (typeof node === 'string') return [node];
    const children = piecesOf(node.children);
    return node.scope === undefined ? children : [{ scope: node.scope, children }];
  });
}

/** Code in the parts of its grammar, or null where we know no such language. The text of all parts is the code. */
export function highlight(code: string, language: string): CodePiece[] | null {
  if (!highlighter.getLanguage(language)) return null;
  const { _emitter } = highlighter.highlight(code, { language, ignoreIllegals: true });
  const { root } = _emitter as unknown as { root?: Node };
  return typeof root === 'object' ? piecesOf(root.children) : null;
}
