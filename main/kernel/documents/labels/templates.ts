import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../errors.ts';
import { type LabelTemplate, labelTemplateSchema } from './template.ts';

const folder = path.join(fileURLToPath(import.meta.url), '../../../../../resources/labels');
const loaded = new Map<string, LabelTemplate>();

/** The ids of the shipped templates, sorted. */
export function labelTemplateIds(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .sort();
}

/** A shipped template, read once. Refuses with `label.unknown_template`. */
export function labelTemplate(id: string): LabelTemplate {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  if (!labelTemplateIds().includes(id))
    throw new Refusal('label.unknown_template', { template: id.slice(0, 80) });
  const template = readLabelTemplate(path.join(folder, `${id}.json`));
  loaded.set(id, template);
  return template;
}

/**
 * A template from a file of the engineer's own, for the service tool; never hand it a path from a screen. Refuses
 * with `label.unknown_template` when there is no such file and `label.bad_template` when it is not of the form.
 */
export function readLabelTemplate(file: string): LabelTemplate {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Refusal('label.unknown_template', { template: path.basename(file).slice(0, 80) });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('label.bad_template', { template: path.basename(file), problem: 'not JSON' });
  }
  const checked = labelTemplateSchema.safeParse(json);
  if (!checked.success) {
    const [first] = checked.error.issues;
    throw new Refusal('label.bad_template', {
      template: path.basename(file),
      problem: first === undefined ? '' : `${first.path.join('.')}: ${first.message}`,
    });
  }
  return checked.data;
}

/** An id, or the path of a JSON file: whatever ends in `.json` is a path. */
export function findLabelTemplate(idOrPath: string): LabelTemplate {
  return idOrPath.endsWith('.json') ? readLabelTemplate(idOrPath) : labelTemplate(idOrPath);
}
