import type { ReadingContent, ReadingErrorContent } from '../../decoded.ts';
import { readingError } from '../../measurement/reading.ts';
import type { EventReport } from './commands.ts';
import type { Configuration } from './configuration.ts';
import { type ApduLine, linesOfReport } from './report-lines.ts';
import { parseScanReport } from './scan-report.ts';
import { linesOfSegment, type SegmentData, type SegmentInfo } from './segments.ts';

export type Result = ReadingContent | ReadingErrorContent;

/**
 * The results in a scan report of a live association, under the configuration that was agreed.
 *
 * @param apdu the whole APDU, of which `event` is the body
 * @throws DeviceError `protocol.*` when the report as a whole cannot be believed; nothing of it counts then
 */
export function resultsOfReport(
  event: EventReport,
  apdu: Uint8Array,
  configuration: Configuration,
): readonly Result[] | undefined {
  const report = parseScanReport(event.eventType, event.info);
  if (report === undefined) return undefined;
  const place = { apdu, bodyAt: event.info.byteOffset - apdu.byteOffset, handle: event.handle };
  return resultsOf(linesOfReport(report, configuration, place), apdu);
}

/** The results in a segment data event. @throws DeviceError `protocol.*` */
export function resultsOfSegment(
  event: EventReport,
  data: SegmentData,
  segment: SegmentInfo,
  apdu: Uint8Array,
): readonly Result[] {
  if (data.count === 0 && data.data.length === 0) return [];
  const place = { apdu, bodyAt: data.data.byteOffset - apdu.byteOffset, handle: event.handle };
  return resultsOf(linesOfSegment(data, segment, place), apdu);
}

/** A value that no body has is the device's error: told and kept with its bytes, never taken for a finding. */
function resultsOf(lines: readonly ApduLine[], apdu: Uint8Array): Result[] {
  return lines.flatMap(({ start, content }, index): Result[] => {
    if (content.kind === 'reading') return [content];
    if (content.kind !== 'refused') return [];
    const raw = apdu.subarray(start, lines[index + 1]?.start ?? apdu.length);
    return [readingError(content.reason, 'the device sent what cannot be', raw)];
  });
}
