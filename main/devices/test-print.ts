import type { DevicePosition } from '../contract/devices.ts';
import { renderLabel } from '../kernel/documents/labels/render.ts';
import { Refusal } from '../kernel/errors.ts';

export interface TestPrint {
  readonly action: 'print' | 'receipt';
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * A test print (试打) in the language of the printer: a label, a receipt or a page with Chinese, digits and the name of the
 * position.
 *
 * @throws Refusal `devices.not_a_printer`
 */
export async function testPrintFor(position: DevicePosition, jobId: string, at: string): Promise<TestPrint> {
  switch (position.driver) {
    case 'printer-zpl':
      return { action: 'print', input: { jobId, bytes: await testLabel(position, 'zpl'), copies: 1 } };
    case 'printer-tspl':
      return { action: 'print', input: { jobId, bytes: await testLabel(position, 'tspl'), copies: 1 } };
    case 'printer-epl':
      return { action: 'print', input: { jobId, bytes: await testLabel(position, 'epl'), copies: 1 } };
    case 'printer-escpos':
      return { action: 'receipt', input: { jobId, lines: testReceipt(position, at), cut: true } };
    case 'printer-spooler':
      return {
        action: 'print',
        input: { jobId, title: 'test', document: new TextEncoder().encode(testPage(position, at)) },
      };
    default:
      throw new Refusal('devices.not_a_printer', { driver: position.driver });
  }
}

async function testLabel(position: DevicePosition, language: 'zpl' | 'tspl' | 'epl'): Promise<Uint8Array> {
  const { bytes } = await renderLabel({
    template: 'storage-cell',
    data: { code: 'TEST-2026', name: '测试打印 Test', path: position.title },
    language,
  });
  return bytes;
}

function testReceipt(position: DevicePosition, at: string): readonly Readonly<Record<string, unknown>>[] {
  return [
    { kind: 'text', text: '测试打印 Test', align: 'center', bold: true, large: true },
    { kind: 'rule' },
    { kind: 'pair', left: '岗位 Position', right: position.title },
    { kind: 'pair', left: '时间 Time', right: at },
    { kind: 'text', text: '0123456789 ABCDEFG 验收 完整' },
    { kind: 'feed', lines: 2 },
  ];
}

function testPage(position: DevicePosition, at: string): string {
  return `测试打印 Test\n\n${position.title}\n${at}\n\n0123456789 ABCDEFG\n`;
}
