import type { PictureKind } from '../demo-data.ts';
import type { Random } from '../random.ts';
import {
  blend,
  type Brush,
  chineseFont,
  type Context,
  fillRound,
  newCanvas,
  noShadow,
  shadow,
  within,
} from './canvas.ts';
import { belt, coat, gloves, shoes, suitcase, wallet } from './belongings.ts';
import { carKey, laptop, phone, usbStick, watch } from './devices.ts';
import {
  battery,
  circuitBoard,
  coins,
  dashCamera,
  disc,
  gamblingThings,
  hardDrive,
  identityCards,
  liftingFilm,
  plasterCast,
  pliers,
  screwdriver,
  scroll,
  stamp,
  tablet,
  twoWheeler,
} from './exhibits.ts';
import { bag, bottle, box, knife, sampleTube, tool } from './objects.ts';
import { bankCard, banknotes, document, jewellery, powder } from './papers.ts';

const things: Readonly<Record<PictureKind, (brush: Brush) => void>> = {
  phone,
  laptop,
  'usb-stick': usbStick,
  'bank-card': bankCard,
  banknotes,
  jewellery,
  watch,
  document,
  'car-key': carKey,
  powder,
  bottle,
  knife,
  'sample-tube': sampleTube,
  tool,
  bag,
  box,
  shoes,
  coat,
  gloves,
  suitcase,
  wallet,
  belt,
  disc,
  'dash-camera': dashCamera,
  'hard-drive': hardDrive,
  tablet,
  battery,
  coins,
  scroll,
  'two-wheeler': twoWheeler,
  'circuit-board': circuitBoard,
  stamp,
  'gambling-things': gamblingThings,
  'plaster-cast': plasterCast,
  'lifting-film': liftingFilm,
  'identity-cards': identityCards,
  pliers,
  screwdriver,
  'phone-black': (brush) => phone(brush, '#1d1f24'),
  'phone-silver': (brush) => phone(brush, '#b9bec6'),
  'phone-blue': (brush) => phone(brush, '#2b4a78'),
};

export const pictureKinds = Object.keys(things) as readonly PictureKind[];

const width = 960;
const height = 720;

/** Paper of an evidence desk with a printed grid, lit from the upper left. */
function desk(context: Context, random: Random): void {
  const paper = random.pick(['#dfe3e6', '#d6dbd3', '#e4dfd4', '#cfd6dd']);
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.strokeStyle = 'rgba(70, 84, 98, 0.13)';
  context.lineWidth = 1;
  for (let x = 30; x < width; x += 60) context.strokeRect(x, -1, 0, height + 2);
  for (let y = 30; y < height; y += 60) context.strokeRect(-1, y, width + 2, 0);
  const light = context.createRadialGradient(330, 250, 120, 480, 360, 720);
  light.addColorStop(0, 'rgba(255, 255, 255, 0.34)');
  light.addColorStop(1, 'rgba(30, 36, 44, 0.3)');
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
}

/** Scale ruler (比例尺) along the lower edge: the size of things must be readable from the picture. */
function ruler(context: Context): void {
  within(context, () => {
    context.translate(60, 632);
    shadow(context, 10, 5);
    fillRound(context, [0, 0, 620, 58], 4, '#fbfbf7');
    noShadow(context);
    context.fillStyle = '#15181c';
    context.font = 'bold 18px sans-serif';
    context.textAlign = 'center';
    for (let millimetre = 0; millimetre <= 150; millimetre++) {
      const x = 10 + millimetre * 4;
      const length = millimetre % 10 === 0 ? 24 : millimetre % 5 === 0 ? 17 : 10;
      context.fillRect(x - 0.75, 0, 1.5, length);
      if (millimetre % 10 === 0) context.fillText(String(millimetre / 10), x, 44);
    }
    for (let block = 0; block < 15; block++) {
      context.fillStyle = block % 2 === 0 ? '#15181c' : '#fbfbf7';
      context.fillRect(10 + block * 40, 50, 40, 6);
    }
  });
}

/** Label with bars, and the yellow number that marks the piece. */
function label(context: Context, random: Random, number: number): void {
  within(context, () => {
    context.translate(712, 576);
    context.rotate(random.between(-0.03, 0.03));
    shadow(context, 10, 5);
    fillRound(context, [0, 0, 196, 116], 6, '#ffffff');
    noShadow(context);
    context.fillStyle = '#15181c';
    context.font = `bold 21px ${chineseFont}`;
    context.fillText('物证标签', 14, 30);
    context.font = '15px monospace';
    context.fillText(`No. ${String(number).padStart(4, '0')}`, 14, 54);
    for (let x = 14; x < 180; ) {
      const bar = random.integer(1, 4);
      context.fillRect(x, 66, bar, 38);
      x += bar + random.integer(1, 4);
    }
  });
  within(context, () => {
    context.translate(66, 58);
    shadow(context, 10, 6);
    fillRound(context, [0, 0, 92, 92], 8, '#f0c419');
    noShadow(context);
    context.fillStyle = '#15181c';
    context.font = 'bold 60px sans-serif';
    context.textAlign = 'center';
    context.fillText(String(1 + (number % 9)), 46, 67);
  });
}

/**
 * A photograph as the document camera over the desk would take it: one thing, a ruler and a label in the picture.
 *
 * @returns JPEG, 960 × 720, below 60 kB
 */
export async function drawStillLife(kind: PictureKind, random: Random, number: number): Promise<Uint8Array> {
  const { canvas, context } = newCanvas(width, height);
  desk(context, random);
  ruler(context);
  label(context, random, number);
  within(context, () => {
    context.translate(480 + random.between(-50, 50), 325 + random.between(-14, 14));
    const scale = random.between(0.96, 1.08);
    context.scale(scale, scale);
    context.rotate(random.between(-0.3, 0.3));
    things[kind]({ context, random });
  });
  context.fillStyle = blend(context, [0, 0, width, height], ['rgba(255,244,224,0.08)', 'rgba(20,30,50,0.1)']);
  context.fillRect(0, 0, width, height);
  return await canvas.encode('jpeg', 72);
}
