import type { AxeResults } from 'axe-core';
import { source } from 'axe-core';
import type { Page } from 'playwright-core';

declare const axe: { run(options: unknown): Promise<AxeResults> };

/** What axe finds on the page as it is now, by every rule that it has on by itself: one line for each place. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Evaluated from outside, since the page's security policy takes no script of others.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const results = await axe.run({ resultTypes: ['violations'] });
    return results.violations.map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(' '), failureSummary })),
    }));
  });
  return violations.flatMap(({ rule, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${rule}, at ${target}: ${failureSummary ?? ''}`),
  );
}

/** The same in light and in dark. */
export async function axeFindingsInBothThemes(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Half-way from one colour to the other nothing has enough contrast.
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
          .map(({ finished }) => finished),
      ),
    );
    findings.push(...(await axeFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return findings;
}
