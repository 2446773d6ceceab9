import { useSyncExternalStore } from 'react';

/** 外观 of this computer: kept here, because it belongs to the screen and not to the person. */
export type Theme = 'system' | 'light' | 'dark';

export interface Appearance {
  readonly theme: Theme;
  /** 1 to 1.75. */
  readonly textScale: number;
}

export function readAppearance(): Appearance {
  const theme = localStorage.getItem('theme');
  const textScale = Number(localStorage.getItem('text-scale') ?? '1');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    textScale: Number.isFinite(textScale) ? Math.min(1.75, Math.max(1, textScale)) : 1,
  };
}

const listeners = new Set<() => void>();
let shown: Appearance | undefined;

/** Puts it on the document and keeps it. */
export function applyAppearance({ theme, textScale }: Appearance): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.style.setProperty('--text-scale', String(textScale));
  localStorage.setItem('theme', theme);
  localStorage.setItem('text-scale', String(textScale));
  shown = { theme, textScale };
  for (const listener of listeners) listener();
}

/** What is shown now; the component renders again when it changes anywhere. */
export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, appearanceNow);
}

function appearanceNow(): Appearance {
  shown ??= readAppearance();
  return shown;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
