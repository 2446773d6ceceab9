import { describe, expect, it } from 'vitest';
import { DeviceError } from '../errors.ts';
import { classifyNativeError } from './native-errors.ts';

const errno = (code: string): Error => Object.assign(new Error(`${code}: something`), { code });

describe('native errors at the border', () => {
  it.each([
    ['EACCES', 'transport.permission', false],
    ['EPERM', 'transport.permission', false],
    ['ENOENT', 'transport.not_found', true],
    ['EBUSY', 'transport.busy', true],
    ['EIO', 'transport.closed', true],
    ['ECONNRESET', 'transport.closed', true],
    ['ECONNREFUSED', 'transport.open_failed', true],
  ])('%s becomes %s', (code, expected, retryable) => {
    expect(classifyNativeError(errno(code), 'transport.open_failed', 'tcp://x:1')).toMatchObject({
      code: expected,
      retryable,
      detail: { url: 'tcp://x:1', errno: code },
    });
  });

  it.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'transport.not_found'],
    ['Error Resource temporarily unavailable Cannot lock port', 'transport.busy'],
    ['Opening COM3: Access denied', 'transport.permission'],
    ['Opening COM9: File not found', 'transport.not_found'],
    [
      'cannot open device with vendor id 0x1 and product id 0x1: No HID devices with requested VID/PID found in the system.',
      'transport.open_failed',
    ],
    ["Failed to open a device with path '/dev/hidraw9': No such file or directory", 'transport.not_found'],
    ["Failed to open a device with path '/dev/hidraw0': Permission denied", 'transport.permission'],
    ['Error: Input/output error, cannot write', 'transport.closed'],
    ['open error: device is disconnected', 'transport.closed'],
    ['controlTransferIn error: endpoint stalled', 'device.refused'],
  ])('the text of the bindings %j becomes %s', (text, expected) => {
    expect(classifyNativeError(new Error(text), 'transport.open_failed', 'x').code).toBe(expected);
  });

  it('leaves our own errors as they are and takes anything that was thrown', () => {
    const own = new DeviceError('transport.closed', 'x');
    expect(classifyNativeError(own, 'transport.open_failed', 'x')).toBe(own);
    expect(classifyNativeError('plain text', 'transport.write_failed', 'x').code).toBe(
      'transport.write_failed',
    );
    expect(classifyNativeError(undefined, 'transport.open_failed', 'x').code).toBe('transport.open_failed');
  });
});
