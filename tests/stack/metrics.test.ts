import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../packages/test-stack/src/docker';
import { execIn, say, stack } from './stack';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');

/** The rows of docs/metrics.md: the name, and its labels. */
const page = new Map(
  Array.from(
    read('docs/metrics.md').matchAll(/^\| `(alice_\w+)` \|([^|]*)\|/gm),
    ([, name = '', labels = '']) => [
      name,
      Array.from(labels.matchAll(/`(\w+)`/g), ([, label = '']) => label),
    ],
  ),
);

/** What a service exposes: each metric, and the labels that it was seen with. */
async function exposed(service: string): Promise<Map<string, Set<string>>> {
  const ask = `fetch('http://127.0.0.1:${stack().ports.metrics}/metrics').then((a) => a.text()).then(console.log)`;
  const found = new Map<string, Set<string>>();
  for (const line of (await execIn(service, 'node', '-e', ask)).split('\n')) {
    const [, declared] = /^# TYPE (alice_\w+)/.exec(line) ?? [];
    if (declared !== undefined) found.set(declared, new Set());
    // A histogram's samples have an ending of their own.
    const [, sample = '', labels = ''] = /^(alice_\w+)\{(.*)\} /.exec(line) ?? [];
    const labelsOf = found.get(sample) ?? found.get(sample.replace(/_(?:bucket|sum|count)$/, ''));
    for (const [, label = ''] of labels.matchAll(/\b([a-z]+)="/g)) if (label !== 'le') labelsOf?.add(label);
  }
  return found;
}

it('are all on their page, with their labels, and the page names no other', async () => {
  await say('pausa');
  const found = [...(await exposed('backend')), ...(await exposed('nlu')), ...(await exposed('frontend'))];
  const names = new Set(found.map(([name]) => name));
  expect([...names].sort()).toEqual([...page.keys()].sort());
  const strange = found.filter(([name, labels]) =>
    [...labels].some((label) => !page.get(name)?.includes(label)),
  );
  expect(strange).toEqual([]);
  expect(found.find(([name]) => name === 'alice_turn_seconds')?.[1]).toEqual(new Set(['source']));
});

it.each(['services/prometheus/alerts.yml', 'services/grafana/dashboards/alice.json'])(
  'that %s asks for are on their page',
  (path) => {
    const used = read(path).match(/\balice_\w+/g) ?? [];
    const names = used.map((name) => (page.has(name) ? name : name.replace(/_(?:bucket|count|sum)$/, '')));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !page.has(name))).toEqual([]);
  },
);
