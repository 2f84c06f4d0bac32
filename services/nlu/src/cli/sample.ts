import { loadCatalogue } from '../catalogue/load-catalogue';
import { dataDirectory } from '../config/data-directory';
import { expandTemplate, type ExpandReference } from '../matching/expand-template';
import { parseTemplate } from '../matching/template-syntax';

const DEFAULT_LIMIT = 20;

/** Prints sentences that a template makes: `sample <locale> <template> [how many]`; slots stay in braces. */
function main([locale, template, limit]: readonly string[]): void {
  const language = loadCatalogue(dataDirectory).languages.find((other) => other.locale === locale);
  if (!language || template === undefined) {
    process.stderr.write('usage: sample sv|en "<template>" [how many]\n');
    process.exitCode = 2;
    return;
  }
  const most = Number(limit ?? DEFAULT_LIMIT);
  const expand: ExpandReference = ({ kind, name }) => {
    const rule = language.rules[name];
    return kind === 'rule' && rule !== undefined
      ? expandTemplate(parseTemplate(rule), expand, most)
      : [`{${name}}`];
  };
  for (const sentence of expandTemplate(parseTemplate(template), expand, most))
    process.stdout.write(`${sentence}\n`);
}

main(process.argv.slice(2));
