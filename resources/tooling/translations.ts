import type { SourceFile } from './checks/source-files.ts';

/** A message table: nested objects whose leaves are texts. */
export type Messages = { readonly [key: string]: string | Messages };

/** Full keys of all texts, for example `errors.store.in_use`. Pure. */
export function keysOf(messages: Messages, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

/** Placeholders of a text, `{name}`, sorted; a value with a word in each language (`{zh}`, `{en}`) counts as one placeholder. */
function placeholders(text: string): string {
  return [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => (match[1] === 'zh' || match[1] === 'en' ? '(word)' : (match[1] ?? '')))
    .toSorted((left, right) => left.localeCompare(right))
    .join(' ');
}

function textAt(messages: Messages, fullKey: string): string | undefined {
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') {
      if (key === fullKey) return value;
    } else if (fullKey.startsWith(`${key}.`)) {
      const found = textAt(value, fullKey.slice(key.length + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Error codes a source file can throw: constructor calls of the coded errors, and the unions that list codes. Pure. */
export function errorCodesIn(text: string): string[] {
  const thrown = /new (?:Refusal|StoreError|HostError|DeviceError)\(\s*'([a-z][\w-]*(?:\.[\w-]+)+)'/g;
  const unions = /export type \w*ErrorCode\s*=\s*((?:\s*\|?\s*'[^']+')+)/g;
  return [
    ...[...text.matchAll(thrown)].flatMap((match) => match[1] ?? []),
    ...[...text.matchAll(unions)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/'([^']+)'/g)].flatMap((code) => code[1] ?? []),
    ),
  ];
}

/** Everything wrong with the two tables, one line each. Pure. */
export function translationProblems(
  chinese: Messages,
  english: Messages,
  sources: readonly SourceFile[],
): string[] {
  const chineseKeys = new Set(keysOf(chinese));
  const englishKeys = new Set(keysOf(english));
  const problems: string[] = [];
  for (const key of chineseKeys) if (!englishKeys.has(key)) problems.push(`en.json lacks ${key}`);
  for (const key of englishKeys) if (!chineseKeys.has(key)) problems.push(`zh-CN.json lacks ${key}`);
  for (const key of chineseKeys) {
    const [left, right] = [textAt(chinese, key), textAt(english, key)];
    if (left === '' || right === '') problems.push(`${key} is empty`);
    if (left !== undefined && right !== undefined && placeholders(left) !== placeholders(right)) {
      problems.push(`${key} has other placeholders in the other language`);
    }
  }
  const codes = new Map<string, string>();
  for (const { file, text } of sources) {
    if (/\.(test|spec)\.tsx?$|\/testing\//.test(file)) continue;
    for (const code of errorCodesIn(text)) if (!codes.has(code)) codes.set(code, file);
  }
  const covered = (code: string): boolean => {
    const key = `errors.${code}`;
    return chineseKeys.has(key) || [...chineseKeys].some((known) => known.startsWith(`${key}.`));
  };
  for (const [code, file] of codes)
    if (!covered(code)) problems.push(`no words for the code ${code} (${file})`);
  return problems;
}
