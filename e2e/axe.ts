import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Every rule of WCAG 2.0, 2.1 and 2.2 at levels A and AA, and what axe-core calls best practices. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is read of axe-core's result. */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly helpUrl: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const packages = createRequire(path.join(process.cwd(), 'package.json'));
const source = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

const described = ({ id, help, helpUrl, nodes }: Violation) =>
  [
    `${id}: ${help} (${helpUrl})`,
    ...nodes.map(
      ({ html, failureSummary = '' }) => `  ${html}\n    ${failureSummary.replaceAll('\n', '\n    ')}`,
    ),
  ].join('\n');

/**
 * Holds the page, as it is shown now, to the rules of axe-core. Motion that has an end is let end first: a colour on
 * its way would be judged as too faint.
 * @throws with every rule that is broken, the elements that break it, and what would help
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const running = () =>
      document.getAnimations().filter(({ effect, playState }) => {
        return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
      });
    // What has just changed starts to move with the next frame.
    for (let rounds = 0; rounds < 10; rounds++) {
      await frame();
      await frame();
      const moving = running();
      if (moving.length === 0) return;
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });
  await page.evaluate(source);
  const violations = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as Violation[];
  if (violations.length === 0) return;
  throw new Error(`The page at ${page.url()} breaks these rules:\n${violations.map(described).join('\n')}`);
}
