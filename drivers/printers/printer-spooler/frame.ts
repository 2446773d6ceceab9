import type { DecodedContent } from '../../decoded.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';

/** What a print service says of one printer, in our words. */
export interface SpoolerState {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly printing: boolean;
}

/** Keywords of printer-state-reasons (RFC 8011 section 5.4.12) that stop paper, in our words. */
const stopping: Readonly<Record<string, string>> = {
  'media-empty': 'paper out',
  'media-needed': 'paper out',
  'media-jam': 'paper jam',
  'cover-open': 'cover open',
  'door-open': 'cover open',
  'interlock-open': 'cover open',
  'toner-empty': 'toner out',
  'marker-supply-empty': 'toner out',
  'output-area-full': 'output tray full',
  'input-tray-missing': 'tray missing',
  'input-cannot-feed-size-selected': 'paper out',
  'fuser-over-temp': 'head too hot',
  paused: 'paused',
  shutdown: 'offline',
  offline: 'offline',
  'timed-out': 'offline',
  'connecting-to-device': 'offline',
  'stopped-partly': 'other error',
  other: 'other error',
};
const announcing: Readonly<Record<string, string>> = {
  'media-low': 'paper near end',
  'toner-low': 'toner near end',
  'marker-supply-low': 'toner near end',
};
/** The printer waits for paper whatever severity its maker gave (seen with CUPS 2.4.2: `media-needed-warning`, nothing moves). */
const stopsAtAnySeverity: ReadonlySet<string> = new Set(['media-needed', 'paused', 'shutdown']);

/** What CUPS writes below the first line while a backend has no printer at its end; its reasons then say `none`. */
const messages: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:The printer (?:may not exist or is unavailable|is unreachable|is not responding|cannot be reached)|Unable to (?:locate|find|connect to) printer)/i,
    'offline',
  ],
  [/^The printer is in use/i, 'busy'],
];

/** `undefined` when the text tells of no printer. Only the C locale is understood; the driver asks in it. */
export function readPrinterState(text: string): SpoolerState | undefined {
  const first = /^printer \S+ (is idle|now printing|disabled)/m.exec(text)?.[1];
  if (first === undefined) return undefined;
  const printing = first === 'now printing';
  const faults: string[] = [];
  const warnings: string[] = [];
  for (const { keyword, severity } of alertsOf(text)) {
    const stops = stopping[keyword];
    const isFault = severity === 'error' || (severity === 'warning' && stopsAtAnySeverity.has(keyword));
    if (stops !== undefined && isFault) faults.push(stops);
    else if (severity !== 'report') warnings.push(stops ?? announcing[keyword] ?? 'other warning');
  }
  const message = /^printer [^\n]*\n\s+(\S[^\n]*)/m.exec(text)?.[1] ?? '';
  const told = messages.find(([form]) => form.test(message))?.[1];
  if (printing && told !== undefined) faults.push(told);
  if (first === 'disabled' && faults.length === 0) faults.push('paused');
  return { faults: [...new Set(faults)], warnings: [...new Set(warnings)], printing };
}

interface Alert {
  readonly keyword: string;
  /** Without one it counts as an error. */
  readonly severity: 'report' | 'warning' | 'error';
}

function alertsOf(text: string): readonly Alert[] {
  const words = (/^\s*Alerts: (.*)$/m.exec(text)?.[1] ?? '').split(/\s+/);
  return words.flatMap((word): Alert[] => {
    // `cups-waiting-for-job-completed` and its like are notes of the service to itself, without any severity.
    if (word === '' || word === 'none' || word.startsWith('cups-')) return [];
    const [, keyword = word, severity = 'error'] = /^(.+?)(?:-(report|warning|error))?$/.exec(word) ?? [];
    return [{ keyword, severity: severity === 'report' || severity === 'warning' ? severity : 'error' }];
  });
}

/** `request id is Laser-42 (1 file(s))` */
export function readRequestId(text: string): string | undefined {
  return /request id is (\S+-\d+)/.exec(text)?.[1];
}

/** Ids of the jobs that still wait or print. */
export function readQueue(text: string): string[] {
  return text.split('\n').flatMap((line) => /^(\S+-\d+)\s/.exec(line)?.[1] ?? []);
}

export function isSchedulerRunning(text: string): boolean {
  return /^scheduler is running/m.test(text);
}

/** The decoder of `station-tool decode printer-spooler`: the answers of `lp` and `lpstat`, line by line. */
export function createSpoolerDecoder(): Framer {
  return createLineFramer(({ text }) => meaningOf(text), 512);
}

function meaningOf(text: string): DecodedContent | undefined {
  const id = readRequestId(text);
  if (id !== undefined) return { kind: 'frame', type: 'accepted', fields: { requestId: id } };
  const state = readPrinterState(text);
  if (state !== undefined) {
    return { kind: 'printer', ready: state.faults.length === 0, faults: state.faults };
  }
  if (/^scheduler is (?:not )?running/.test(text)) {
    return { kind: 'frame', type: 'scheduler', fields: { running: isSchedulerRunning(text) } };
  }
  const refusal = /^(lp|lpstat|cancel): (.+)$/.exec(text);
  if (refusal !== null) {
    return { kind: 'frame', type: 'refused', fields: { program: refusal[1] ?? '', said: refusal[2] ?? '' } };
  }
  const [queued] = readQueue(text);
  if (queued !== undefined) return { kind: 'frame', type: 'queued', fields: { requestId: queued } };
  const alerts = /^\s*Alerts: (.+)$/.exec(text)?.[1];
  return alerts === undefined
    ? undefined
    : { kind: 'frame', type: 'alerts', fields: { alerts: alerts.split(/\s+/) } };
}
