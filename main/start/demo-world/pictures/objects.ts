import { blend, type Brush, fillRound, noShadow, polygon, shadow, within } from './canvas.ts';

export function knife({ context, random }: Brush): void {
  shadow(context);
  polygon(context, [
    [-30, -34],
    [230, -34],
    [292, 8],
    [230, 34],
    [-30, 34],
  ]);
  context.fillStyle = blend(context, [0, -34, 0, 34], ['#aeb4bb', '#f2f4f6', '#c0c6cc', '#e9ecef']);
  context.fill();
  fillRound(context, [-270, -30, 240, 60], 22, random.pick(['#17191d', '#5a3822', '#3b4149']));
  noShadow(context);
  fillRound(context, [-42, -40, 18, 80], 5, '#8b9199');
  for (const x of [-220, -150, -80]) {
    context.beginPath();
    context.arc(x, 0, 9, 0, Math.PI * 2);
    context.fillStyle = '#a5abb3';
    context.fill();
  }
  context.strokeStyle = 'rgba(90, 98, 106, 0.6)';
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(-20, 20);
  context.lineTo(238, 20);
  context.stroke();
}

export function tool({ context, random }: Brush): void {
  const steel = blend(context, [0, -20, 0, 20], ['#59616b', '#aab1b9', '#4a515a']);
  shadow(context);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = steel;
  context.lineWidth = 34;
  context.beginPath();
  context.moveTo(-270, 30);
  context.lineTo(200, 0);
  context.quadraticCurveTo(270, -6, 262, -78);
  context.stroke();
  noShadow(context);
  context.strokeStyle = random.pick(['#b8322a', '#2f5f93', '#d2a01e']);
  context.lineWidth = 36;
  context.beginPath();
  context.moveTo(-268, 30);
  context.lineTo(-60, 17);
  context.stroke();
  context.fillStyle = 'rgba(60, 40, 25, 0.28)';
  for (let spot = 0; spot < 9; spot++) {
    context.beginPath();
    context.ellipse(random.between(-40, 190), random.between(-4, 16), 9, 4, 0, 0, Math.PI * 2);
    context.fill();
  }
}

export function bag({ context, random }: Brush): void {
  const [base, deep] = random.pick([
    ['#3d4757', '#2a323f'],
    ['#6b4a33', '#4d3422'],
    ['#4f5b46', '#39432f'],
  ] as const);
  shadow(context, 28, 14);
  fillRound(context, [-210, -170, 420, 390], 60, blend(context, [0, -170, 0, 220], [base, deep]));
  noShadow(context);
  context.strokeStyle = deep;
  context.lineWidth = 20;
  context.beginPath();
  context.arc(0, -170, 74, Math.PI, 0);
  context.stroke();
  fillRound(context, [-160, 40, 320, 140], 26, 'rgba(255, 255, 255, 0.08)');
  context.strokeStyle = 'rgba(235, 235, 230, 0.55)';
  context.lineWidth = 3;
  context.setLineDash([9, 7]);
  context.beginPath();
  context.roundRect(-160, 40, 320, 140, 26);
  context.stroke();
  context.setLineDash([]);
  fillRound(context, [-180, -64, 360, 10], 5, '#1a1d21');
  fillRound(context, [random.integer(-120, 120), -70, 16, 44], 6, '#c9b26a');
}

export function box({ context, random }: Brush): void {
  const paint = random.pick(['#b98d5c', '#8d2f2f', '#34567a']);
  shadow(context, 28, 14);
  fillRound(context, [-220, -120, 440, 280], 8, paint);
  noShadow(context);
  polygon(context, [
    [-220, -112],
    [-176, -184],
    [176, -184],
    [220, -112],
  ]);
  context.fillStyle = blend(
    context,
    [0, -184, 0, -112],
    ['rgba(255,255,255,0.42)', 'rgba(255,255,255,0.12)'],
  );
  context.fill();
  context.fillStyle = paint;
  context.globalAlpha = 0.55;
  context.fill();
  context.globalAlpha = 1;
  fillRound(context, [-34, -184, 68, 344], 0, 'rgba(235, 225, 195, 0.5)');
  fillRound(context, [-190, 60, 130, 74], 4, 'rgba(250, 248, 240, 0.85)');
  context.fillStyle = '#3b3b3b';
  for (let bar = 0; bar < 18; bar++) context.fillRect(-180 + bar * 6.2, 70, random.integer(1, 4), 40);
}

export function bottle({ context, random }: Brush): void {
  const glass = random.pick([
    ['#1f4a2d', '#4f8d63', '#173a22'],
    ['#5a3413', '#a66f36', '#472808'],
    ['#93a7b4', '#dfe9ee', '#8497a4'],
  ]);
  within(context, () => {
    context.rotate(Math.PI / 2);
    shadow(context);
    const body = blend(context, [-75, 0, 75, 0], glass);
    context.beginPath();
    context.moveTo(-75, 250);
    context.lineTo(-75, -60);
    context.bezierCurveTo(-75, -130, -27, -130, -27, -190);
    context.lineTo(-27, -250);
    context.lineTo(27, -250);
    context.lineTo(27, -190);
    context.bezierCurveTo(27, -130, 75, -130, 75, -60);
    context.lineTo(75, 250);
    context.closePath();
    context.fillStyle = body;
    context.fill();
    noShadow(context);
    fillRound(context, [-32, -286, 64, 46], 6, random.pick(['#b23b31', '#2c2f34', '#c8a54a']));
    fillRound(context, [-75, 0, 150, 160], 2, '#efe9da');
    fillRound(context, [-58, 26, 116, 10], 2, '#8d8a80');
    fillRound(context, [-58, 52, 80, 8], 2, '#b3afa3');
    fillRound(context, [-58, 76, 98, 8], 2, '#b3afa3');
    fillRound(context, [-62, -70, 14, 60], 7, 'rgba(255, 255, 255, 0.35)');
  });
}

export function sampleTube({ context, random }: Brush): void {
  for (const [index, y] of [-96, 0, 96].entries()) {
    within(context, () => {
      context.translate(random.between(-14, 14), y);
      shadow(context, 14, 7);
      fillRound(context, [-230, -30, 400, 60], 30, 'rgba(226, 236, 242, 0.92)');
      noShadow(context);
      fillRound(context, [150, -36, 90, 72], 12, random.pick(['#b5342c', '#7a4aa0', '#2f6d9f']));
      fillRound(context, [-190, -5, 330, 10], 5, '#f8f6ee');
      context.beginPath();
      context.ellipse(-186, 0, 34, 15, 0, 0, Math.PI * 2);
      context.fillStyle = index === 1 ? '#efe9df' : '#8f2a22';
      context.fill();
      fillRound(context, [-60, -26, 150, 52], 3, 'rgba(250, 248, 240, 0.9)');
      context.fillStyle = '#4a4a4a';
      for (let bar = 0; bar < 16; bar++) context.fillRect(-48 + bar * 8, -16, random.integer(2, 5), 32);
    });
  }
}
