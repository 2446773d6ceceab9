import { blend, type Brush, fillRound, noShadow, polygon, shadow, within } from './canvas.ts';

/** A pair side by side, soles down, seen from above. */
export function shoes({ context, random }: Brush): void {
  const [upper, stripe] = random.pick([
    ['#e8e6e1', '#2f5f93'],
    ['#2b2f36', '#d8d5cc'],
    ['#5c3a2e', '#c9b294'],
  ] as const);
  for (const side of [-1, 1]) {
    within(context, () => {
      context.translate(side * 100, side * 10);
      context.scale(side, 1);
      context.rotate(0.06);
      shadow(context, 24, 12);
      context.beginPath();
      context.moveTo(-62, -120);
      context.bezierCurveTo(-80, -240, 60, -250, 70, -110);
      context.bezierCurveTo(78, 0, 50, 60, 56, 150);
      context.bezierCurveTo(60, 250, -64, 250, -60, 150);
      context.bezierCurveTo(-56, 60, -50, 0, -62, -120);
      context.closePath();
      context.fillStyle = upper;
      context.fill();
      noShadow(context);
      fillRound(context, [-34, 30, 70, 170], 34, '#15181c');
      context.strokeStyle = stripe;
      context.lineWidth = 9;
      for (let lace = 0; lace < 5; lace++) {
        context.beginPath();
        context.moveTo(-40, -10 - lace * 30);
        context.lineTo(42, -22 - lace * 30);
        context.stroke();
      }
    });
  }
}

export function coat({ context, random }: Brush): void {
  const cloth = random.pick(['#262b33', '#33402f', '#3a3140']);
  shadow(context, 28, 14);
  polygon(context, [
    [-90, -240],
    [90, -240],
    [160, -200],
    [280, 110],
    [205, 145],
    [140, -20],
    [150, 235],
    [-150, 235],
    [-140, -20],
    [-205, 145],
    [-280, 110],
    [-160, -200],
  ]);
  context.fillStyle = cloth;
  context.fill();
  noShadow(context);
  polygon(context, [
    [-90, -240],
    [0, -120],
    [90, -240],
    [40, -250],
    [-40, -250],
  ]);
  context.fillStyle = 'rgba(255, 255, 255, 0.14)';
  context.fill();
  context.fillStyle = 'rgba(0, 0, 0, 0.4)';
  context.fillRect(-2, -120, 4, 355);
  for (let button = 0; button < 4; button++)
    fillRound(context, [10, -90 + button * 80, 16, 16], 8, '#b9b4a6');
  for (const x of [-120, 50]) fillRound(context, [x, 90, 70, 12], 4, 'rgba(0, 0, 0, 0.35)');
}

export function gloves({ context, random }: Brush): void {
  const wool = random.pick(['#e9e6da', '#c9ccd0', '#d8c9a4']);
  for (const side of [-1, 1]) {
    within(context, () => {
      context.translate(side * 125, side * 8);
      context.scale(side, 1);
      shadow(context, 20, 10);
      fillRound(context, [-75, -60, 150, 200], 40, wool);
      for (const [x, top] of [
        [-72, -190],
        [-35, -226],
        [2, -222],
        [39, -180],
      ] as const)
        fillRound(context, [x, top, 33, 200], 16, wool);
      context.rotate(0.5);
      fillRound(context, [-92, -70, 36, 130], 18, wool);
      context.rotate(-0.5);
      noShadow(context);
      fillRound(context, [-72, 118, 144, 90], 12, '#4a6d8f');
      context.fillStyle = 'rgba(60, 40, 25, 0.22)';
      for (let spot = 0; spot < 7; spot++) {
        context.beginPath();
        context.ellipse(random.between(-50, 50), random.between(-40, 90), 15, 8, 0, 0, Math.PI * 2);
        context.fill();
      }
    });
  }
}

export function suitcase({ context, random }: Brush): void {
  const shell = random.pick(['#37475a', '#7a2b34', '#4b4f45']);
  shadow(context, 28, 14);
  fillRound(context, [-70, -262, 140, 80], 20, '#22262c');
  fillRound(context, [-180, -200, 360, 430], 34, shell);
  noShadow(context);
  for (let rib = 0; rib < 6; rib++)
    fillRound(context, [-140 + rib * 50, -176, 14, 380], 7, 'rgba(255, 255, 255, 0.13)');
  for (const x of [-150, 110]) fillRound(context, [x, 222, 40, 26], 8, '#15181c');
}

export function wallet({ context, random }: Brush): void {
  const leather = random.pick(['#4b3325', '#25282d', '#6b3f2c']);
  shadow(context, 24, 12);
  fillRound(context, [-230, -140, 460, 300], 26, leather);
  noShadow(context);
  fillRound(
    context,
    [-214, -124, 428, 268],
    18,
    blend(context, [0, -124, 0, 144], ['#ffffff14', '#00000022']),
  );
  context.fillStyle = 'rgba(0, 0, 0, 0.35)';
  context.fillRect(-3, -140, 6, 300);
  for (let card = 0; card < 3; card++)
    fillRound(
      context,
      [30, -96 + card * 56, 170, 46],
      6,
      random.pick(['#2f5f93', '#a0453f', '#6f8f5c', '#c7a44a']),
    );
}

export function belt({ context, random }: Brush): void {
  context.strokeStyle = random.pick(['#2a2320', '#53382a', '#17191d']);
  context.lineWidth = 40;
  shadow(context, 20, 10);
  context.beginPath();
  for (let turn = 0; turn <= 130; turn++) {
    const angle = turn / 10;
    const reach = 60 + turn * 1.15;
    const [x, y] = [Math.cos(angle) * reach, Math.sin(angle) * reach];
    if (turn === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
  noShadow(context);
  context.strokeStyle = '#c3c7cc';
  context.lineWidth = 12;
  context.strokeRect(150, 40, 82, 70);
}
