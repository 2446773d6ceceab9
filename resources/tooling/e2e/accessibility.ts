import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Findings of accessibility that keep somebody from his work; one line each, with where. */
export async function seriousFindings(page: Page, where: string): Promise<string[]> {
  // What was said aloud a moment ago names buttons that may be gone by now; nobody sees it.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
