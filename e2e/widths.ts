import { describe } from '@jest/globals';
import type { ViewportSize } from 'playwright-core';

/** The windows that every view is looked at in, in CSS pixels. */
export const widths = {
  desktop: { width: 1280, height: 800 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const satisfies Record<string, ViewportSize>;

/** The name of one of the windows. */
export type Width = keyof typeof widths;

/**
 * Describes the same scenario once per window.
 * @param names in which windows, in this order
 * @param scenario registers the tests of one window; it is told which
 */
export function describeAtWidths(
  names: readonly Width[],
  scenario: (viewport: ViewportSize, name: Width) => void,
): void {
  for (const name of names) {
    const viewport = widths[name];
    describe(`at ${name} width (${viewport.width} × ${viewport.height})`, () => scenario(viewport, name));
  }
}
