import fs from 'node:fs';
import { drawStillLife, pictureKinds } from '/work/main/main/start/demo-world/pictures/still-life.ts';
import { createRandom } from '/work/main/main/start/demo-world/random.ts';
fs.mkdirSync('/tmp/ux/pics', { recursive: true });
const t = Date.now();
for (const [i, k] of pictureKinds.slice(16).entries()) fs.writeFileSync(`/tmp/ux/pics/${k}.png`, await drawStillLife(k, createRandom(i + 7), i));
console.log(Date.now() - t, pictureKinds.length);
