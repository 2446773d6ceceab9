import { blend, type Brush, fillRound, noShadow, shadow, within } from './canvas.ts';

export function banknotes({ context, random }: Brush): void {
  const notes = random.integer(5, 8);
  for (let note = 0; note < notes; note++) {
    within(context, () => {
      context.translate((note - notes / 2) * 16, (note - notes / 2) * 22);
      context.rotate((note - notes / 2) * 0.05 + random.between(-0.03, 0.03));
      shadow(context, 10, 5);
      fillRound(
        context,
        [-220, -100, 440, 200],
        6,
        blend(context, [-220, 0, 220, 0], ['#d98a86', '#c25c5e', '#dba09a']),
      );
      noShadow(context);
      context.strokeStyle = 'rgba(120, 30, 40, 0.35)';
      context.lineWidth = 2;
      for (let ring = 0; ring < 6; ring++) {
        context.beginPath();
        context.ellipse(-40, 0, 40 + ring * 16, 30 + ring * 9, 0, 0, Math.PI * 2);
        context.stroke();
      }
      context.beginPath();
      context.ellipse(130, -4, 50, 66, 0, 0, Math.PI * 2);
      context.fillStyle = 'rgba(120, 40, 48, 0.35)';
      context.fill();
      context.fillStyle = 'rgba(110, 22, 34, 0.75)';
      context.font = 'bold 46px sans-serif';
      context.fillText('100', -205, 84);
      context.font = '20px monospace';
      context.fillText(`DEMO${random.integer(100_000, 999_999)}`, -205, -72);
    });
  }
}

export function document({ context, random }: Brush): void {
  for (let sheet = random.integer(1, 3); sheet >= 0; sheet--) {
    within(context, () => {
      context.rotate(sheet * 0.045 + random.between(-0.02, 0.02));
      shadow(context, 16, 8);
      fillRound(context, [-185, -250, 370, 500], 3, sheet === 0 ? '#fbfaf5' : '#eeeade');
      noShadow(context);
      if (sheet > 0) return;
      fillRound(context, [-90, -214, 180, 22], 3, '#4a4d52');
      context.fillStyle = '#a2a5a8';
      for (let line = 0; line < 15; line++) {
        context.fillRect(-150, -160 + line * 22, line % 5 === 4 ? random.integer(120, 220) : 300, 7);
      }
      context.strokeStyle = 'rgba(192, 34, 34, 0.75)';
      context.lineWidth = 7;
      context.beginPath();
      context.arc(92, 178, 46, 0, Math.PI * 2);
      context.stroke();
      fillRound(context, [62, 172, 60, 12], 2, 'rgba(192, 34, 34, 0.7)');
    });
  }
}

export function bankCard({ context, random }: Brush): void {
  const cards = random.integer(1, 3);
  for (let card = 0; card < cards; card++) {
    within(context, () => {
      context.translate((card - cards / 2 + 0.5) * 46, (card - cards / 2 + 0.5) * 96);
      context.rotate((card - 1) * 0.06);
      shadow(context, 14, 7);
      const [from, to] = random.pick([
        ['#23406b', '#4a76b2'],
        ['#7c1f2e', '#b2555f'],
        ['#22614a', '#55997d'],
      ] as const);
      fillRound(context, [-210, -132, 420, 264], 22, blend(context, [-210, -132, 210, 132], [from, to]));
      noShadow(context);
      fillRound(
        context,
        [-172, -46, 66, 50],
        8,
        blend(context, [-172, -46, -106, 4], ['#e9d693', '#b3954a']),
      );
      context.fillStyle = 'rgba(255, 255, 255, 0.86)';
      context.font = 'bold 32px monospace';
      context.fillText(`0000 •••• •••• ${random.integer(1000, 9999)}`, -176, 56);
      fillRound(context, [60, -106, 116, 20], 4, 'rgba(255, 255, 255, 0.5)');
    });
  }
}

export function powder({ context, random }: Brush): void {
  const bags = random.integer(1, 3);
  for (let index = 0; index < bags; index++) {
    within(context, () => {
      context.translate((index - (bags - 1) / 2) * 190, random.between(-16, 16));
      context.rotate(random.between(-0.12, 0.12));
      shadow(context, 12, 6);
      fillRound(context, [-95, -130, 190, 260], 10, 'rgba(228, 236, 240, 0.78)');
      noShadow(context);
      context.beginPath();
      context.moveTo(-84, 116);
      context.lineTo(84, 116);
      context.bezierCurveTo(80, 10, 40, 30, 6, -4);
      context.bezierCurveTo(-30, 30, -76, 20, -84, 116);
      context.fillStyle = '#fdfdfb';
      context.fill();
      context.fillStyle = 'rgba(180, 190, 198, 0.7)';
      for (let grain = 0; grain < 60; grain++) {
        context.fillRect(random.between(-70, 70), random.between(50, 112), 3, 2);
      }
      fillRound(context, [-95, -112, 190, 8], 2, '#c23a34');
      fillRound(context, [-80, -90, 14, 190], 7, 'rgba(255, 255, 255, 0.5)');
    });
  }
}

export function jewellery({ context, random }: Brush): void {
  const metal = random.pick([
    ['#8f6a1c', '#f3d67a', '#a87d22'],
    ['#7f868d', '#f0f3f5', '#8d949b'],
  ]);
  shadow(context, 20, 10);
  fillRound(context, [-230, -180, 460, 360], 20, random.pick(['#27324a', '#4a1f2a', '#22392f']));
  noShadow(context);
  fillRound(context, [-212, -162, 424, 324], 14, 'rgba(255, 255, 255, 0.05)');
  context.strokeStyle = blend(context, [-150, -100, 150, 100], metal);
  const chain = random.next() < 0.5;
  shadow(context, 10, 5);
  if (chain) {
    context.lineWidth = 12;
    context.setLineDash([15, 5]);
    context.beginPath();
    context.ellipse(0, -40, 150, 105, 0, 0, Math.PI * 2);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.arc(0, 96, 26, 0, Math.PI * 2);
    context.fillStyle = random.pick(['#1d8a63', '#a52a3f', '#f3d67a']);
    context.fill();
    return;
  }
  for (const x of [-86, 86]) {
    context.lineWidth = 22;
    context.beginPath();
    context.arc(x, 30, 66, 0, Math.PI * 2);
    context.stroke();
    context.beginPath();
    context.arc(x, -52, 22, 0, Math.PI * 2);
    context.fillStyle = random.pick(['#bfe4f2', '#a52a3f', '#2f8f6a']);
    context.fill();
  }
}
