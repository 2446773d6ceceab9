import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from '../random.ts';

export type Context = SKRSContext2D;

/** Fonts that carry Chinese on the three desktops, then whatever the system calls sans. */
export const chineseFont = '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

export interface Brush {
  readonly context: Context;
  readonly random: Random;
}

export function newCanvas(width: number, height: number): { canvas: Canvas; context: Context } {
  const canvas = createCanvas(width, height);
  return { canvas, context: canvas.getContext('2d') };
}

/** Draws with its own state, so that rotation and shadow end with the thing. */
export function within(context: Context, draw: () => void): void {
  context.save();
  draw();
  context.restore();
}

export function fillRound(
  context: Context,
  box: readonly [x: number, y: number, width: number, height: number],
  radius: number,
  fill: string | CanvasFill,
): void {
  context.beginPath();
  context.roundRect(...box, radius);
  context.fillStyle = fill;
  context.fill();
}
type CanvasFill = ReturnType<Context['createLinearGradient']>;

/** From left to right, or from top to bottom. */
export function blend(
  context: Context,
  line: readonly [x0: number, y0: number, x1: number, y1: number],
  colours: readonly string[],
): CanvasFill {
  const gradient = context.createLinearGradient(...line);
  for (const [index, colour] of colours.entries()) {
    gradient.addColorStop(index / Math.max(1, colours.length - 1), colour);
  }
  return gradient;
}

export function polygon(context: Context, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

/** Soft shadow below whatever is filled next in this state. */
export function shadow(context: Context, blur = 22, offset = 10): void {
  context.shadowColor = 'rgba(20, 22, 26, 0.42)';
  context.shadowBlur = blur;
  context.shadowOffsetX = offset * 0.6;
  context.shadowOffsetY = offset;
}

export function noShadow(context: Context): void {
  context.shadowColor = 'transparent';
}
