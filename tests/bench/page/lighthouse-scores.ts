import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@alice/test-stack';
import { chromium } from 'playwright-core';
import { chromiumOptions } from '../../browser/launch-chromium';
import type { Figure } from './figure';
import type { SignedInBrowser } from './signed-in-browser';

const ASKED = { performance: 95, accessibility: 100, 'best-practices': 100 };
const RUNS = 3;

/** Lighthouse's scores with its mobile profile, the middle of three runs, of the login page and the conversation. */
export async function lighthouseScores(browser: SignedInBrowser): Promise<Figure[]> {
  return [
    ...(await scoresOf('login', `${browser.url}/login`, undefined)),
    ...(await scoresOf('conversation', `${browser.url}/`, browser)),
  ];
}

async function scoresOf(name: string, page: string, as: SignedInBrowser | undefined): Promise<Figure[]> {
  const { default: lighthouse } = await import('lighthouse');
  const [port = 0] = await freePorts(1);
  const profile = await mkdtemp(join(tmpdir(), 'alice-lighthouse-'));
  const options = chromiumOptions([`--remote-debugging-port=${port}`]);
  // Lighthouse opens its pages in the browser's own profile, so the cookie has to be there.
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    await as?.signIn(context);
    const runs: Record<string, number>[] = [];
    const lost = new Set<string>();
    for (let run = 0; run < RUNS; run++) {
      const result = await lighthouse(page, {
        port,
        logLevel: 'error',
        disableStorageReset: true,
        onlyCategories: Object.keys(ASKED),
      });
      if (result === undefined || result.lhr.runtimeError)
        throw new Error(`Lighthouse failed: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
      const { categories, audits } = result.lhr;
      runs.push(
        Object.fromEntries(Object.entries(categories).map(([id, { score }]) => [id, (score ?? 0) * 100])),
      );
      for (const category of Object.values(categories))
        for (const { id, weight } of category.auditRefs) {
          const score = audits[id]?.score;
          if (weight > 0 && score !== null && score !== undefined && score < 0.9) lost.add(id);
        }
    }
    const more = lost.size > 0 ? `below 90: ${[...lost].join(', ')}` : '';
    return Object.entries(ASKED).map(([id, least]) => ({
      what: `Lighthouse, ${name}: ${id}`,
      measured: Math.round(middle(runs.map((scores) => scores[id] ?? 0))),
      asked: { least },
      more: id === 'performance' ? more : '',
    }));
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
