import { blend, type Brush, fillRound, noShadow, polygon, shadow, within } from './canvas.ts';

export function disc({ context }: Brush): void {
  shadow(context, 24, 12);
  context.beginPath();
  context.arc(0, 0, 225, 0, Math.PI * 2);
  context.fillStyle = blend(
    context,
    [-225, -225, 225, 225],
    ['#dfe5ea', '#b6c4d8', '#e6dfea', '#c0d6cf', '#eceff2'],
  );
  context.fill();
  noShadow(context);
  for (const [reach, paint] of [
    [78, 'rgba(255, 255, 255, 0.75)'],
    [56, 'rgba(150, 158, 168, 0.8)'],
    [28, '#dfe3e6'],
  ] as const) {
    context.beginPath();
    context.arc(0, 0, reach, 0, Math.PI * 2);
    context.fillStyle = paint;
    context.fill();
  }
  context.fillStyle = 'rgba(30, 36, 44, 0.8)';
  context.font = '24px sans-serif';
  context.fillText('CCTV 01', -50, 150);
}

export function dashCamera({ context }: Brush): void {
  shadow(context, 24, 12);
  fillRound(context, [-60, -230, 120, 90], 14, '#3a3f47');
  fillRound(context, [-240, -150, 480, 300], 46, '#1d2025');
  noShadow(context);
  for (const [reach, paint] of [
    [118, '#30353d'],
    [92, '#0a0c10'],
    [54, '#243a58'],
    [20, '#9db8dc'],
  ] as const) {
    context.beginPath();
    context.arc(-70, 0, reach, 0, Math.PI * 2);
    context.fillStyle = paint;
    context.fill();
  }
  fillRound(context, [110, -70, 90, 26], 8, '#3a3f47');
  fillRound(context, [110, -10, 26, 26], 13, '#c0392b');
}

export function hardDrive({ context, random }: Brush): void {
  shadow(context, 24, 12);
  fillRound(context, [-170, -230, 340, 460], 26, random.pick(['#25282e', '#8f959d', '#2b4a78']));
  noShadow(context);
  fillRound(context, [-140, -60, 280, 130], 10, 'rgba(250, 248, 240, 0.85)');
  for (let line = 0; line < 4; line++)
    fillRound(context, [-120, -40 + line * 26, 220 - line * 30, 9], 3, '#6d7177');
  fillRound(context, [-38, 218, 76, 20], 4, '#0d0f12');
}

export function tablet({ context }: Brush): void {
  shadow(context, 26, 14);
  fillRound(context, [-260, -185, 520, 370], 28, '#b9bec6');
  noShadow(context);
  fillRound(
    context,
    [-236, -161, 472, 322],
    10,
    blend(context, [-236, -161, 236, 161], ['#0b0d12', '#2a313d', '#0d1016']),
  );
}

export function battery({ context, random }: Brush): void {
  shadow(context, 26, 14);
  fillRound(context, [-220, -140, 440, 300], 14, random.pick(['#2f3338', '#33568a', '#4d6b4f']));
  noShadow(context);
  for (const [x, paint] of [
    [-150, '#b3322a'],
    [90, '#17191d'],
  ] as const)
    fillRound(context, [x, -176, 60, 46], 8, paint);
  fillRound(context, [-170, -40, 340, 130], 8, '#e8e4d4');
  context.fillStyle = '#22262c';
  context.font = 'bold 46px sans-serif';
  context.fillText('48V 20Ah', -120, 44);
}

export function coins({ context, random }: Brush): void {
  for (let coin = 0; coin < 5; coin++) {
    within(context, () => {
      context.translate((coin % 3) * 170 - 170 + random.between(-18, 18), Math.floor(coin / 3) * 190 - 90);
      shadow(context, 14, 7);
      context.beginPath();
      context.arc(0, 0, 78, 0, Math.PI * 2);
      context.fillStyle = blend(context, [-78, -78, 78, 78], ['#7d6a3d', '#b59d62', '#5d5a3f']);
      context.fill();
      noShadow(context);
      context.strokeStyle = '#4a4128';
      context.lineWidth = 5;
      context.stroke();
      fillRound(context, [-22, -22, 44, 44], 2, '#e2e0d8');
      context.strokeRect(-22, -22, 44, 44);
    });
  }
}

export function scroll({ context, random }: Brush): void {
  shadow(context, 22, 12);
  fillRound(context, [-170, -220, 340, 440], 2, '#efe6d2');
  noShadow(context);
  fillRound(context, [-130, -180, 260, 360], 2, '#fbf7ec');
  context.strokeStyle = 'rgba(30, 32, 36, 0.72)';
  for (let stroke = 0; stroke < 5; stroke++) {
    context.lineWidth = random.between(6, 18);
    context.beginPath();
    context.moveTo(-120, 120 - stroke * 60);
    context.bezierCurveTo(-50, 20 - stroke * 60, 20, 160 - stroke * 60, 120, 60 - stroke * 50);
    context.stroke();
  }
  fillRound(context, [70, 130, 38, 38], 2, '#b3322a');
  for (const y of [-244, 216]) fillRound(context, [-200, y, 400, 30], 14, '#5a3822');
}

export function twoWheeler({ context, random }: Brush): void {
  const paint = random.pick(['#1f4f7a', '#8f2f2f', '#2c3138']);
  context.lineWidth = 20;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  shadow(context, 16, 8);
  for (const x of [-180, 180]) {
    context.strokeStyle = '#1d2025';
    context.beginPath();
    context.arc(x, 110, 88, 0, Math.PI * 2);
    context.stroke();
  }
  context.strokeStyle = paint;
  context.beginPath();
  context.moveTo(-180, 110);
  context.lineTo(-60, 90);
  context.lineTo(60, 90);
  context.lineTo(140, -90);
  context.lineTo(180, 110);
  context.moveTo(-60, 90);
  context.lineTo(-90, -30);
  context.stroke();
  fillRound(context, [-160, -62, 150, 34], 16, '#22262c');
  context.strokeStyle = '#30353c';
  context.beginPath();
  context.moveTo(96, -118);
  context.lineTo(190, -104);
  context.stroke();
}

export function circuitBoard({ context, random }: Brush): void {
  shadow(context, 22, 12);
  fillRound(context, [-240, -170, 480, 340], 8, '#1f5a3d');
  noShadow(context);
  context.strokeStyle = 'rgba(190, 220, 170, 0.5)';
  context.lineWidth = 4;
  for (let trace = 0; trace < 14; trace++) {
    context.beginPath();
    context.moveTo(-220, -150 + trace * 23);
    context.lineTo(random.between(-120, 0), -150 + trace * 23);
    context.lineTo(random.between(40, 210), -140 + trace * 22);
    context.stroke();
  }
  for (let chip = 0; chip < 6; chip++)
    fillRound(context, [-200 + (chip % 3) * 150, -120 + Math.floor(chip / 3) * 150, 96, 76], 4, '#15181c');
  fillRound(context, [-240, 140, 300, 30], 2, '#c8a54a');
}

export function stamp({ context, random }: Brush): void {
  const wood = random.pick(['#7a4a2a', '#5a2f22', '#2c2f34']);
  within(context, () => {
    context.translate(-110, 0);
    shadow(context, 22, 12);
    fillRound(context, [-60, -220, 120, 250], 50, wood);
    fillRound(context, [-95, 20, 190, 90], 12, wood);
    noShadow(context);
    fillRound(context, [-95, 96, 190, 24], 6, '#b3322a');
  });
  context.strokeStyle = 'rgba(184, 40, 34, 0.85)';
  context.lineWidth = 10;
  context.beginPath();
  context.arc(150, 60, 92, 0, Math.PI * 2);
  context.stroke();
  polygon(
    context,
    Array.from({ length: 10 }, (_point, index) => {
      const angle = (index * Math.PI) / 5 - Math.PI / 2;
      const reach = index % 2 === 0 ? 40 : 16;
      return [150 + Math.cos(angle) * reach, 60 + Math.sin(angle) * reach] as const;
    }),
  );
  context.fillStyle = 'rgba(184, 40, 34, 0.85)';
  context.fill();
}

export function gamblingThings({ context, random }: Brush): void {
  for (let card = 0; card < 4; card++) {
    within(context, () => {
      context.translate(-130 + card * 46, -30 + card * 10);
      context.rotate(-0.3 + card * 0.16);
      shadow(context, 12, 6);
      fillRound(context, [-75, -110, 150, 220], 12, '#fbfaf5');
      noShadow(context);
      context.fillStyle = card % 2 === 0 ? '#b3322a' : '#17191d';
      context.font = 'bold 54px serif';
      context.fillText(random.pick(['A', 'K', 'Q', '7']), -58, -52);
    });
  }
  for (let chip = 0; chip < 4; chip++) {
    shadow(context, 10, 6);
    context.beginPath();
    context.arc(130 + (chip % 2) * 96, -60 + Math.floor(chip / 2) * 110, 44, 0, Math.PI * 2);
    context.fillStyle = random.pick(['#2f5f93', '#a0453f', '#3f7a4c', '#22262c']);
    context.fill();
    noShadow(context);
    context.strokeStyle = '#f4f1e8';
    context.lineWidth = 8;
    context.setLineDash([16, 18]);
    context.stroke();
    context.setLineDash([]);
  }
  shadow(context, 10, 6);
  fillRound(context, [10, 130, 76, 76], 12, '#fbfaf5');
  noShadow(context);
  for (const [x, y] of [
    [30, 150],
    [48, 168],
    [66, 186],
  ] as const)
    fillRound(context, [x - 7, y - 7, 14, 14], 7, '#17191d');
}

/** Plaster cast (石膏模型) of a sole. */
export function plasterCast({ context }: Brush): void {
  shadow(context, 24, 12);
  fillRound(context, [-150, -250, 300, 500], 120, '#e9e5da');
  noShadow(context);
  for (let row = 0; row < 13; row++)
    fillRound(
      context,
      [-90 + Math.abs(6 - row) * 4, -205 + row * 32, 180 - Math.abs(6 - row) * 8, 14],
      7,
      '#c3bdae',
    );
}

/** Fingerprint lifting film (手印提取胶片). */
export function liftingFilm({ context, random }: Brush): void {
  shadow(context, 14, 7);
  fillRound(context, [-210, -150, 420, 300], 6, 'rgba(236, 240, 242, 0.92)');
  noShadow(context);
  context.strokeStyle = 'rgba(30, 32, 36, 0.75)';
  context.lineWidth = 4;
  for (const x of [-100, 90]) {
    const lean = random.between(-8, 8);
    for (let ridge = 1; ridge < 9; ridge++) {
      context.beginPath();
      context.ellipse(x + lean, 0, ridge * 8, ridge * 12, lean / 40, 0.25, Math.PI * 2 - 0.25);
      context.stroke();
    }
  }
}

export function identityCards({ context, random }: Brush): void {
  for (let card = random.integer(1, 2); card >= 0; card--) {
    within(context, () => {
      context.translate(card * 40, card * 70 - 40);
      context.rotate(card * 0.07);
      shadow(context, 14, 7);
      fillRound(
        context,
        [-215, -135, 430, 270],
        18,
        blend(context, [-215, 0, 215, 0], ['#e7eef2', '#d3e2e6', '#e9e4ee']),
      );
      noShadow(context);
      for (let line = 0; line < 4; line++)
        fillRound(context, [-180, -92 + line * 44, 170 - line * 16, 14], 4, '#6f7b86');
      fillRound(context, [80, -96, 110, 140], 8, '#c3ccd2');
      context.beginPath();
      context.arc(135, -52, 26, 0, Math.PI * 2);
      context.fillStyle = '#8b959d';
      context.fill();
      fillRound(context, [100, -20, 70, 60], 26, '#8b959d');
      fillRound(context, [-180, 88, 300, 16], 4, '#8b959d');
    });
  }
}

export function pliers({ context, random }: Brush): void {
  const grip = random.pick(['#b8322a', '#2f5f93', '#d2a01e']);
  context.lineCap = 'round';
  shadow(context, 22, 12);
  for (const side of [-1, 1]) {
    context.strokeStyle = grip;
    context.lineWidth = 36;
    context.beginPath();
    context.moveTo(-260, side * 90);
    context.quadraticCurveTo(-120, side * 80, 40, side * -10);
    context.stroke();
    context.strokeStyle = '#59616b';
    context.lineWidth = 44;
    context.beginPath();
    context.moveTo(60, side * -14);
    context.quadraticCurveTo(150, side * -60, 230, side * -18);
    context.stroke();
  }
  noShadow(context);
  context.beginPath();
  context.arc(60, 0, 26, 0, Math.PI * 2);
  context.fillStyle = '#aab1b9';
  context.fill();
}

export function screwdriver({ context, random }: Brush): void {
  shadow(context, 22, 12);
  fillRound(
    context,
    [-40, -11, 290, 22],
    6,
    blend(context, [0, -11, 0, 11], ['#777e87', '#e4e7eb', '#6d737b']),
  );
  fillRound(context, [236, -18, 34, 36], 4, '#8b9199');
  const handle = random.pick(['#d2a01e', '#b8322a', '#2f6d3f']);
  fillRound(context, [-270, -44, 240, 88], 36, handle);
  noShadow(context);
  for (const y of [-22, 0, 22]) fillRound(context, [-250, y - 4, 190, 8], 4, 'rgba(0, 0, 0, 0.25)');
}
