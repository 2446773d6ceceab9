import { expect, type Page } from '@playwright/test';
import { type DemoRole, ShellPage } from './pages/shell-page.ts';

/** One screen of the evidence room, and how a person gets there. */
export interface Screen {
  readonly name: string;
  readonly role: DemoRole;
  /** Where it begins. */
  readonly address: string;
  /** What is done there before the screen is as it should be looked at. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Opens the page of the thing in the first row of a list. */
async function openFirst(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('rowheader').first().click();
}

/** The same where a row opens beside the list first. */
async function openBesideThenWhole(page: Page): Promise<void> {
  await openPanel(page);
  await page.locator('aside.side-panel footer [data-kind="primary"]').first().click();
  await expect(page.locator('aside.side-panel')).toBeHidden();
}

/** The buttons of a drill are the only ones of their row, in whichever language. */
async function openDrill(page: Page): Promise<void> {
  await page.locator('.drill-control button').click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function beginDrill(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  if (!(await dialog.isVisible())) await openDrill(page);
  await dialog.locator('[data-kind="primary"]').click();
  await expect(page.locator('.drill-note')).toBeVisible();
}

async function endDrillAndOpenFirst(page: Page): Promise<void> {
  await page.locator('.drill-note button').click();
  await expect(page.locator('.drill-note')).toBeHidden();
  await openFirst(page);
}

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('rowheader').first().click();
  await expect(page.locator('aside.side-panel')).toBeVisible();
}

/** Every screen, grouped by who looks at it, so that a run logs in once for each role. */
export const screens: readonly Screen[] = [
  { name: 'workbench', role: '保管员', address: '/dashboard' },
  { name: 'gate', role: '保管员', address: '/gate' },
  { name: 'gate-drill-dialog', role: '保管员', address: '/gate', prepare: openDrill },
  { name: 'gate-drill', role: '保管员', address: '/gate', prepare: beginDrill },
  { name: 'gate-passage', role: '保管员', address: '/gate', prepare: endDrillAndOpenFirst },
  { name: 'gate-tasks', role: '保管员', address: '/gate/tasks' },
  { name: 'alarms', role: '保管员', address: '/gate/alarms' },
  { name: 'items', role: '保管员', address: '/items' },
  { name: 'item-beside', role: '保管员', address: '/items', prepare: openPanel },
  { name: 'item', role: '保管员', address: '/items', prepare: openBesideThenWhole },
  { name: 'item-new', role: '保管员', address: '/items/new' },
  { name: 'intake', role: '保管员', address: '/items/intake' },
  { name: 'cases', role: '保管员', address: '/cases' },
  { name: 'case', role: '保管员', address: '/cases', prepare: openFirst },
  { name: 'case-new', role: '保管员', address: '/cases/new' },
  { name: 'orders', role: '保管员', address: '/orders' },
  { name: 'order', role: '保管员', address: '/orders', prepare: openBesideThenWhole },
  { name: 'storage', role: '保管员', address: '/storage' },
  { name: 'statistics', role: '保管员', address: '/statistics' },
  { name: 'notices', role: '保管员', address: '/notices' },
  { name: 'devices', role: '保管员', address: '/devices' },
  { name: 'my-settings', role: '保管员', address: '/settings' },
  { name: 'order-new', role: '办案人', address: '/orders/new' },
  { name: 'workbench-officer', role: '办案人', address: '/dashboard' },
  { name: 'workbench-approver', role: '办案部门负责人', address: '/dashboard' },
  { name: 'ledger', role: '督察', address: '/settings/ledger' },
  { name: 'people', role: '单位管理员', address: '/settings/persons' },
  { name: 'person', role: '单位管理员', address: '/settings/persons', prepare: openFirst },
  { name: 'units', role: '单位管理员', address: '/settings/units' },
  { name: 'station-settings', role: '单位管理员', address: '/settings/station' },
  { name: 'dictionaries', role: '单位管理员', address: '/settings/dictionaries' },
  { name: 'upkeep', role: '单位管理员', address: '/settings/upkeep' },
  { name: 'imports', role: '单位管理员', address: '/devices/imports' },
  { name: 'import-ways', role: '单位管理员', address: '/devices/imports/ways' },
  { name: 'received-results', role: '单位管理员', address: '/devices/imports/received' },
  { name: 'gate-commissioning', role: '单位管理员', address: '/gate/commissioning' },
  { name: 'device-beside', role: '单位管理员', address: '/devices', prepare: openPanel },
];

/** Walks through all screens in order, logged in as whoever looks at them, and calls `visit` on each. */
export async function visitScreens(
  page: Page,
  visit: (screen: Screen) => Promise<void>,
  wanted: readonly Screen[] = screens,
): Promise<void> {
  const shell = new ShellPage(page);
  let role: DemoRole | undefined;
  for (const screen of wanted) {
    if (screen.role !== role) {
      if (role !== undefined) await shell.logOut();
      await shell.logInAs(screen.role);
      role = screen.role;
    }
    await shell.open(screen.address);
    // Not by its role, which a dialog before it hides.
    const title = page.locator('main h1');
    await expect(title).toBeVisible();
    await screen.prepare?.(page);
    await expect(title).toBeVisible();
    await visit(screen);
  }
}
