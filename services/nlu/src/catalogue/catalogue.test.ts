import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Classifier } from '../classifier';
import { dataDirectory } from '../config/data-directory';
import { checkCatalogue } from './check-catalogue';
import { loadCatalogue, loadChecks } from './load-catalogue';

const checked = (directory: string) => {
  const catalogue = loadCatalogue(directory);
  const checks = catalogue.languages.map(({ locale }) => loadChecks(directory, locale));
  return checkCatalogue(catalogue, checks, new Classifier(catalogue));
};

it('understands every example, uses every template and matches nothing that it must not', () => {
  expect(checked(dataDirectory)).toEqual([]);
});

it('has enough sentences that must match nothing', () => {
  expect(loadChecks(dataDirectory, 'sv').nothing.length).toBeGreaterThanOrEqual(150);
  expect(loadChecks(dataDirectory, 'en').nothing.length).toBeGreaterThanOrEqual(60);
});

describe('knowledge with a fault', () => {
  let directory: string;
  const edit = (path: string, change: (text: string) => string) => {
    writeFileSync(join(directory, path), change(readFileSync(join(directory, path), 'utf8')));
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'alice-nlu-'));
    cpSync(dataDirectory, directory, { recursive: true });
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is refused with the file and the line of a template that cannot be read', () => {
    edit('sv/sentences/music/next.yml', (text) => `${text}      - 'nästa (låt'\n`);
    expect(() => checked(directory)).toThrow(/sv\/sentences\/music\/next\.yml:\d+: .*missing "\)"/u);
  });

  it.each(['<nothing> låt', 'spela {nothing}', '[spela]'])(
    'is refused where a template says "%s"',
    (template) => {
      edit('sv/sentences/music/next.yml', (text) => `${text}      - '${template}'\n`);
      expect(() => checked(directory)).toThrow(/next\.yml/u);
    },
  );

  it('is reported where a template has no example, an example is wrong or a twin is missing', () => {
    edit('sv/sentences/music/next.yml', (text) => `${text}      - 'en helt egen mening'\n`);
    edit('sv/examples/music/pause.yml', (text) => `${text}      - stoppa musiken\n`);
    rmSync(join(directory, 'sv/examples/music/like.yml'));
    const faults = checked(directory).join('\n');
    expect(faults).toMatch(/no example uses "en helt egen mening"/u);
    expect(faults).toMatch(/"stoppa musiken" is read as STOP/u);
    expect(faults).toMatch(/sv\/examples\/music\/like\.yml is missing/u);
  });

  it('is reported where a sentence matches that must not, or a known failure has been mended', () => {
    edit('sv/must-match-nothing.yml', (text) => `${text}- pausa\n`);
    edit('sv/known-failures.yml', (text) => text.replace('hoppa fram två låtar', 'nästa låt'));
    const faults = checked(directory).join('\n');
    expect(faults).toMatch(/must-match-nothing: "pausa" is read as PAUSE/u);
    expect(faults).toMatch(/"nästa låt" is understood now/u);
  });

  it('is refused where the list of known failures grows', () => {
    edit('sv/known-failures.yml', (text) => `${text}  - { text: hoppsan, intent: NEXT, args: {} }\n`);
    expect(() => checked(directory)).toThrow(/may only shrink/u);
  });

  it('is refused where a file breaks its schema', () => {
    edit('slots.yml', (text) => text.replace('kind: open', 'kind: opne'));
    expect(() => checked(directory)).toThrow(/slots\.yml/u);
  });
});
