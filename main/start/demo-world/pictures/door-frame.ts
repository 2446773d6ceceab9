import { blend, chineseFont, type Context, fillRound, newCanvas, within } from './canvas.ts';

export interface DoorScene {
  /** UTC milliseconds, written into the picture in Shanghai time as cameras do. */
  readonly at: number;
  readonly door: string;
  /** 0 = at the near side of the door, 1 = through it. */
  readonly progress: number;
  readonly outwards: boolean;
  readonly person: boolean;
  readonly carries: boolean;
  readonly alarm: boolean;
}

const width = 640;
const height = 360;

function corridor(context: Context, alarm: boolean): void {
  context.fillStyle = blend(context, [0, 0, 0, height], ['#aab2ba', '#d9dde0', '#b9bfc4']);
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#8d949b';
  context.beginPath();
  context.moveTo(0, height);
  context.lineTo(150, 220);
  context.lineTo(490, 220);
  context.lineTo(width, height);
  context.closePath();
  context.fill();
  fillRound(context, [190, 50, 260, 172], 2, blend(context, [190, 50, 450, 222], ['#5d666f', '#454d56']));
  fillRound(context, [206, 64, 228, 158], 2, '#eef0f1');
  for (const x of [168, 446])
    fillRound(context, [x, 40, 26, 190], 6, blend(context, [x, 0, x + 26, 0], ['#f5f6f7', '#9aa2aa']));
  fillRound(context, [300, 18, 40, 16], 8, alarm ? '#e2231a' : '#5a626a');
  if (!alarm) return;
  context.fillStyle = 'rgba(226, 35, 26, 0.16)';
  context.fillRect(0, 0, width, height);
}

function figure(context: Context, scene: DoorScene): void {
  const near = scene.outwards ? scene.progress : 1 - scene.progress;
  within(context, () => {
    context.translate(320 + (near - 0.5) * 90, 150 + near * 40);
    const scale = 0.75 + near * 0.5;
    context.scale(scale, scale);
    context.fillStyle = 'rgba(20, 24, 30, 0.25)';
    context.beginPath();
    context.ellipse(0, 104, 40, 9, 0, 0, Math.PI * 2);
    context.fill();
    fillRound(context, [-22, 34, 18, 70], 8, '#222b3a');
    fillRound(context, [4, 34, 18, 70], 8, '#1d2533');
    fillRound(context, [-30, -32, 60, 80], 18, '#2f4a72');
    fillRound(context, [-42, -26, 16, 62], 8, '#2a4266');
    fillRound(context, [26, -26, 16, 62], 8, '#2a4266');
    context.beginPath();
    context.arc(0, -56, 21, 0, Math.PI * 2);
    context.fillStyle = '#c9a184';
    context.fill();
    fillRound(context, [-22, -80, 44, 20], 9, '#1c2430');
    if (scene.carries) fillRound(context, [-26, 2, 52, 34], 4, '#c08a4e');
  });
}

/** A frame of the door's camera (抓拍): corridor, portal posts and who goes through. @returns JPEG, 640 × 360 */
export async function drawDoorFrame(scene: DoorScene): Promise<Uint8Array> {
  const { canvas, context } = newCanvas(width, height);
  corridor(context, scene.alarm);
  if (scene.person) figure(context, scene);
  const time = new Date(scene.at + 8 * 3_600_000).toISOString().slice(0, 22).replace('T', ' ');
  context.font = `16px ${chineseFont}`;
  context.fillStyle = '#ffffff';
  context.strokeStyle = '#15181c';
  context.lineWidth = 3;
  for (const [text, y] of [
    [time, 24],
    [scene.door, 346],
  ] as const) {
    context.strokeText(text, 12, y);
    context.fillText(text, 12, y);
  }
  return await canvas.encode('jpeg', 70);
}
