/** Writes the rule files anew after a manifest has changed: `npx node resources/udev/write.ts`. */
import { writeFile } from 'node:fs/promises';
import { drivers } from '../../drivers/registry.ts';
import { ACCESS_FILE, accessRules, BRLTTY_FILE, brlttyRules } from './rules.ts';

await writeFile(new URL(ACCESS_FILE, import.meta.url), accessRules(drivers));
await writeFile(new URL(BRLTTY_FILE, import.meta.url), brlttyRules());
