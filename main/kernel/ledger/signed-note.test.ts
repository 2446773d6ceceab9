import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosignCheckpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { EMPTY_ROOT } from './hash.ts';
import { COSIGNATURE_V1, createSigner, openNote, parseVerifierKey, signNote } from './signed-note.ts';

function newKey(name: string, algorithm?: typeof COSIGNATURE_V1) {
  const { signer, verifierKey } = createSigner(name, generateKeyPairSync('ed25519').privateKey, algorithm);
  const verifier = parseVerifierKey(verifierKey);
  if (verifier === undefined) throw new Error('own key is refused');
  return { signer, verifier, verifierKey };
}

const TEXT = '第一行\nsecond line\n';
const open = (note: string, ...keys: readonly ReturnType<typeof newKey>[]) =>
  openNote(
    Buffer.from(note, 'utf8'),
    keys.map(({ verifier }) => verifier),
  );

describe('signed notes', () => {
  const room = newKey('room-1/1');
  const stranger = newKey('stranger');

  it('open with the key they were signed with', () => {
    const opened = open(signNote(TEXT, [room.signer]), room);
    expect(opened).toMatchObject({ ok: true, text: TEXT, signatures: [{ name: 'room-1/1' }] });
  });

  it('ignore signatures of unknown keys, but need one of a known key', () => {
    const note = signNote(TEXT, [stranger.signer, room.signer]);
    expect(open(note, room).ok).toBe(true);
    expect(open(signNote(TEXT, [stranger.signer]), room)).toEqual({
      ok: false,
      reason: 'no_known_signature',
    });
  });

  it('are rejected when a known key fails, even if another one holds', () => {
    const one = signNote(TEXT, [room.signer]);
    const other = signNote('other\n', [stranger.signer]).split('\n').at(-2);
    expect(open(`${one}${other}\n`, room, stranger)).toEqual({ ok: false, reason: 'bad_signature' });
  });

  it('do not survive the change of any byte', () => {
    const note = Buffer.from(signNote(TEXT, [room.signer]), 'utf8');
    fc.assert(
      fc.property(fc.nat({ max: note.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const changed = Buffer.from(note);
        changed[place] = (changed[place] ?? 0) ^ flip;
        expect(openNote(changed, [room.verifier]).ok).toBe(false);
      }),
    );
  });

  it('are malformed without an empty line, a final newline, a clean text or clean signature lines', () => {
    const note = signNote(TEXT, [room.signer]);
    const broken = [
      TEXT,
      note.slice(0, -1),
      note.replace('\n\n', '\n'),
      `${note}— no-signature\n`,
      `${note}- dash AAAAAAA=\n`,
      note.replace('second', 'sec\u0007ond'),
    ];
    for (const text of broken) expect(open(text, room)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('refuse keys whose id does not fit or whose name could be mistaken', () => {
    expect(parseVerifierKey(room.verifierKey.replace('room-1', 'room-2'))).toBeUndefined();
    expect(parseVerifierKey('a b+00000000+AAAA')).toBeUndefined();
    expect(parseVerifierKey('')).toBeUndefined();
    expect(() => newKey('with space')).toThrow(RangeError);
  });
});

describe('checkpoints', () => {
  const log = newKey('room-1/1');
  const witness = newKey('county', COSIGNATURE_V1);
  const note = signCheckpoint({ origin: 'room-1/1', size: 0n, root: EMPTY_ROOT }, log.signer);

  it('carry origin, size and root', () => {
    expect(note.split('\n').slice(0, 4)).toEqual([
      'room-1/1',
      '0',
      '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      '',
    ]);
    expect(openCheckpoint(Buffer.from(note), log.verifier)).toMatchObject({ size: 0n, root: EMPTY_ROOT });
  });

  it('carry the time of a witness', () => {
    const cosigned = cosignCheckpoint(note, witness.signer, 1_795_000_000);
    expect(openCheckpoint(Buffer.from(cosigned), log.verifier, [witness.verifier])).toMatchObject({
      signatures: [{ name: 'room-1/1' }, { name: 'county', unixSeconds: 1_795_000_000 }],
    });
    const moved = Buffer.from(cosigned.replace('\n0\n', '\n1\n'));
    expect(openCheckpoint(moved, log.verifier, [witness.verifier])).toBe('bad_signature');
    const witnessOnly = note.slice(0, note.indexOf('—')) + cosigned.slice(note.length);
    expect(openCheckpoint(Buffer.from(witnessOnly), log.verifier, [witness.verifier])).toBe(
      'no_known_signature',
    );
  });

  it('of another log are refused although the signature holds', () => {
    const foreign = signCheckpoint({ origin: 'room-2/1', size: 0n, root: EMPTY_ROOT }, log.signer);
    expect(openCheckpoint(Buffer.from(foreign), log.verifier)).toBe('wrong_origin');
  });
});
