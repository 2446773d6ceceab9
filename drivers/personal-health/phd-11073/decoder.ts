import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import type { Framed } from '../../framing/framer.ts';
import { hex4, toHex } from '../../framing/hexadecimal.ts';
import type { Apdu, Message } from './apdu.ts';
import { parseAssociationInfo } from './association.ts';
import { buildConfiguration, type Configuration, parseConfigurationReport } from './configuration.ts';
import { describeApdu } from './describe.ts';
import type { Described } from './describe-actions.ts';
import { createPhdFramer, type PhdFrame } from './frame.ts';
import { MderReader, reasonOf } from './mder.ts';
import {
  ACTION,
  ASSOCIATION_RESULT,
  EVENT,
  FIRST_OWN_CONFIGURATION,
  PROTOCOL_20601,
} from './nomenclature.ts';
import { type ApduLine, assumeStandard, frameOfUnknownReport, linesOfReport } from './report-lines.ts';
import { parseScanReport } from './scan-report.ts';
import {
  describeUnknownEntries,
  linesOfSegment,
  parseSegmentData,
  parseSegmentInfos,
  type SegmentInfo,
} from './segments.ts';
import { standardConfigurations } from './standard-configurations.ts';

/**
 * The decoder of `station-tool decode phd-11073`: listens to both directions of a capture and learns the configuration
 * from the configuration report in it, or from the association when a standard one is named there.
 */
export function createPhdDecoder(): FrameDecoder {
  const framer = createPhdFramer();
  const listener = new PassiveListener();
  const take = (frames: readonly Framed<PhdFrame>[]): Decoded[] => {
    const lines: Decoded[] = [];
    for (const frame of frames) lines.push(...listener.lines(frame));
    return lines;
  };
  return { push: (bytes) => take(framer.push(bytes)), end: () => take(framer.end()) };
}

class PassiveListener {
  /** Whether an association or a configuration was heard: before that the capture began in the middle. */
  #heard = false;
  #systemId = '';
  #configuration: Configuration | undefined;
  /** Own configurations by system id and configuration id: valid for later associations too. */
  readonly #learnt = new Map<string, Configuration>();
  /** By handle of the store and number of the segment. */
  readonly #segments = new Map<string, SegmentInfo>();

  lines(frame: Framed<PhdFrame>): Decoded[] {
    const { offset, length } = frame;
    switch (frame.kind) {
      case 'apdu':
        return place(this.#linesOf(frame.apdu, frame.bytes), offset, length);
      case 'preamble': {
        const { transfers, quality, opaque } = frame;
        const fields = { transfers, quality: quality.toString(16).padStart(2, '0'), opaque: toHex(opaque) };
        return [{ kind: 'frame', type: 'metadataPreamble', fields, offset, length }];
      }
      default:
        return [frame];
    }
  }

  #linesOf(apdu: Apdu, bytes: Uint8Array): readonly ApduLine[] {
    try {
      return (
        (apdu.kind === 'presentation' ? this.#measured(apdu.message, bytes) : undefined) ?? [
          this.#described(apdu),
        ]
      );
    } catch (error) {
      this.#mistrust(apdu);
      return [{ start: 0, content: { kind: 'refused', reason: reasonOf(error) } }];
    }
  }

  #described(apdu: Apdu): ApduLine {
    // Described first: what cannot be described is refused and must not be learnt from.
    const described = describeApdu(apdu);
    this.#learn(apdu);
    return { start: 0, content: frameContent(described) };
  }

  /** An association or a configuration that cannot be read: what was known is no longer true, and nothing may be assumed. */
  #mistrust(apdu: Apdu): void {
    const isConfiguration =
      apdu.kind === 'presentation' &&
      apdu.message.kind === 'eventReport' &&
      apdu.message.eventType === EVENT.configuration;
    if (apdu.kind !== 'associationRequest' && !isConfiguration) return;
    this.#heard = true;
    this.#configuration = undefined;
  }

  #learn(apdu: Apdu): void {
    switch (apdu.kind) {
      case 'associationRequest': {
        const offer = apdu.protocols.find(({ id }) => id === PROTOCOL_20601);
        if (offer === undefined) return;
        const { systemId, configurationId } = parseAssociationInfo(offer.info);
        this.#heard = true;
        this.#systemId = systemId;
        this.#segments.clear();
        this.#configuration =
          configurationId < FIRST_OWN_CONFIGURATION
            ? standardConfigurations.get(configurationId)
            : this.#learnt.get(`${systemId} ${configurationId}`);
        return;
      }
      case 'associationAnswer':
        this.#heard = true;
        if (!isAccepted(apdu.result)) this.#configuration = undefined;
        return;
      case 'presentation':
        this.#learnFromMessage(apdu.message);
        return;
      case 'releaseRequest':
        return;
      case 'releaseAnswer':
      case 'abort':
        this.#configuration = undefined;
        this.#segments.clear();
    }
  }

  #learnFromMessage(message: Message): void {
    if (message.kind === 'eventReport' && message.eventType === EVENT.configuration) {
      // A copy: what is learnt outlives the framer's buffer.
      const { id, objects } = parseConfigurationReport(message.info.slice());
      this.#heard = true;
      this.#configuration = buildConfiguration(id, objects);
      this.#learnt.set(`${this.#systemId} ${id}`, this.#configuration);
    }
    if (message.kind === 'actionAnswer' && message.actionType === ACTION.segmentInformation) {
      for (const segment of parseSegmentInfos(message.info.slice(), this.#configuration)) {
        this.#segments.set(segmentKey(message.handle, segment.number), segment);
      }
    }
  }

  /** `undefined` when the message carries no measurement. */
  #measured(message: Message, apdu: Uint8Array): readonly ApduLine[] | undefined {
    if (message.kind === 'eventReport') {
      const { eventType, info, handle } = message;
      if (eventType === EVENT.segmentData) return this.#segmentLines(handle, info, apdu);
      return this.#reportLines(eventType, info, handle, apdu);
    }
    if (message.kind !== 'actionAnswer' || message.actionType !== ACTION.dataRequest) return undefined;
    const report = readDataAnswer(message.info);
    return report === undefined ? undefined : this.#reportLines(report.eventType, report.info, 0, apdu);
  }

  #reportLines(
    eventType: number,
    info: Uint8Array,
    handle: number,
    apdu: Uint8Array,
  ): readonly ApduLine[] | undefined {
    const report = parseScanReport(eventType, info);
    if (report === undefined) return undefined;
    const where = { apdu, bodyAt: info.byteOffset - apdu.byteOffset, handle };
    if (this.#configuration !== undefined) return linesOfReport(report, this.#configuration, where);
    const assumed = this.#heard ? undefined : assumeStandard(report, where);
    return assumed ?? [frameOfUnknownReport(report, where)];
  }

  #segmentLines(handle: number, info: Uint8Array, apdu: Uint8Array): readonly ApduLine[] {
    const event = parseSegmentData(info);
    const segment = this.#segments.get(segmentKey(handle, event.segment));
    if (segment !== undefined && event.count > 0) {
      return linesOfSegment(event, segment, {
        apdu,
        bodyAt: event.data.byteOffset - apdu.byteOffset,
        handle,
      });
    }
    const { segment: number, firstEntry, count, status } = event;
    const fields = {
      handle,
      segment: number,
      firstEntry,
      count,
      status: hex4(status),
      ...describeUnknownEntries(event),
    };
    return [{ start: 0, content: { kind: 'frame', type: 'segmentData', fields } }];
  }
}

/** Relative time u32, result u16, event type u16, the report itself. */
export function readDataAnswer(info: Uint8Array): { eventType: number; info: Uint8Array } | undefined {
  const reader = new MderReader(info);
  reader.u32();
  const result = reader.u16();
  const eventType = reader.u16();
  const report = reader.octetString();
  reader.finish();
  return result === 0 && report.length > 0 ? { eventType, info: report } : undefined;
}

function isAccepted(result: number): boolean {
  return result === ASSOCIATION_RESULT.accepted || result === ASSOCIATION_RESULT.acceptedUnknownConfiguration;
}

function segmentKey(handle: number, segment: number): string {
  return `${handle} ${segment}`;
}

function frameContent({ type, fields }: Described): DecodedContent {
  return { kind: 'frame', type, fields };
}

/** Gives the lines of one APDU their places: each goes on to the next, the last to the APDU's end. */
function place(lines: readonly ApduLine[], offset: number, length: number): Decoded[] {
  return lines.map(({ start, content }, index) => ({
    ...content,
    offset: offset + start,
    length: (lines[index + 1]?.start ?? length) - start,
  }));
}
