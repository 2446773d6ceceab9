import type { DecodedContent } from '../../decoded.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';

/** What `lpstat -l -p` says of one printer. */
export interface SpoolerState {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly printing: boolean;
}

/** Keywords of printer-state-reasons (RFC 8011 section 5.4.12) that stop paper, in our words. */
const reasons: Readonly<Record<string, string>> = {
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
  paused: 'paused',
  shutdown: 'offline',
  offline: 'offline',
  'timed-out': 'offline',
  'connecting-to-device': 'offline',
  'stopped-partly': 'other error',
  other: 'other error',
};

/** `undefined` when the text tells of no printer. Only the C locale is understood; the driver asks in it. */
export function readPrinterState(text: string): SpoolerState | undefined {
  const first = /^printer \S+ (is idle|now printing|disabled)/m.exec(text)?.[1];
  if (first === undefined) return undefined;
  const alerts = (/^\s*Alerts: (.*)$/m.exec(text)?.[1] ?? '')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'none');
  const faults: string[] = [];
  const warnings: string[] = [];
  for (const alert of alerts) {
    // A keyword ends with its severity; without one it counts as an error.
    const [, keyword = alert, severity = 'error'] = /^(.+?)(?:-(report|warning|error))?$/.exec(alert) ?? [];
    const word = reasons[keyword];
    if (word !== undefined && severity === 'error') faults.push(word);
    else if (severity !== 'report') warnings.push(word ?? keyword.replaceAll('-', ' '));
  }
  if (first === 'disabled' && faults.length === 0) faults.push('paused');
  return {
    faults: [...new Set(faults)],
    warnings: [...new Set(warnings)],
    printing: first === 'now printing',
  };
}

/** `request id is Laser-42 (1 file(s))` */
export function readRequestId(text: string): string | undefined {
  return /request id is (\S+-\d+)/.exec(text)?.[1];
}

/** Ids of the jobs that still wait or print. */
export function readQueue(text: string): string[] {
  return text.split('\n').flatMap((line) => /^(\S+-\d+)\s/.exec(line)?.[1] ?? []);
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
  const [queued] = readQueue(text);
  if (queued !== undefined) return { kind: 'frame', type: 'queued', fields: { requestId: queued } };
  const alerts = /^\s*Alerts: (.+)$/.exec(text)?.[1];
  return alerts === undefined
    ? undefined
    : { kind: 'frame', type: 'alerts', fields: { alerts: alerts.split(/\s+/) } };
}
