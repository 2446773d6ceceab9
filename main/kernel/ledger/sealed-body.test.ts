import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSealedBody, sealBody } from './sealed-body.ts';

const KEY = randomBytes(32);

describe('sealed bodies', () => {
  it('open with the key of the person', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as null;
        const { reference, bytes } = sealBody(KEY, 'person-1', plain);
        expect(openSealedBody(KEY, reference, bytes)).toEqual(plain);
      }),
    );
  });

  it('show nothing of the value and differ each time', () => {
    const one = sealBody(KEY, 'person-1', { idNumber: 'not-a-number' });
    const two = sealBody(KEY, 'person-1', { idNumber: 'not-a-number' });
    expect(one.bytes.includes('not-a-number')).toBe(false);
    expect(one.reference.sealed).not.toBe(two.reference.sealed);
  });

  it('do not open with another key, for another person, or after a change of a byte', () => {
    const { reference, bytes } = sealBody(KEY, 'person-1', 'secret');
    const refusal = expect.objectContaining({ code: 'store.corrupt' });
    expect(() => openSealedBody(randomBytes(32), reference, bytes)).toThrow(refusal);
    expect(() => openSealedBody(KEY, { ...reference, person: 'person-2' }, bytes)).toThrow(refusal);
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => openSealedBody(KEY, reference, changed)).toThrow(refusal);
    }
  });
});
