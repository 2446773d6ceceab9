import { GatePage } from './pages/gate-page.ts';
import { ShellPage } from './pages/shell-page.ts';
import { VirtualRoomPage } from './pages/virtual-room-page.ts';
import { expect, test } from './station.ts';

test('three people at the door are named with what they carry, and the passage can be replayed', async ({
  stationPage: page,
}) => {
  test.setTimeout(240_000);
  // Three people, a camera and a drawing that moves: on a busy machine a click may have to wait.
  page.setDefaultTimeout(60_000);
  const shell = new ShellPage(page);
  const room = new VirtualRoomPage(page);
  const gate = new GatePage(page);

  await shell.logInAs('保管负责人');
  await shell.open('/gate');
  await room.unfold();
  const names = await room.people();
  const [first = '', second = '', third = ''] = names;
  // The door learns its shelf for fifteen seconds after its first read (main/evidence/portal/portal.ts).
  await page.waitForTimeout(18_000);
  await expect(gate.main.getByText('现在没有人和财物通过。')).toBeVisible({ timeout: 30_000 });

  const before = await gate.main.getByRole('rowheader').first().textContent();

  // Two stand about near the door with things in their hands while a third comes in.
  for (const [name, way, things] of [
    [first, '在库内门口站一会儿', 1],
    [second, '到门口又折回', 1],
    [third, '从外面进来', 0],
  ] as const) {
    await room.play(name);
    await room.setOut(way, things);
    await expect(gate.sentences).toContainText(name, { timeout: 20_000 });
  }
  await expect(gate.walkers.first()).toBeVisible();
  await room.everybodyArrived();
  await expect(gate.sentences).toContainText('现在没有人和财物通过。', { timeout: 60_000 });

  // The record follows its pictures, a few seconds after the last of them has gone.
  await expect(gate.main.getByRole('rowheader').first()).not.toHaveText(before ?? '', { timeout: 30_000 });
  await gate.openNewestPassage();
  await gate.seekMiddle();
  await expect(gate.walkers.first()).toBeVisible({ timeout: 15_000 });
  await expect(gate.main.getByText(/按当时的参数重算/)).toBeVisible();
});
