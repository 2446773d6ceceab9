import { useSyncExternalStore } from 'react';
import type { ErrorWords, SameKeys } from '../../resources/i18n/words.ts';
import { errorTexts, texts, type Texts } from '../../resources/i18n/zh-CN/index.ts';

export type Language = 'zh-CN' | 'en';

/** `area.key`, for example `common.query` or `evidence.custody.in-store`; a wrong key does not compile. */
export type TextKey = {
  [Area in keyof Texts]: `${Area}.${Extract<keyof Texts[Area], string>}`;
}[keyof Texts];

export type TextParameters = Readonly<Record<string, string | number>>;

interface Tables {
  readonly language: Language;
  readonly texts: SameKeys<Texts>;
  readonly errors: Readonly<Record<string, ErrorWords>>;
}

let current: Tables = { language: 'zh-CN', texts, errors: errorTexts };
const listeners = new Set<() => void>();

/**
 * Replaces `{name}` by the parameter of that name; a placeholder without a parameter stays, so that it is seen. Pure.
 */
export function fill(text: string, parameters: TextParameters = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : placeholder,
  );
}

/** The text of a key in the language in force. A template literal over a union of codes is checked as well. */
export function t(key: TextKey, parameters?: TextParameters): string {
  return fill(look(key) ?? key, parameters);
}

/** For a key made from a code that came from outside the program; `otherwise` when there is no such key. */
export function textOr(key: string, otherwise: string, parameters?: TextParameters): string {
  return fill(look(key) ?? otherwise, parameters);
}

/** The words of an error code; of `generic` for a code without words of its own. `kept` is always filled. */
export function errorWords(code: string, parameters: TextParameters = {}): Required<ErrorWords> {
  const generic = current.errors.generic;
  const words = current.errors[code] ?? generic;
  return {
    what: fill(words?.what ?? code, parameters),
    kept: fill(words?.kept ?? generic?.kept ?? '', parameters),
    remedy: fill(words?.remedy ?? '', parameters),
  };
}

/** Loads the language's tables, then switches every text and the document's `lang`. */
export async function switchLanguage(language: Language): Promise<void> {
  if (language === current.language) return;
  if (language === 'en') {
    const english = await import('../../resources/i18n/en/index.ts');
    current = { language, texts: english.texts, errors: english.errorTexts };
  } else {
    current = { language, texts, errors: errorTexts };
  }
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

export function language(): Language {
  return current.language;
}

/** The language in force; the component renders again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function look(key: string): string | undefined {
  const dot = key.indexOf('.');
  const area: unknown = Reflect.get(current.texts, key.slice(0, dot));
  if (typeof area !== 'object' || area === null) return undefined;
  const name = key.slice(dot + 1);
  if (!Object.hasOwn(area, name)) return undefined;
  const text: unknown = Reflect.get(area, name);
  return typeof text === 'string' ? text : undefined;
}
