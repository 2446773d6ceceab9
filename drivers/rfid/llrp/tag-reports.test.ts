import { describe, expect, it } from 'vitest';
import { encodeMessage, type Group } from './codec.ts';
import { decodeTagReports } from './tag-reports.ts';
import { vectorBytes } from './testing.ts';
import { fromHex } from './wire.ts';

const report = (...tags: Group[]): Uint8Array =>
  encodeMessage({ name: 'RO_ACCESS_REPORT', id: 1, body: { tagReportData: tags } });

describe('tag reports', () => {
  it('gives both tags of the published report with every field', () => {
    expect(decodeTagReports(vectorBytes('ro-access-report-two-tags'))).toEqual([
      {
        epc: '3416451FD4000000000F4409',
        epcBits: 96,
        antennaId: 2,
        peakRssi: -52,
        channelIndex: 11,
        firstSeenUtcUs: 1786955400123456,
        lastSeenUtcUs: 1786955400603456,
        seenCount: 6,
        pc: 0x3000,
      },
      {
        epc: '2D16451FD400003039000000',
        epcBits: 96,
        antennaId: 3,
        peakRssi: -61,
        channelIndex: 4,
        firstSeenUtcUs: 1786955400214456,
        lastSeenUtcUs: 1786955400214456,
        seenCount: 1,
        pc: 0x3000,
      },
    ]);
  });

  it('keeps the bit count of an EPC of 202 bits and its uptime', () => {
    expect(decodeTagReports(vectorBytes('ro-access-report-epcdata-202-bits'))).toEqual([
      {
        epc: '3816451FD61C1A7157B260C9B2D60E18B75F0400000000000000',
        epcBits: 202,
        antennaId: 1,
        peakRssi: -70,
        firstSeenUptimeUs: 73125900000,
        seenCount: 2,
      },
    ]);
  });

  it('keeps sibling vendor parameters apart', () => {
    expect(decodeTagReports(vectorBytes('ro-access-report-impinj-phase'))[0]).toMatchObject({
      custom: [
        { vendor: 25882, subtype: 56, dataHex: '0ABE' },
        { vendor: 25882, subtype: 57, dataHex: 'ECC3' },
      ],
      phase4096: 2750,
      peakRssiCentiDbm: -4925,
    });
  });

  it('takes the TID from a successful read', () => {
    expect(decodeTagReports(vectorBytes('ro-access-report-with-tid'))).toEqual([
      {
        epc: '3416451FD4000000000F4409',
        epcBits: 96,
        antennaId: 1,
        accessSpecId: 77,
        opSpecResults: [{ operation: 'read', opSpecId: 5, result: 0, dataHex: 'E2801160600002084A3B1C55' }],
        tid: 'E2801160600002084A3B1C55',
      },
    ]);
  });

  it('takes the TID from the Impinj field 55', () => {
    const custom = [{ vendor: 25882, subtype: 55, dataHex: '0002E2801160' }];
    expect(decodeTagReports(report({ epc96: '00'.repeat(12), custom }))[0]?.tid).toBe('E2801160');
  });

  it('has no tags in an empty report', () => {
    expect(decodeTagReports(vectorBytes('ro-access-report-empty'))).toEqual([]);
  });

  it.each([0, 1, 95, 202, 496])('decodes an EPC of %d bits', (bits) => {
    const hex = 'A5'.repeat(Math.ceil(bits / 8));
    const [tag] = decodeTagReports(report({ epcData: { epc: { bits, hex } }, antennaId: 4 }));
    expect(tag).toEqual({ epc: hex, epcBits: bits, antennaId: 4 });
  });

  it('skips an unknown TLV 900 inside an entry and keeps its bytes', () => {
    const [tag] = decodeTagReports(
      report({ epc96: '11'.repeat(12), unknown: [{ type: 900, dataHex: '0102' }] }),
    );
    expect(tag).toEqual({ epc: '11'.repeat(12), epcBits: 96, unknown: [{ type: 900, dataHex: '0102' }] });
  });

  it('says how many words a write wrote', () => {
    const opSpecResults = [
      { parameter: 'C1G2WriteOpSpecResult', value: { result: 4, opSpecId: 6, numWordsWritten: 3 } },
    ];
    expect(decodeTagReports(report({ epc96: '11'.repeat(12), opSpecResults }))[0]?.['opSpecResults']).toEqual(
      [{ operation: 'write', opSpecId: 6, result: 4, wordsWritten: 3 }],
    );
  });

  it('keeps an absurd time as a decimal string', () => {
    const bytes = fromHex(`043d0000002400000001${'00f0001a'}8d${'22'.repeat(12)}82ffffffffffffffff`);
    expect(decodeTagReports(bytes)[0]).toMatchObject({ firstSeenUtcUs: '18446744073709551615' });
  });

  it('decodes a report of 64 KiB', () => {
    const entry: Group = { epc96: '3416451FD4000000000F4409', antennaId: 1, peakRssi: -50 };
    expect(decodeTagReports(report(...Array.from({ length: 2979 }, () => entry)))).toHaveLength(2979);
  });
});
