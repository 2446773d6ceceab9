import type { FieldValue, Group } from './codec.ts';

/** The child group of a decoded message or parameter, or undefined where it is missing. */
export function groupAt(group: Group | undefined, key: string): Group | undefined {
  const value = group?.[key];
  return isGroup(value) ? value : undefined;
}

/** The groups of a repeated parameter; empty where it is missing. */
export function groupsAt(group: Group | undefined, key: string): readonly Group[] {
  const value = group?.[key];
  return Array.isArray(value) ? value.filter(isGroup) : [];
}

export function numberAt(group: Group | undefined, key: string): number | undefined {
  const value = group?.[key];
  return typeof value === 'number' ? value : undefined;
}

export function textAt(group: Group | undefined, key: string): string {
  const value = group?.[key];
  return typeof value === 'string' ? value : '';
}

const isGroup = (value: FieldValue | undefined): value is Group =>
  typeof value === 'object' && !Array.isArray(value);
