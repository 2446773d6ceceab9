import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../kernel/errors.ts';
import { installationFolder } from './paths.ts';

/** What a start-up error says about itself, without a screen to say it on. */
interface CodedError {
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export function isCoded(error: unknown): error is Error & CodedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'detail' in error &&
    typeof error.detail === 'object' &&
    error.detail !== null
  );
}

/**
 * The words of `resources/i18n/<language>/errors.json` for a code: what happened, what was kept, what to do. Undefined
 * when the table has none. Pure.
 */
export function wordsFor(error: CodedError, table: unknown): string[] | undefined {
  const found = property(table, error.code);
  const parts = typeof found === 'string' ? [found] : sentences(found);
  if (parts.length === 0) return undefined;
  return parts.map((part) =>
    part.replace(/\{(\w+)\}/g, (placeholder, name: string) => shown(error.detail[name]) ?? placeholder),
  );
}

/** Both languages, then the code a technician can search for. */
export function explain(error: unknown): string {
  const technical = error instanceof Error ? error.message : String(error);
  if (!isCoded(error)) return explain(new Refusal('station.fault', { fault: technical }));
  const [chinese, english] = (['zh-CN', 'en'] as const).map(
    (language) => wordsFor(error, table(language)) ?? [],
  );
  return [
    '工作站无法启动。',
    ...(chinese ?? []),
    'The station cannot start.',
    ...(english ?? []),
    technical === error.code ? `(${error.code})` : `(${error.code}: ${technical})`,
  ].join('\n');
}

function shown(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function table(language: string): unknown {
  try {
    return JSON.parse(
      readFileSync(path.join(installationFolder, 'resources', 'i18n', language, 'errors.json'), 'utf8'),
    );
  } catch {
    // The words are a courtesy; the code alone must still be shown.
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function sentences(value: unknown): string[] {
  return typeof value === 'object' && value !== null
    ? Object.values(value).filter((part): part is string => typeof part === 'string')
    : [];
}
