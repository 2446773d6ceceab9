import { blend, type Brush, fillRound, noShadow, polygon, shadow, within } from './canvas.ts';

/** Every drawing stands around the point 0, 0 and is about 500 wide. */
export function phone({ context, random }: Brush, colour?: string): void {
  const body = colour ?? random.pick(['#1d1f24', '#b9bec6', '#2b4a78']);
  shadow(context);
  fillRound(context, [-120, -235, 240, 470], 34, body);
  noShadow(context);
  fillRound(
    context,
    [-108, -222, 216, 444],
    24,
    blend(context, [-108, -222, 108, 222], ['#0b0d12', '#2a313d', '#0d1016']),
  );
  fillRound(context, [-34, -214, 68, 16], 8, '#05060a');
  polygon(context, [
    [-100, -222],
    [-20, -222],
    [-108, -40],
    [-108, -120],
  ]);
  context.fillStyle = 'rgba(255, 255, 255, 0.07)';
  context.fill();
  context.strokeStyle = 'rgba(235, 240, 248, 0.55)';
  context.lineWidth = 1.6;
  const x = random.between(-80, 40);
  const y = random.between(-180, 100);
  for (let crack = 0; crack < 7; crack++) {
    context.beginPath();
    context.moveTo(x, y);
    const angle = (crack / 7) * Math.PI * 2 + random.next();
    const reach = random.between(24, 62);
    context.lineTo(x + Math.cos(angle) * reach * 0.5 + 5, y + Math.sin(angle) * reach * 0.5);
    context.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
    context.stroke();
  }
}

export function laptop({ context, random }: Brush): void {
  const body = random.pick(['#aeb3ba', '#4a4f57', '#c8c3b8']);
  shadow(context, 26, 14);
  fillRound(context, [-260, -230, 520, 250], 16, '#23262c');
  fillRound(context, [-270, 20, 540, 215], 16, body);
  noShadow(context);
  fillRound(context, [-242, -214, 484, 220], 6, blend(context, [0, -214, 0, 6], ['#141a24', '#2c3a4e']));
  fillRound(context, [-240, 34, 480, 112], 8, 'rgba(20, 22, 26, 0.28)');
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 15; column++) {
      fillRound(context, [-234 + column * 31.4, 39 + row * 21, 27, 17], 3, '#2a2d33');
    }
  }
  fillRound(context, [-80, 156, 160, 66], 8, 'rgba(255, 255, 255, 0.22)');
  fillRound(context, [150, 168, 76, 40], 4, random.pick(['#c94f3d', '#3f7fc0', '#5d9a58']));
}

export function usbStick({ context, random }: Brush): void {
  shadow(context);
  fillRound(context, [-190, -52, 270, 104], 18, random.pick(['#25282e', '#8b1f2a', '#3a4f66']));
  fillRound(
    context,
    [76, -38, 112, 76],
    4,
    blend(context, [0, -38, 0, 38], ['#e4e7eb', '#9aa1aa', '#d3d7dc']),
  );
  noShadow(context);
  fillRound(context, [112, -22, 20, 16], 2, '#3c4148');
  fillRound(context, [112, 8, 20, 16], 2, '#3c4148');
  fillRound(context, [-176, -40, 190, 22], 10, 'rgba(255, 255, 255, 0.13)');
  context.beginPath();
  context.arc(-160, 16, 12, 0, Math.PI * 2);
  context.fillStyle = 'rgba(0, 0, 0, 0.5)';
  context.fill();
}

export function watch({ context, random }: Brush): void {
  const strap = random.pick(['#3b2a20', '#1f2226', '#a4a9b0']);
  shadow(context);
  fillRound(context, [-52, -250, 104, 500], 26, strap);
  context.beginPath();
  context.arc(0, 0, 118, 0, Math.PI * 2);
  context.fillStyle = blend(context, [-118, -118, 118, 118], ['#eceff2', '#8d949d', '#dfe3e7']);
  context.fill();
  noShadow(context);
  context.beginPath();
  context.arc(0, 0, 98, 0, Math.PI * 2);
  context.fillStyle = random.pick(['#f4f1e8', '#15202f', '#23262a']);
  const dark = context.fillStyle !== '#f4f1e8';
  context.fill();
  context.strokeStyle = dark ? '#e8ebee' : '#2a2d31';
  for (let mark = 0; mark < 12; mark++) {
    const angle = (mark / 12) * Math.PI * 2;
    context.lineWidth = mark % 3 === 0 ? 6 : 3;
    context.beginPath();
    context.moveTo(Math.cos(angle) * 78, Math.sin(angle) * 78);
    context.lineTo(Math.cos(angle) * 90, Math.sin(angle) * 90);
    context.stroke();
  }
  const hour = random.between(0, Math.PI * 2);
  for (const [reach, width, angle] of [
    [46, 7, hour],
    [72, 4, hour * 12],
  ] as const) {
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(Math.cos(angle) * reach, Math.sin(angle) * reach);
    context.stroke();
  }
  fillRound(context, [116, -12, 18, 24], 5, '#9aa1aa');
}

export function carKey({ context, random }: Brush): void {
  shadow(context);
  fillRound(context, [-210, -70, 190, 140], 54, '#1c1f24');
  fillRound(
    context,
    [-34, -16, 220, 32],
    6,
    blend(context, [0, -16, 0, 16], ['#dfe2e6', '#989fa8', '#c9ced4']),
  );
  noShadow(context);
  context.fillStyle = '#777e87';
  for (const x of [60, 92, 120, 150]) context.fillRect(x, 6, 14, random.integer(5, 10));
  for (const [index, y] of [-38, -4, 30].entries()) {
    fillRound(context, [-150, y - 12, 84, 26], 12, index === 2 ? '#8f2f2f' : '#30353c');
  }
  within(context, () => {
    context.strokeStyle = '#aab0b8';
    context.lineWidth = 8;
    context.beginPath();
    context.arc(-238, 0, 46, 0, Math.PI * 2);
    context.stroke();
    shadow(context, 12, 6);
    fillRound(context, [-330, 30, 78, 130], 10, random.pick(['#b5342c', '#d9a520', '#2f6d9f']));
  });
}
