import * as canvas from '@napi-rs/canvas';
import { openPencil } from '../../kernel/documents/labels/draw.ts';
import type { WalkerView } from './floor.ts';
import type { SignalLights } from './signals.ts';

/** What the camera at the door has in front of it. */
export interface Scene {
  readonly title: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly walkers: readonly WalkerView[];
  readonly doorOpen: boolean;
  readonly lights: SignalLights;
}

export interface ScenePainter {
  /** A JPEG of 640 × 360. */
  paint(scene: Scene): Uint8Array;
}

type Context = canvas.SKRSContext2D;

export const sceneSize = { width: 640, height: 360 } as const;
const jpegQuality = 75;
/** Family names under which the kernel registers the shipped fonts. */
const family = { plain: '"Station Label 400"', strong: '"Station Label 500"' } as const;
const colour = {
  bar: '#16202b',
  wall: '#e7e9ec',
  corridor: '#f4f2ec',
  line: '#56616d',
  text: '#16202b',
  leaf: '#8a5a33',
  parcel: '#c79a5b',
  alarm: '#d3202a',
  calm: '#a9b2bb',
} as const;
const people = ['#1f5fa8', '#2f7d4f', '#8a4f9e'] as const;
/** Shanghai has had no summer time since 1991, but the zone's name says what is meant. */
const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

const pixelsPerMetre = 100;
const across = (x: number): number => sceneSize.width / 2 + x * pixelsPerMetre;
const ground = 222;
const planMiddle = 294;
const planPixelsPerMetre = 62;

/** Opens the shipped fonts. Refuses with `label.font_missing` when they are not there. */
export async function openScenePainter(): Promise<ScenePainter> {
  await openPencil();
  // One sheet for every picture: canvases hold native memory that is only given back when the collector comes round.
  const sheet = canvas.createCanvas(sceneSize.width, sceneSize.height);
  const context = sheet.getContext('2d');
  return {
    paint(scene) {
      context.resetTransform();
      paintFront(context, scene);
      paintPlan(context, scene);
      paintBar(context, scene);
      return new Uint8Array(sheet.toBuffer('image/jpeg', jpegQuality));
    },
  };
}

function write(
  context: Context,
  text: string,
  x: number,
  y: number,
  options: { readonly size?: number; readonly align?: CanvasTextAlign; readonly colour?: string } = {},
): void {
  context.font = `${options.size ?? 14}px ${(options.size ?? 14) > 14 ? family.strong : family.plain}`;
  context.textAlign = options.align ?? 'left';
  context.fillStyle = options.colour ?? colour.text;
  context.fillText(text, x, y);
}

function paintBar(context: Context, { title, at, walkers }: Scene): void {
  context.fillStyle = colour.bar;
  context.fillRect(0, 0, sceneSize.width, 32);
  write(context, title, 12, 22, { size: 17, colour: '#ffffff' });
  write(context, shanghai.format(at), sceneSize.width - 12, 22, {
    size: 17,
    align: 'right',
    colour: '#ffffff',
  });
  write(context, `画面内 ${walkers.length} 人`, sceneSize.width / 2, 21, {
    align: 'center',
    colour: '#ffffff',
  });
}

/** The corridor from the side: the room to the left, the door in section in the middle. */
function paintFront(context: Context, scene: Scene): void {
  context.fillStyle = colour.wall;
  context.fillRect(0, 32, sceneSize.width / 2, ground - 32);
  context.fillStyle = colour.corridor;
  context.fillRect(sceneSize.width / 2, 32, sceneSize.width / 2, ground - 32);
  write(context, '室内', 12, 54);
  write(context, '走廊', sceneSize.width - 12, 54, { align: 'right' });
  paintDoor(context, scene);
  scene.walkers.forEach((walker, index) =>
    paintPerson(context, walker, people[index % people.length] ?? '#000'),
  );
  context.fillStyle = colour.line;
  context.fillRect(0, ground, sceneSize.width, 3);
}

function paintDoor(context: Context, { doorOpen, lights }: Scene): void {
  const middle = across(0);
  const lintel = 92;
  context.fillStyle = colour.line;
  context.fillRect(middle - 6, 32, 12, lintel - 32);
  context.fillStyle = colour.leaf;
  // An open leaf has swung into the corridor and is seen from its broad side.
  if (doorOpen) {
    context.globalAlpha = 0.35;
    context.fillRect(middle + 6, lintel, 54, ground - lintel);
    context.globalAlpha = 1;
  } else {
    context.fillRect(middle - 4, lintel, 8, ground - lintel);
  }
  const alarm = lights.siren || lights.strobe;
  context.fillStyle = alarm ? colour.alarm : colour.calm;
  context.beginPath();
  context.arc(middle, 62, alarm ? 17 : 12, 0, 2 * Math.PI);
  context.fill();
  const state = lights.doorLocked && !doorOpen ? '门已锁' : doorOpen ? '门开' : '门关';
  write(context, state, middle + 26, 54, lights.doorLocked ? { colour: colour.alarm } : {});
  if (alarm) write(context, '报警', middle - 26, 54, { align: 'right', colour: colour.alarm });
}

function paintPerson(context: Context, { plan, pose }: WalkerView, shirt: string): void {
  const x = across(pose.x);
  const facing = Math.cos(pose.heading) < 0 ? -1 : 1;
  const stride = Math.sin(pose.x * 8) * 14;
  context.strokeStyle = colour.line;
  context.lineWidth = 8;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(x, ground - 50);
  context.lineTo(x + stride, ground - 4);
  context.moveTo(x, ground - 50);
  context.lineTo(x - stride, ground - 4);
  context.stroke();
  context.fillStyle = shirt;
  context.beginPath();
  context.roundRect(x - 13, ground - 98, 26, 54, 8);
  context.fill();
  context.fillStyle = '#e2b48f';
  context.beginPath();
  context.arc(x, ground - 110, 12, 0, 2 * Math.PI);
  context.fill();
  const shown = Math.min(plan.items.length, 6);
  for (let at = 0; at < shown; at += 1) {
    paintParcel(context, x + facing * (20 + 14 * Math.floor(at / 3)), ground - 58 - 15 * (at % 3), 13);
  }
  if (plan.items.length > 0) {
    write(context, `×${plan.items.length}`, x + facing * 30, ground - 26, { align: 'center' });
  }
  if (plan.badgeEpc === null || plan.person === null) return;
  context.fillStyle = '#ffffff';
  context.fillRect(x + facing * 4 - 4, ground - 88, 8, 10);
  write(context, plan.person, x, ground - 130, { size: 15, align: 'center' });
}

function paintParcel(context: Context, x: number, y: number, size: number): void {
  context.fillStyle = colour.parcel;
  context.fillRect(x - size / 2, y - size / 2, size, size);
  context.strokeStyle = colour.line;
  context.lineWidth = 1;
  context.strokeRect(x - size / 2, y - size / 2, size, size);
}

/** The same from above: walls, opening, leaf, the four antennas on the posts, people as dots. */
function paintPlan(context: Context, { walkers, doorOpen }: Scene): void {
  const top = ground + 3;
  context.fillStyle = '#ffffff';
  context.fillRect(0, top, sceneSize.width, sceneSize.height - top);
  const middle = across(0);
  const half = 0.6 * planPixelsPerMetre;
  context.fillStyle = colour.line;
  context.fillRect(middle - 3, top, 6, planMiddle - half - top);
  context.fillRect(middle - 3, planMiddle + half, 6, sceneSize.height);
  context.strokeStyle = colour.leaf;
  context.lineWidth = 4;
  context.beginPath();
  context.moveTo(middle, planMiddle - half);
  if (doorOpen) context.lineTo(middle + 2 * half, planMiddle - half);
  else context.lineTo(middle, planMiddle + half);
  context.stroke();
  context.fillStyle = '#4b6cb7';
  for (const x of [-0.1, 0.1]) {
    for (const side of [-1, 1]) context.fillRect(across(x) - 4, planMiddle + side * half - 4, 8, 8);
  }
  walkers.forEach(({ plan, pose }, index) => {
    const x = across(pose.x);
    const y = planMiddle + pose.y * planPixelsPerMetre;
    context.fillStyle = people[index % people.length] ?? '#000';
    context.beginPath();
    context.arc(x, y, 11, 0, 2 * Math.PI);
    context.fill();
    if (plan.items.length > 0) {
      paintParcel(context, x + 18 * Math.cos(pose.heading), y + 18 * Math.sin(pose.heading), 10);
    }
  });
  write(context, '俯视', 12, sceneSize.height - 8, { size: 13 });
}
