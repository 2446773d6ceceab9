import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { labelLanguages } from '../../../../drivers/printers/label-languages/index.ts';
import { labelTemplateIds } from '../../../kernel/documents/labels/templates.ts';
import { renderLabel } from '../../../kernel/documents/labels/render.ts';
import { readArguments } from '../arguments.ts';
import { readJson } from '../input.ts';
import { ToolError, wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `label render <template> FILE [--lang] [--png OUT]`: the print job, and on request the picture of the label. */
export async function label(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals, option } = readArguments(args, 2, 3, {
    lang: { type: 'string' },
    png: { type: 'string' },
  });
  const [action, template = '', file] = positionals;
  if (action !== 'render') throw wrongUsage(`label ${action}: render`);
  const wanted = option('lang') ?? 'zpl';
  const language = labelLanguages.find((name) => name === wanted);
  if (language === undefined) throw wrongUsage(`--lang ${wanted}: ${labelLanguages.join(' | ')}`);
  const rendered = await renderLabel({
    template: templateOf(template, io),
    data: readJson(io, file),
    language,
  });
  if (rendered.missingGlyphs.length > 0) {
    io.diagnose(`字库中没有这些字 / no font here has: ${rendered.missingGlyphs.join(' ')}`);
  }
  const picture = option('png');
  if (picture !== undefined) writePicture(path.resolve(io.workingFolder, picture), rendered.png);
  await io.output.line({
    bytes: Buffer.from(rendered.bytes).toString('base64'),
    widthMm: rendered.widthMm,
    heightMm: rendered.heightMm,
  });
}

/** The id of a template of ours, or the path of one of the engineer's own. */
function templateOf(name: string, io: ToolIo): string {
  if (name.endsWith('.json')) return path.resolve(io.workingFolder, name);
  const known = labelTemplateIds();
  if (known.includes(name)) return name;
  throw wrongUsage(`没有此标签模板 / no such label template: ${name}; 现有 / there are: ${known.join(' ')}`);
}

function writePicture(file: string, png: Uint8Array): void {
  try {
    writeFileSync(file, png);
  } catch (error) {
    throw new ToolError('output.failed', error instanceof Error ? error.message : String(error), file, error);
  }
}
