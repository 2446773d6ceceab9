import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { seriousFindings } from './accessibility.ts';
import { GatePage } from './pages/gate-page.ts';
import { ShellPage } from './pages/shell-page.ts';
import { VirtualRoomPage } from './pages/virtual-room-page.ts';
import { expect, test } from './station.ts';

const run = promisify(execFile);
const tool = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../../main/start/station-tool.ts',
);
const directions = { out: '出库', in: '入库', uncertain: '不确定', none: '没有通过' } as const;

interface Replayed {
  readonly from: number;
  readonly items: readonly { readonly direction: keyof typeof directions; readonly probability: number }[];
  readonly alarms: readonly unknown[];
}

/** `gate replay` of a file that anybody may have sent. */
async function replayed(file: string): Promise<Replayed[]> {
  const { stdout } = await run(process.execPath, [tool, 'gate', 'replay', file]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Replayed);
}

test('three people walk, the screen says who takes what, and both replays agree with the record', async ({
  stationPage: page,
}) => {
  test.setTimeout(180_000);
  const shell = new ShellPage(page);
  const room = new VirtualRoomPage(page);
  const gate = new GatePage(page);

  await shell.logInAs('保管负责人');
  await shell.go(/门禁/);
  await room.unfold();
  const people = await room.people(3);
  const [carrier = '', visitor = '', passer = ''] = people;
  await gate.startDrill('不出声');
  await gate.knowsItsShelf();

  await room.play(carrier);
  await room.makeReady('从库内出去', ['运动鞋']);
  const words = [`${carrier}正带出：运动鞋`, '没有出库单覆盖这 1 件'];
  const watching = gate.watch(people, words);
  await room.setOutTogether(carrier, [
    { person: visitor, way: '从外面进来', after: 2500 },
    { person: passer, way: '从门外经过', after: 1500 },
  ]);
  const { together, said } = await watching;
  expect(together).toEqual(people);
  for (const one of words) expect(said).toContain(one);
  await expect(room.signals).toContainText('声响：安静');

  await gate.openRecorded('演练：未批准出库', carrier);
  await gate.replay();
  await gate.readWhy();
  expect(await seriousFindings(page, 'replay')).toEqual([]);
  const decided = await gate.decided();
  const { file, from } = await gate.exportTrace();
  const passage = (await replayed(file)).find((one) => Math.abs(one.from - from) < 1);
  expect(passage?.alarms).toHaveLength(1);
  const moved = passage?.items.filter(({ direction }) => direction !== 'none') ?? [];
  expect(
    moved
      .map(({ direction, probability }) => `${directions[direction]} ${Math.round(probability * 100)}%`)
      .sort(),
  ).toEqual(decided);

  await shell.go(/门禁/);
  await gate.endDrill();
});
